using System.Collections.Immutable;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Grains.Groups;

/// <summary>The group as others may see it.</summary>
internal static class GroupLens
{
    /// <summary>Meetings shown ahead.</summary>
    private const int NextDatesMax = 10;

    /// <summary>A meeting of a yearly group is still shown.</summary>
    private static readonly TimeSpan NextDatesWithin = TimeSpan.FromDays(400);

    /// <param name="viewer">Null for someone not signed in.</param>
    /// <param name="observes">Whether a right on the group's body lets them see contacts that are not public.</param>
    /// <param name="holidays">Those of the group's body.</param>
    public static GroupView View(Group group, string slug, MemberId? viewer, bool observes, IReadOnlyList<Holiday> holidays, DateTimeOffset now)
    {
        var role = viewer is { } member ? group.RoleOf(member) : GroupRole.None;
        var leads = role is GroupRole.Facilitator or GroupRole.CoFacilitator;
        return new GroupView(
            group.Id,
            group.Profile,
            group.FormName,
            group.Agenda,
            group.Guidelines,
            role,
            OpenSessions(group),
            FacilitatorNames(group),
            group.Version,
            leads || observes ? WithPolicy(group) : Public(group),
            [.. NextDates(group, holidays, now)],
            leads ? ListingRules.Warnings(group.Profile.Name, group.Listed, now) : [],
            slug,
            group.Inherited);
    }

    /// <summary>The group as the directory knows it.</summary>
    public static DirectoryEntry Entry(Group group, GroupRecord record) => new(
        group.Id,
        record.Slug!,
        group.Profile.Name,
        group.Profile.About,
        group.FormName,
        group.Profile.Openness,
        Public(group),
        FacilitatorNames(group),
        OpenSessions(group).ConvertAll(session => session.Id),
        record.FoundedAt ?? DateTimeOffset.UnixEpoch,
        record.ChangedAt ?? record.FoundedAt ?? DateTimeOffset.UnixEpoch,
        group.Version);

    /// <summary>The meeting under way, where there is one, and those to come.</summary>
    private static IEnumerable<Occurrence> NextDates(Group group, IReadOnlyList<Holiday> holidays, DateTimeOffset now)
    {
        var from = now.AddMinutes(-ScheduleLimits.MinutesMax);
        var begun = Occurrences.Between(group.Listed.Timetable, holidays, from, now).Where(occurrence => occurrence.EndsAt > now);
        return begun.Concat(Occurrences.Next(group.Listed.Timetable, holidays, now, NextDatesMax, NextDatesWithin)).Take(NextDatesMax);
    }

    private static Listing Public(Group group) =>
        WithPolicy(group) with { Contacts = group.Listed.Contacts.RemoveAll(contact => !contact.Public) };

    // Whether attendance is confirmed is the body's to say, where it says it.
    private static Listing WithPolicy(Group group) => group.Inherited?.Proof switch
    {
        ProofPolicy.Always => group.Listed with { GivesProof = true },
        ProofPolicy.Never => group.Listed with { GivesProof = false },
        _ => group.Listed,
    };

    public static GroupCard Card(Group group) => new(
        group.Id,
        group.Profile.Name,
        group.Profile.About,
        group.FormName,
        group.Profile.Language,
        group.Profile.Openness,
        OpenSessions(group),
        group.Version,
        group.Listed.Visibility == Visibility.Private);

    private static ImmutableList<OpenSession> OpenSessions(Group group) =>
        group.Sessions.FindAll(session => session.IsOpen).ConvertAll(session => new OpenSession(session.Id, session.Title, session.OpenedAt));

    // A founder who has not chosen a name yet is left out.
    private static ImmutableList<string> FacilitatorNames(Group group) =>
        group.Roster.FindAll(entry => entry.Role == GroupRole.Facilitator && entry.Name.Length > 0).ConvertAll(entry => entry.Name);
}
