using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Me;

/// <summary>Stops mail by the link at its foot, without signing in. Opening the link stops nothing, because scanners of mail open links; a mail program posts to it (RFC 8058).</summary>
/// <remarks>No form's token guards it: a mail program has none, and the sealed link itself is what a stranger's page could not know.</remarks>
[IgnoreAntiforgeryToken]
internal sealed class UnsubscribeModel(IGrainFactory grains, IContactDesk contacts) : PageModel
{
    /// <summary>What the mail was about; null for a link that is none.</summary>
    public NoticeTopic? Topic { get; private set; }

    public string Token { get; private set; } = "";

    public bool Done { get; private set; }

    public IActionResult OnGet(string? t) => Read(t) is null ? NotALink() : Page();

    public async Task<IActionResult> OnPost(string? t, string? what)
    {
        if (Read(t) is not { } from)
        {
            return NotALink();
        }

        // Invitations come from any group to people who belong to none: one click stops them all.
        var everywhere = what == "topic" || from.Topic == NoticeTopic.Invitations;
        var notices = grains.GetGrain<INoticesGrain>(from.Member.Value);
        if (what == "all")
        {
            await notices.ForgetAddress();
            await notices.Mute(null, NoticeTopic.Invitations);
        }
        else
        {
            await notices.Mute(everywhere ? (GroupId?)null : from.Group, what == "group" ? null : from.Topic);
        }

        Done = true;
        return Page();
    }

    private Unsubscribing? Read(string? token)
    {
        Token = token ?? "";
        var from = contacts.ReadUnsubscribe(Token);
        Topic = from?.Topic;
        return from;
    }

    private PageResult NotALink()
    {
        Response.StatusCode = 404;
        return Page();
    }
}
