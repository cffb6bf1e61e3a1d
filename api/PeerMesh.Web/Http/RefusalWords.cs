using System.Globalization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Web.Http;

/// <summary>What a "no" says, in the reader's language where we have words for it, else in the rules' own.</summary>
internal static class RefusalWords
{
    private static readonly EmbeddedTexts Room = EmbeddedTexts.Of<RefusalTexts>();
    private static readonly EmbeddedTexts Desk = EmbeddedTexts.Of<DeskRefusalTexts>();

    public static string InWords(this Refusal refusal) =>
        refusal.Given is { } given && Find($"{refusal.Code}.given") is { } words
            ? string.Format(CultureInfo.InvariantCulture, words, given.Split('\n'))
            : Find(refusal.Code) ?? refusal.Detail;

    /// <summary>The same for what those who lead may want to change.</summary>
    public static string InWords(this ListingWarning warning) => Find(warning.Code) ?? warning.Detail;

    private static string? Find(string code) =>
        Room.GetString(code, CultureInfo.CurrentUICulture) ?? Desk.GetString(code, CultureInfo.CurrentUICulture);
}
