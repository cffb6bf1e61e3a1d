using System.Text.RegularExpressions;

namespace PeerMesh.Telemetry;

/// <summary>Takes out of a text what names somebody: keys of grains, and addresses for mail.</summary>
/// <remarks>
/// The product's own messages hold neither. The runtime's do: its warnings and exceptions name the grain they are about, and
/// the key of a grain is a member's id, the hash of an address, or a group's title made into an id.
/// </remarks>
public static partial class PrivateText
{
    /// <summary>The same text with <c>member/…</c> where it said which member, and <c>…@…</c> for an address.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('@', StringComparison.Ordinal))
        {
            text = MailAddress().Replace(text, "…@…");
        }

        return text.Contains('/', StringComparison.Ordinal) ? GrainId().Replace(text, "$1/…") : text;
    }

    // "session/sunshine-circle.now-abc", alone or after a silo's address ("S10.0.0.5:11111:77/session/…"). A word that follows
    // a slash otherwise is part of a path, and one that follows a dot names a part of the runtime.
    [GeneratedRegex(@"(?:(?<![\w/.:-])|(?<=:\d{1,12}/))([a-z][a-z-]{1,40})/(?:[^\s\[\](){},;""'<>]+)")]
    private static partial Regex GrainId();

    [GeneratedRegex(@"[^\s<>""'(),;:=\[\]]+@[^\s<>""'(),;:=\[\]]+\.[^\s<>""'(),;:=\[\]]+")]
    private static partial Regex MailAddress();
}
