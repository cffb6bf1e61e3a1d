namespace PeerMesh.Web.Http;

internal static class PageIds
{
    private const int LengthMax = 128;

    /// <summary>Whether this could be an id at all. What could not never reaches a grain, which would be woken for nothing.</summary>
    public static bool Possible(string id) =>
        id.Length is > 0 and <= LengthMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');
}
