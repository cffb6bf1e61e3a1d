using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Me;

/// <summary>What is mine: groups, dates, places in lines, and whether mail comes to me.</summary>
internal sealed class IndexModel(IGrainFactory grains, IContactDesk contacts, TimeProvider clock) : PageModel
{
    /// <summary>Suggestions; any zone may be typed.</summary>
    internal static readonly IReadOnlyList<string> Zones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
        "America/Puerto_Rico", "America/Port-au-Prince", "America/Mexico_City", "Europe/London", "Europe/Madrid",
    ];

    public IReadOnlyList<(GroupId Group, string Name, MembershipStanding Standing)> Groups { get; private set; } = [];

    public IReadOnlyList<MemberDate> Coming { get; private set; } = [];

    public IReadOnlyList<MemberDate> Past { get; private set; } = [];

    public NoticeSettings Settings { get; private set; } = new(false, NoticeChoices.Default);

    public string? Problem { get; private set; }

    /// <summary>What is wrong with the form about mail, and what was typed into it.</summary>
    public string? MailProblem { get; private set; }

    public NoticeChoices Choices { get; private set; } = NoticeChoices.Default;

    public string? TypedEmail { get; private set; }

    /// <summary>Groups whose mails were stopped, by name.</summary>
    public IReadOnlyList<(GroupId Group, string Name, IReadOnlyList<NoticeTopic?> Topics)> Silenced { get; private set; } = [];

    /// <summary>Made with the page, so that pressing a button twice does one thing.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString("N");

    public Task<IActionResult> OnGet() => Show(null);

    public Task<IActionResult> OnPostAddress(string? email)
    {
        TypedEmail = email;
        return Show(async caller => await contacts.SetAddress(caller, (email ?? "").Trim()));
    }

    public Task<IActionResult> OnPostForget() => Show(async caller =>
    {
        await contacts.ForgetAddress(caller);
        return null;
    });

    public Task<IActionResult> OnPostChoices(List<NoticeTopic>? topics, bool namesGroup, string? zone, string? language)
    {
        zone = string.IsNullOrWhiteSpace(zone) ? null : zone.Trim();
        var choices = new NoticeChoices(zone, string.IsNullOrWhiteSpace(language) ? null : language, [.. Enum.GetValues<NoticeTopic>().Except(topics ?? [])], namesGroup);
        return Show(
            async caller => zone is not null && !contacts.IsZone(zone)
                ? NoticeRefusals.ZoneInvalid
                : await grains.GetGrain<INoticesGrain>(caller.Member.Value).Change(choices),
            choices);
    }

    public Task<IActionResult> OnPostHear(string? group) => Show(async caller =>
    {
        if (PageIds.Possible(group ?? ""))
        {
            await grains.GetGrain<INoticesGrain>(caller.Member.Value).Unmute(new GroupId(group!));
        }

        return null;
    });

    /// <summary>What leaving is called there.</summary>
    internal static string LeaveWords(MembershipState state) => state switch
    {
        MembershipState.Waiting => "Panel.LeaveLine",
        MembershipState.Offered => "Panel.LetGo",
        MembershipState.Requested => "Panel.TakeBack",
        MembershipState.Invited => "Me.NoThanks",
        _ => "Panel.Leave",
    };

    /// <param name="typed">Kept in the form where it was refused.</param>
    private async Task<IActionResult> Show(Func<Caller, Task<Refusal?>>? first, NoticeChoices? typed = null)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (first is not null)
        {
            MailProblem = (await first(caller))?.InWords();
            if (MailProblem is null)
            {
                return RedirectToPage("/Me/Index", pageHandler: null, routeValues: null, fragment: "mail");
            }
        }

        var me = await grains.GetGrain<IMemberGrain>(caller.Member.Value).Look();
        var known = me.Groups.Select(group => (Id: group.Id, group.Name)).Concat((me.Ties ?? []).Select(tie => (Id: tie.Group, tie.Name))).DistinctBy(one => one.Id);
        var standings = await Task.WhenAll(known.Select(async one => (one.Id, one.Name, Standing: await grains.GetGrain<IGroupGrain>(one.Id.Value).Standing(caller))));
        Groups = [.. standings.Where(one => one.Standing is { State: >= MembershipState.Invited and <= MembershipState.Facilitator }).Select(one => (one.Id, one.Name, one.Standing!))];

        var now = clock.GetUtcNow();
        var dates = await grains.GetGrain<IMemberDatesGrain>(caller.Member.Value).List();
        Coming = [.. dates.Where(date => date.EndsAt > now && date.State is (DateState.Going or DateState.Waitlisted or DateState.Offered)).Reverse()];
        Past = [.. dates.Where(date => date.State is DateState.Attended or DateState.Missed || (date.State == DateState.Going && date.EndsAt <= now))];
        Settings = await grains.GetGrain<INoticesGrain>(caller.Member.Value).Look();
        Choices = typed ?? Settings.Choices;
        Silenced = await NamesOf(caller, Settings.Choices.MutedGroups ?? []);
        return Page();
    }

    private async Task<IReadOnlyList<(GroupId Group, string Name, IReadOnlyList<NoticeTopic?> Topics)>> NamesOf(Caller caller, IEnumerable<MutedGroup> silenced) =>
        await Task.WhenAll(silenced.GroupBy(muted => muted.Group).Select(async group => (
            group.Key,
            (await grains.GetGrain<IGroupGrain>(group.Key.Value).Look(caller))?.Profile.Name ?? group.Key.Value,
            (IReadOnlyList<NoticeTopic?>)[.. group.Select(muted => muted.Topic)])));
}
