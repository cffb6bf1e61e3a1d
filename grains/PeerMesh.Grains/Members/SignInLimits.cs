namespace PeerMesh.Grains.Members;

/// <summary>Bounds of signing in with an e-mailed code.</summary>
public sealed class SignInLimits
{
    /// <summary>Codes one address may ask for within <see cref="Window"/>. With <see cref="TriesPerCode"/> it makes guessing a code hopeless: 25 tries in a million per window.</summary>
    public int CodesPerWindow { get; set; } = 5;

    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a code is good: long enough for a slow mail server.</summary>
    public TimeSpan CodeLife { get; set; } = TimeSpan.FromMinutes(10);

    public int TriesPerCode { get; set; } = 5;
}
