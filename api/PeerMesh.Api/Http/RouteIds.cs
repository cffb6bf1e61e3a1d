using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Http;

/// <summary>Ids as they come in addresses. What cannot be an id wakes no grain.</summary>
internal static class RouteIds
{
    /// <summary>A group id and an occurrence's name; far longer than any this server makes.</summary>
    private const int SessionMax = 200;

    private const int GroupMax = 64;

    public static SessionId? Session(string text) =>
        IsPlain(text, SessionMax) && new SessionId(text) is { Group: not null } id ? id : null;

    public static GroupId? Group(string text) =>
        IsPlain(text, GroupMax) && !text.Contains('.', StringComparison.Ordinal) ? new GroupId(text) : null;

    private static bool IsPlain(string text, int max) =>
        text.Length > 0 && text.Length <= max && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
