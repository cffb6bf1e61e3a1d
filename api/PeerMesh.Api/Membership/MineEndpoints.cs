using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Api.Membership;

/// <summary>One group of yours.</summary>
/// <param name="KnownAs">What the group calls you.</param>
/// <param name="Place">Your place in the line, counted from 1.</param>
/// <param name="OfferedUntil">A place is held for you until then.</param>
internal sealed record MyGroupResponse(GroupId Group, string Name, MembershipState State, string? KnownAs, int? Place, DateTimeOffset? OfferedUntil);

/// <summary>One date of yours. Nobody else is told whether you came.</summary>
/// <param name="CalledOff">The meeting does not take place.</param>
internal sealed record MyDateResponse(SessionId Session, GroupId Group, string GroupName, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateState State, bool CalledOff);

/// <summary>Everything that is mine, in one place.</summary>
internal static class MineEndpoints
{
    public static void MapMine(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/v1/me").WithTags("Me").RequireAuthorization();
        mine.MapGet("/groups", Groups).WithName("ListMyGroups").Describe(
            "My groups and my places in lines",
            "Those you belong to, and those you have asked to join, wait for, or are invited to.",
            answer: """[{"group":"q3zr5yhm2ktx7wbna4cd","name":"Evening circle","state":"waiting","knownAs":"Ana","place":3,"offeredUntil":null}]""");
        mine.MapGet("/dates", Dates).WithName("ListMyDates").Describe(
            "My dates",
            "Those you go to or wait for, and those that are over, with whether you came: yours alone to know. Latest first.",
            answer: """[{"session":"q3zr5yhm2ktx7wbna4cd.2026-03-03-tue","group":"q3zr5yhm2ktx7wbna4cd","groupName":"Evening circle","startsAt":"2026-03-04T00:00:00Z","endsAt":"2026-03-04T01:30:00Z","state":"going","calledOff":false}]""");
    }

    private static async Task<Ok<IEnumerable<MyGroupResponse>>> Groups(CurrentCaller caller, IGrainFactory grains)
    {
        var me = await GrainCalls.Twice(() => grains.GetGrain<IMemberGrain>(caller.Value.Member.Value).Look());
        var known = me.Groups.Select(group => (group.Id, group.Name)).Concat((me.Ties ?? []).Select(tie => (Id: tie.Group, tie.Name))).DistinctBy(one => one.Id);
        var all = await Task.WhenAll(known.Select(async one =>
            (one.Id, one.Name, Standing: await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(one.Id.Value).Standing(caller.Value)))));
        return TypedResults.Ok(all
            .Where(one => one.Standing is { State: >= MembershipState.Invited and <= MembershipState.Facilitator })
            .Select(one => new MyGroupResponse(one.Id, one.Name, one.Standing!.State, one.Standing.Name, one.Standing.Place, one.Standing.OfferedUntil)));
    }

    private static async Task<Ok<IEnumerable<MyDateResponse>>> Dates(CurrentCaller caller, IGrainFactory grains)
    {
        var dates = await GrainCalls.Twice(() => grains.GetGrain<IMemberDatesGrain>(caller.Value.Member.Value).List());
        return TypedResults.Ok(dates.Select(date => new MyDateResponse(date.Session, date.Group, date.GroupName, date.StartsAt, date.EndsAt, date.State, date.CalledOff)));
    }
}
