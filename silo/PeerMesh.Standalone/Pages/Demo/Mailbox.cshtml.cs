using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Standalone.Demo;

namespace PeerMesh.Standalone.Pages.Demo;

/// <summary>The demo's mail, for people and (asked for JSON) for programs. There is no such page outside the demo.</summary>
internal sealed class MailboxModel : PageModel
{
    public string? To { get; private set; }

    public IReadOnlyList<DemoMail> Mails { get; private set; } = [];

    public IActionResult OnGet(string? to)
    {
        if (HttpContext.RequestServices.GetService<DemoMailbox>() is not { } mailbox)
        {
            return NotFound();
        }

        To = to;
        Mails = mailbox.Read(to);
        Response.Headers.Vary = "Accept";
        return WantsJson() ? new JsonResult(Mails) : Page();
    }

    private bool WantsJson() =>
        Request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault() is { } first
        && first.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
}
