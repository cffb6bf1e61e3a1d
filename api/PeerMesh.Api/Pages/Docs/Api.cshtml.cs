using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Api.Docs;

namespace PeerMesh.Api.Pages.Docs;

/// <summary>The API for people: the same document that programs read, on one page.</summary>
public sealed class ApiModel : PageModel
{
    internal ApiGuide Guide { get; private set; } = null!;

    public async Task OnGetAsync([FromServices] IServiceProvider services)
    {
        // Resolved here because the document's type is this assembly's own, and a page model is public.
        Guide = new ApiGuide(await services.GetRequiredService<ApiDocument>().Json());
    }

    /// <summary>Text in which backticks mark code.</summary>
    internal static IHtmlContent Prose(string text)
    {
        var html = new HtmlContentBuilder();
        var parts = text.Split('`');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 0)
            {
                html.Append(parts[i]);
            }
            else
            {
                html.AppendHtml("<code>").Append(parts[i]).AppendHtml("</code>");
            }
        }

        return html;
    }
}
