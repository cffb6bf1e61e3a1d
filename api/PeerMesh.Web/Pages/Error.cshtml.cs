using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PeerMesh.Web.Pages;

/// <summary>What a browser sees when a request failed. The host runs this again for the failed one, whatever its method was.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Code { get; set; }

    /// <summary>Which words to use; one kind may stand for several codes.</summary>
    public string Kind => Code switch
    {
        400 => "Form",
        401 or 403 => "NotAllowed",
        404 => "NotFound",
        429 => "TooMany",
        502 or 503 or 504 => "Away",
        _ => "Other",
    };

    public void OnGet() => Response.StatusCode = Code;

    public void OnPost() => Response.StatusCode = Code;
}
