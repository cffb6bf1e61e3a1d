using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Identity;

/// <summary>One organisation's sign-in, from <c>PeerMesh:Oidc:{id}</c>. The client's secret is nowhere but in the configuration.</summary>
/// <param name="Authority">The provider's address, under which it describes itself.</param>
/// <param name="Domains">Domains of e-mail addresses it speaks for: an affiliate's provider must not sign in as somebody of another one. <c>*</c> is any.</param>
/// <param name="SecondStep">Whether its word that two factors were shown (<c>amr</c> with <c>mfa</c>) counts as our second step.</param>
internal sealed record OidcSettings(Uri Authority, string ClientId, string? ClientSecret, IReadOnlyList<string> Domains, bool SecondStep)
{
    public const string AnyDomain = "*";

    /// <exception cref="InvalidOperationException">Something is missing or makes no sense; says what.</exception>
    public static OidcSettings Read(IConfigurationSection section)
    {
        if (section.Key.Length > 32 || !section.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new InvalidOperationException($"{SignInDoors.Section}:{section.Key}: the name has small letters, digits and hyphens, 32 at most.");
        }

        var domains = (section[nameof(Domains)] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new OidcSettings(
            Uri.TryCreate(section[nameof(Authority)], UriKind.Absolute, out var authority) && (authority.Scheme == Uri.UriSchemeHttps || authority.IsLoopback)
                ? authority
                : throw Missing(section, nameof(Authority), "the https address of the provider"),
            section[nameof(ClientId)] is { Length: > 0 } client ? client : throw Missing(section, nameof(ClientId), "the name this site is known by there"),
            section[nameof(ClientSecret)],
            domains.Length > 0 ? domains : throw Missing(section, nameof(Domains), "the domains of e-mail addresses it speaks for, or * for any"),
            section.GetValue(nameof(SecondStep), defaultValue: false));
    }

    /// <summary>Whether it may sign in whoever has this (normalised) address.</summary>
    public bool SpeaksFor(string address) =>
        Domains.Any(domain => domain == AnyDomain || address.EndsWith($"@{domain}", StringComparison.OrdinalIgnoreCase));

    private static InvalidOperationException Missing(IConfigurationSection section, string name, string what) => new($"{section.Path}:{name} is missing: {what}.");
}
