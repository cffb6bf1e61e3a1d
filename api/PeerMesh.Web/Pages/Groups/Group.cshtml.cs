using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Schedules;
using PeerMesh.Search;
using PeerMesh.Web.Bodies;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

internal sealed class GroupModel(IGrainFactory grains, DirectoryIndex directory, TimeProvider clock, IStringLocalizer<ListingTexts> texts, IStringLocalizer<BodyTexts> bodyTexts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The meeting somebody wanted to come in to while its door was not open.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Meeting { get; set; }

    public GroupView? Group { get; private set; }

    /// <summary>Why they are here and not in that meeting.</summary>
    public string? Asked { get; private set; }

    /// <summary>What the directory says of it; null for a group that is not in it.</summary>
    public ListingModel? Listing { get; private set; }

    /// <summary>Whose group it is, or with whose help it forms; null where there is nothing to say.</summary>
    public string? Standing { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>Made with the form, so that pressing its button twice opens one session.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString("N");

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPostOpen(string? title, string? requestId)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!await Load() || Group is null)
        {
            return NotFound();
        }

        var wish = string.IsNullOrWhiteSpace(requestId) ? RequestId : requestId;
        var start = await grains.GetGrain<IGroupGrain>(Group!.Id.Value).StartSession(caller, string.IsNullOrWhiteSpace(title) ? null : title.Trim(), wish);
        if (start.Session is { } session)
        {
            return RedirectToPage("/Room/Room", new { sessionId = session.Value });
        }

        Problem = start.Refusal?.InWords();
        return Page();
    }

    private async Task<bool> Load()
    {
        // Its address is the slug; the id, which older links carry, leads here too.
        var entry = directory.FindBySlug(Id) ?? directory.Find(new GroupId(Id));
        var id = entry?.Group.Value ?? Id;
        if (!PageIds.Possible(id))
        {
            return false;
        }

        try
        {
            Group = await grains.GetGrain<IGroupGrain>(id).Look(HttpContext.Caller())
                ?? (Request.Query["code"].ToString() is { Length: > 0 } code ? await grains.GetGrain<IGroupPrivacyGrain>(id).LookWith(HttpContext.Caller(), code) : null);
        }
        catch (Exception e) when (entry is not null && e is Orleans.Runtime.OrleansException or TimeoutException)
        {
            // What the directory knows is worth showing while the group itself cannot be asked.
        }

        if (entry is not null)
        {
            var address = PageUrls.Absolute(Request, Url.Page("/Groups/Group", new { id = entry.Slug })!);
            Listing = ListingModel.Of(entry, directory.Bodies, address, clock.GetUtcNow());
            (ViewData["Public"], ViewData["PublicTitle"], ViewData["Canonical"]) = (true, entry.Name, address);
        }

        if (Group is not null)
        {
            Standing = AffiliationWords.Say(bodyTexts, Group.Listing, directory.Bodies);
            ViewData["ColoursOf"] = Group.Listing.Body?.Value;
            ViewData["Organising"] = Standing is not null;
        }

        Asked = Group is not null && Meeting is not null ? WhyNotIn(Group, Meeting) : null;
        ViewData["Finding"] = true;
        return Group is not null || Listing is not null;
    }

    private string? WhyNotIn(GroupView group, string meeting)
    {
        if (Occurrences.Find(group.Listing.Timetable, [], meeting) is not { } asked)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var opens = asked.StartsAt.AddMinutes(-group.Listing.Timetable!.DoorsMinutes);
        return group.NextDates.Find(date => date.Id == meeting)?.Status == OccurrenceStatus.Cancelled ? texts["Dates.NotHeld"].Value
            : now < opens ? texts["Dates.NotYet", DateWords.Day(opens), DateWords.Time(opens)].Value
            : now >= asked.EndsAt ? texts["Dates.Over"].Value
            : null;
    }
}
