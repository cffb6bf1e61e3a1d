using Microsoft.AspNetCore.Http;

namespace PeerMesh.Web.Http;

/// <summary>How large a reader wants the text, beside what their browser does already.</summary>
internal static class TextSizes
{
    /// <summary>The room's script writes the same cookie.</summary>
    public const string Cookie = "peermesh.text";

    /// <summary>As the style sheet names them; the first is how it is without a choice.</summary>
    public static readonly IReadOnlyList<string> All = ["normal", "large", "larger", "largest"];

    /// <summary>What the page's root element says about it; null where nothing was chosen.</summary>
    public static string? Of(HttpContext context) =>
        context.Request.Cookies[Cookie] is { } chosen && chosen != All[0] && All.Contains(chosen) ? chosen : null;
}
