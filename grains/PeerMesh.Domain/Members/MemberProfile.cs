using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Members;

/// <summary>What somebody likes to start from. A group is told nothing of it until they send it there themselves.</summary>
/// <param name="Name">Put into the field where a group asks what to call them; null leaves it empty.</param>
/// <param name="Language">BCP 47 tag of the language of their pages in a browser that has chosen none; null is what the browser asks for.</param>
[GenerateSerializer, Immutable, Alias("pm.member.profile")]
public sealed record MemberProfile(
    [property: Id(0)] string? Name = null,
    [property: Id(1)] string? Language = null)
{
    public static readonly MemberProfile Empty = new();
}

public static class ProfileRules
{
    /// <summary>The longest tags in use fit twice.</summary>
    private const int LanguageMax = 64;

    /// <summary>The profile with what was left blank taken for nothing.</summary>
    public static MemberProfile Tidy(MemberProfile profile) => new(Tidy(profile.Name), Tidy(profile.Language));

    /// <summary>The first thing that is wrong with a tidied profile, or null.</summary>
    public static Refusal? Check(MemberProfile profile) =>
        profile.Name is { } name && !GroupRules.IsRosterName(name) ? ProfileRefusals.NameInvalid
        : profile.Language is { } language && !IsTag(language) ? ProfileRefusals.LanguageInvalid
        : null;

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsTag(string text) => text.Length <= LanguageMax && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}

public static class ProfileRefusals
{
    public static readonly Refusal NameInvalid = new("profile.name_invalid", RefusalKind.Invalid, "A name has 1 to 40 characters on one line, and is no e-mail address.");
    public static readonly Refusal LanguageInvalid = new("profile.language_invalid", RefusalKind.Invalid, "That is no tag of a language, such as \"en\" or \"es\".");
}
