using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Groups;

/// <summary>How a group's listing and timetable change.</summary>
public static class GroupListingRules
{
    /// <summary>
    /// Takes what a facilitator says of the group. The timetable, the body it belongs to, how it stands with it and where it came from are not theirs
    /// to say here and stay; saying it confirms it.
    /// </summary>
    /// <param name="today">In any zone: what is confirmed is good for months.</param>
    public static GroupOutcome SetListing(Group? group, MemberId caller, Listing listing, DateOnly today)
    {
        if (GroupRules.FacilitatorOf(group, caller) is { } notAllowed)
        {
            return notAllowed;
        }

        var before = group!.Listed;
        var next = ListingRules.Tidy(listing with { Timetable = null }) with
        {
            Timetable = before.Timetable,
            Body = before.Body,
            Origin = before.Origin,
            Affiliation = before.Affiliation,
            ConfirmedOn = today,
        };
        return ListingRules.CheckEdited(next) is { } refusal ? refusal : With(group, next);
    }

    /// <summary>Takes a whole timetable in the place of the one before; null takes it away.</summary>
    public static GroupOutcome SetTimetable(Group? group, MemberId caller, Timetable? timetable, DateOnly today)
    {
        if (GroupRules.FacilitatorOf(group, caller) is { } notAllowed)
        {
            return notAllowed;
        }

        var next = timetable is null ? null : TimetableRules.Tidy(timetable);
        return next is not null && TimetableRules.Check(next) is { } refusal
            ? refusal
            : With(group!, group!.Listed with { Timetable = next, ConfirmedOn = today });
    }

    /// <summary>Changes single dates, parts of series, closures.</summary>
    public static GroupOutcome EditTimetable(Group? group, MemberId caller, TimetableEdit edit, DateTimeOffset now)
    {
        if (GroupRules.FacilitatorOf(group, caller) is { } notAllowed)
        {
            return notAllowed;
        }

        if (group!.Listed.Timetable is not { } timetable)
        {
            return ScheduleRefusals.NoTimetable;
        }

        var outcome = TimetableEdits.Apply(timetable, edit, now);
        return outcome.Timetable is { } next
            ? With(group, group.Listed with { Timetable = next })
            : outcome.Refusal!;
    }

    /// <summary>Somebody who leads says that the listing is right as it is.</summary>
    public static GroupOutcome Confirm(Group? group, MemberId caller, DateOnly today) =>
        group is null ? GroupRefusals.NotFound
        : group.RoleOf(caller) is not (GroupRole.Facilitator or GroupRole.CoFacilitator) ? GroupRefusals.FacilitatorsOnly
        : With(group, group.Listed with { ConfirmedOn = today });

    /// <summary>How the group stands with a body. For affiliations, which asked for rights.</summary>
    /// <param name="body">The body whose name it has from now on; null is none.</param>
    /// <param name="visibility">Whether it is found; null leaves that as it is.</param>
    public static Group Settle(Group group, BodyId? body, AffiliationMark? mark, Visibility? visibility) =>
        With(group, group.Listed with { Body = body, Affiliation = mark, Visibility = visibility ?? group.Listed.Visibility });

    /// <summary>Takes a whole listing from an import, which has its own rights and its own words for what is wrong.</summary>
    public static GroupOutcome Import(Group group, Listing listing)
    {
        var next = ListingRules.Tidy(listing);
        return ListingRules.Check(next) is { } refusal ? refusal : With(group, next);
    }

    internal static Group With(Group group, Listing listing) =>
        ListingPrint.Of(listing) == ListingPrint.Of(group.Listed)
            ? group
            : group with { Listing = listing, Version = group.Version + 1 };
}
