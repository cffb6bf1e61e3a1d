using System.Collections.Immutable;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Grains.Groups;

/// <summary>What the timetable means for membership: when a series is closed to newcomers, and what its dates' grains have to know.</summary>
internal sealed partial class GroupGrain
{
    /// <summary>Dates whose grains are told of a change; those further ahead look for themselves when somebody asks.</summary>
    private const int DatesTold = 20;

    private static readonly TimeSpan DatesToldWithin = TimeSpan.FromDays(400);

    /// <summary>Most groups have no registration, and then nobody has to look at anything.</summary>
    private bool DatesAreBehind =>
        Record.Group is { } group && Record.DatesVersion < group.Version && MembershipRules.SettingsOf(group, Book).Registration;

    public async Task<DateLook?> DateLook(MemberId member, string occurrence)
    {
        // The grain of the date asks for itself too, and then for nobody.
        if (Record.Group is not { } group || (member != default && IsHiddenFrom(member)) || Occurrences.Find(group.Listed.Timetable, await CurrentHolidays(), occurrence) is not { } date)
        {
            return null;
        }

        var settings = MembershipRules.SettingsOf(group, Book);
        var facts = new DateFacts(
            group.Id,
            group.Profile.Name,
            group.Listed.Timetable!.Zone,
            date.StartsAt,
            date.EndsAt,
            date.Status != OccurrenceStatus.Cancelled,
            settings.Registration,
            settings.PlacesPerDate ?? group.Rules.Capacity,
            settings.HoldMinutes,
            group.Listed.Body?.Value ?? group.Id.Value,
            settings.DatesPerPersonMax);
        var entry = group.Entry(member);
        return new DateLook(
            facts,
            string.IsNullOrEmpty(entry?.Name) ? null : entry.Name,
            MembershipRules.MayEnter(group, Book, member),
            IsLead(entry?.Role),
            group.Roster.FindAll(one => IsLead(one.Role)).ConvertAll(one => one.Member));
    }

    public Task<ImmutableList<MemberId>> Strangers(ImmutableList<MemberId> people) =>
        Task.FromResult(Record.Group is { } group ? people.RemoveAll(member => MembershipRules.MayEnter(group, Book, member)) : []);

    private static bool IsLead(GroupRole? role) => role is GroupRole.Facilitator or GroupRole.CoFacilitator;

    /// <summary>A series with the same people takes newcomers only until one of its meetings has begun.</summary>
    private async Task<bool> IsClosedToNewcomers()
    {
        if (Record.Group?.Listed is not { Series: SeriesKind.Closed, ClosesAfter: { } last, Timetable: { Rules.IsEmpty: false } timetable })
        {
            return false;
        }

        var first = timetable.Rules.Min(rule => rule.From).AddDays(-1);
        var from = new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero);
        return Occurrences.Between(timetable, await CurrentHolidays(), from, clock.GetUtcNow()).Count(date => date.Status != OccurrenceStatus.Cancelled) >= last;
    }

    private async Task TellDates()
    {
        if (!DatesAreBehind)
        {
            return;
        }

        var group = Record.Group!;
        var coming = Occurrences.Next(group.Listed.Timetable, await CurrentHolidays(), clock.GetUtcNow(), DatesTold, DatesToldWithin);
        await Task.WhenAll(coming.Select(date => GrainFactory.GetGrain<IRegistrationGrain>(SessionId.Of(group.Id, date.Id).Value).Recheck()));
        await Save(Record with { DatesVersion = group.Version });
    }
}
