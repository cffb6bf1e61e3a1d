namespace PeerMesh.Api.Identity;

/// <summary>Whose bearer token a request carries.</summary>
internal sealed class BearerTokens(AccessTokens tokens, SignedInDevices devices)
{
    private const string Prefix = "Bearer ";

    /// <summary>Whether the request says who it is from by a header, whatever that says.</summary>
    public static bool IsIn(HttpRequest request) => request.Headers.Authorization.Count > 0;

    /// <summary>Who calls, or null: no token of ours, one that is over, or whose sign-in has ended.</summary>
    public async ValueTask<CurrentCaller?> Prove(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || tokens.Read(header.AsSpan(Prefix.Length).Trim()) is not { } proved)
        {
            return null;
        }

        // Made-up peers have no sign-in that could end; their tokens end by themselves.
        if (proved.Caller.Simulated)
        {
            return new CurrentCaller(proved.Caller, proved.Device);
        }

        var standing = await devices.Standing(proved.Caller.Member, proved.Device);
        return standing.SignedIn ? new CurrentCaller(proved.Caller with { SecondStep = standing.SecondStep }, proved.Device) : null;
    }
}
