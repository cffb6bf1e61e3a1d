namespace PeerMesh.Api.Identity;

/// <summary>The ways to say who one is.</summary>
internal static class PeerMeshSchemes
{
    /// <summary>Picks one of the two below: a caller that sends an Authorization header means it.</summary>
    public const string Either = "PeerMesh";

    public const string Bearer = "PeerMesh.Bearer";

    public const string Cookie = "PeerMesh.Cookie";
}
