using Microsoft.Extensions.Configuration;

namespace PeerMesh.Web.SignIn;

/// <summary>Organisations whose own sign-in (OpenID Connect) is taken here, from the configuration section <c>PeerMesh:Oidc</c>.</summary>
public sealed class SignInDoors(IConfiguration configuration)
{
    public const string Section = "PeerMesh:Oidc";

    /// <summary>The name of the authentication scheme that leads through a door.</summary>
    public static string SchemeOf(string door) => $"PeerMesh.Oidc.{door}";

    /// <summary>By the id in the configuration, with the name people know the organisation by.</summary>
    public IReadOnlyList<(string Id, string Name)> All { get; } =
        [.. configuration.GetSection(Section).GetChildren().Select(door => (door.Key, door["Name"] is { Length: > 0 } name ? name : door.Key))];
}
