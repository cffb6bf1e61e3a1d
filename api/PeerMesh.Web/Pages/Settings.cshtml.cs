using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.Pages;

/// <summary>Language and size of text, for anyone: kept in this browser and nowhere else.</summary>
internal sealed class SettingsModel : PageModel
{
    /// <summary>Where the reader came from, and goes back to.</summary>
    public string ReturnUrl { get; private set; } = "";

    public void OnGet(string? returnUrl) => ReturnUrl = this.LocalOrHome(returnUrl);

    public IActionResult OnPost(string? language, string? text, string? returnUrl)
    {
        if (Languages.Find(language) is { } chosen)
        {
            Languages.Remember(HttpContext, chosen);
        }

        if (text is not null && TextSizes.All.Contains(text))
        {
            ReaderCookies.Set(HttpContext, TextSizes.Cookie, text);
        }

        return LocalRedirect(this.LocalOrHome(returnUrl));
    }
}
