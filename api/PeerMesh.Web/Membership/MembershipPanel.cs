using Microsoft.AspNetCore.Mvc;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Membership;

/// <summary>The part of a group's page on which one joins, waits, leaves, and says for its dates whether one comes. Needs no script.</summary>
/// <remarks><c>@await Component.InvokeAsync("MembershipPanel", new { group = "…" })</c> puts it into any page.</remarks>
public sealed class MembershipPanel(IGrainFactory grains) : ViewComponent
{
    /// <param name="group">The group's id.</param>
    /// <param name="code">A code that came with the address.</param>
    /// <param name="problem">Why the last wish was refused.</param>
    /// <param name="name">What was typed as a name.</param>
    public async Task<IViewComponentResult> InvokeAsync(string group, string? code = null, string? problem = null, string? name = null)
    {
        var caller = HttpContext.Caller();
        var standing = await grains.GetGrain<IGroupGrain>(group).Standing(caller)
            ?? (string.IsNullOrEmpty(code) ? null : await grains.GetGrain<IGroupPrivacyGrain>(group).StandingWith(caller, code));
        if (standing is null)
        {
            return Content("");
        }

        var dates = standing.Registration ? await Dates(group, caller) : [];
        var usual = caller is null ? null : (await grains.GetGrain<IMemberGrain>(caller.Member.Value).Look()).Profile?.Name;
        return View(new PanelModel(group, standing, dates, caller is not null, code, problem, name ?? (string.IsNullOrEmpty(standing.Name) ? usual : standing.Name), Guid.NewGuid().ToString("N")));
    }

    private async Task<IReadOnlyList<DateStanding>> Dates(string group, Caller? caller)
    {
        var view = await grains.GetGrain<IGroupGrain>(group).Look(caller);
        var standings = await Task.WhenAll((view?.NextDates ?? []).Select(date =>
            grains.GetGrain<IRegistrationGrain>(SessionId.Of(new GroupId(group), date.Id).Value).Standing(caller)));
        return [.. standings.OfType<DateStanding>()];
    }
}

/// <param name="Name">What was typed, else what the group calls them, else what their profile says.</param>
/// <param name="Dates">The group's next dates, where people register for them.</param>
/// <param name="RequestId">Made with the form, so that pressing a button twice does one thing.</param>
internal sealed record PanelModel(
    string Group,
    MembershipStanding Standing,
    IReadOnlyList<DateStanding> Dates,
    bool SignedIn,
    string? Code,
    string? Problem,
    string? Name,
    string RequestId);
