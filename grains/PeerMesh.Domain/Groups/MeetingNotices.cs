using System.Collections.Immutable;
using System.Globalization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Groups;

/// <summary>What people are told of a group's meetings: that one is near, and what an edit changes. Each notice has an id that follows from what it is about, so that it is told once.</summary>
public static class MeetingNotices
{
    /// <summary>Changes further ahead than this are on the group's page; a mail about next year would be forgotten.</summary>
    private static readonly TimeSpan ChangesAhead = TimeSpan.FromDays(92);

    /// <summary>A year has a reminder even where the meeting is yearly.</summary>
    private static readonly TimeSpan RemindersAhead = TimeSpan.FromDays(400);

    /// <summary>What an edit changes for those who come; null where it changes nothing for them.</summary>
    public static MeetingNews? OfChange(Group before, Group after, IReadOnlyList<Holiday> holidays, DateTimeOffset now) =>
        OfChange(before, after, holidays, holidays, string.Create(CultureInfo.InvariantCulture, $"t{after.Version}"), now);

    /// <summary>What new holidays of its body, or days that are none any more, change for those who come.</summary>
    public static MeetingNews? OfHolidays(Group group, IReadOnlyList<Holiday> before, IReadOnlyList<Holiday> after, DateTimeOffset now) =>
        OfChange(group, group, before, after, string.Create(CultureInfo.InvariantCulture, $"h{now.ToUnixTimeSeconds()}"), now);

    /// <summary>Reminders that became due after one instant and by another, of meetings that have not begun.</summary>
    public static ImmutableList<MeetingNews> RemindersDue(Group group, IReadOnlyList<Holiday> holidays, DateTimeOffset after, DateTimeOffset now)
    {
        if (group.Listed.Timetable is not { ReminderMinutes: > 0 } timetable)
        {
            return [];
        }

        var ahead = TimeSpan.FromMinutes(timetable.ReminderMinutes);
        var due = Occurrences.Between(timetable, holidays, after + ahead + TimeSpan.FromTicks(1), now + ahead + TimeSpan.FromTicks(1));
        return due.Where(meeting => meeting.StartsAt > now && meeting.Status != OccurrenceStatus.Cancelled)
            .Select(meeting => new MeetingNews(MeetingAudience.Going, [new MeetingNotice(meeting.Id, new Notice(
                // With its time: a meeting that was moved after its reminder has another one.
                string.Create(CultureInfo.InvariantCulture, $"{group.Id.Value}-r{meeting.Id}-{meeting.StartsAt.ToUnixTimeSeconds()}"),
                NoticeKind.Reminder,
                group.Id,
                group.Profile.Name,
                meeting.StartsAt,
                timetable.Zone,
                Words: meeting.Reason,
                GoodUntil: meeting.EndsAt,
                Link: $"/sessions/{SessionId.Of(group.Id, meeting.Id).Value}"))]))
            .ToImmutableList();
    }

    /// <summary>The news to each whom it concerns: one notice, of the first of their dates that it is about, and how many more of theirs there are.</summary>
    /// <param name="people">Who registered for the dates of the news, by the occurrence; null where nobody has to register, and it concerns the whole roster.</param>
    public static ImmutableList<AddressedNotice> ToEach(Group group, MeetingNews news, IReadOnlyDictionary<string, DatePeople>? people)
    {
        if (news.Dates.IsEmpty)
        {
            return [];
        }

        var theirs = new Dictionary<MemberId, List<Notice>>();
        foreach (var date in people is null ? [] : news.Dates)
        {
            var known = people!.GetValueOrDefault(date.Occurrence) ?? DatePeople.Nobody;
            foreach (var member in news.Audience == MeetingAudience.Going ? known.Going : known.Going.Union(known.Waiting))
            {
                if (!theirs.TryGetValue(member, out var notices))
                {
                    theirs[member] = notices = [];
                }

                notices.Add(date.Notice);
            }
        }

        // Those who lead come without registering.
        var all = news.Dates.ConvertAll(date => date.Notice);
        foreach (var entry in group.Roster.Where(entry => people is null || news.Audience == MeetingAudience.Everyone || entry.Role is GroupRole.Facilitator or GroupRole.CoFacilitator))
        {
            theirs.TryAdd(entry.Member, [.. all]);
        }

        return [.. theirs.Select(told => new AddressedNotice(told.Key, told.Value[0] with { More = told.Value.Count - 1 }))];
    }

    /// <summary>When the next reminder is due; null where none is.</summary>
    public static DateTimeOffset? NextReminder(Group group, IReadOnlyList<Holiday> holidays, DateTimeOffset after)
    {
        if (group.Listed.Timetable is not { ReminderMinutes: > 0 } timetable || group.Roster.IsEmpty)
        {
            return null;
        }

        var ahead = TimeSpan.FromMinutes(timetable.ReminderMinutes);

        // Of a group that cancelled all of its next meetings the day's look finds those after them.
        return Occurrences.Next(timetable, holidays, after + ahead + TimeSpan.FromTicks(1), max: 20, RemindersAhead)
            .FirstOrDefault(meeting => meeting.Status != OccurrenceStatus.Cancelled)?.StartsAt - ahead;
    }

    /// <summary>Asks those who facilitate whether the listing is still right.</summary>
    public static ImmutableList<AddressedNotice> AskToConfirm(Group group, DateOnly? askedOn, DateOnly today)
    {
        var isDue = group.Listed is { ConfirmedOn: not null } listing
            && ListingRules.IsStale(listing, today)
            && (askedOn is not { } asked || asked < listing.ConfirmedOn || today.DayNumber - asked.DayNumber >= ListingLimits.ConfirmDays);
        return !isDue ? [] : group.Roster
            .FindAll(entry => entry.Role == GroupRole.Facilitator)
            .ConvertAll(entry => new AddressedNotice(entry.Member, new Notice(
                string.Create(CultureInfo.InvariantCulture, $"{group.Id.Value}-c{today:yyyyMMdd}"),
                NoticeKind.ListingUnconfirmed,
                group.Id,
                group.Profile.Name,
                Link: PageOf(group) + "/listing"), null));
    }

    private static MeetingNews? OfChange(
        Group before, Group after, IReadOnlyList<Holiday> holidaysBefore, IReadOnlyList<Holiday> holidays, string id, DateTimeOffset now)
    {
        var (was, will) = (before.Listed.Timetable, after.Listed.Timetable);
        var diffs = DateDiffs.Between(was, holidaysBefore, will, holidays, now, now + ChangesAhead);

        // A meeting that was off and takes place after all is told; a date more is found on the page.
        var told = diffs.Where(diff => diff.IsOff || diff.IsMoved || diff is { IsOn: true, Before: not null }).ToList();
        if (told.Count == 0)
        {
            return null;
        }

        // Another rule is another habit, also of those who have not registered for a date of it yet.
        var audience = was is null || will is null || ListingPrint.Of(was.Rules) != ListingPrint.Of(will.Rules) ? MeetingAudience.Everyone : MeetingAudience.Concerned;
        var goodUntil = told.Max(diff => (diff.After ?? diff.Before)!.EndsAt);
        return new MeetingNews(audience, [.. told.Select(diff => new MeetingNotice((diff.Before ?? diff.After)!.Id, new Notice(
            $"{after.Id.Value}-{id}",
            diff.IsOff ? NoticeKind.MeetingCancelled : diff.IsMoved ? NoticeKind.MeetingMoved : NoticeKind.MeetingTakesPlace,
            after.Id,
            after.Profile.Name,
            StartsAt: diff.IsOff ? diff.Before!.StartsAt : diff.After!.StartsAt,
            Zone: (will ?? was)!.Zone,
            Before: diff.IsMoved ? diff.Before!.StartsAt : null,
            Words: diff.After?.Reason,
            GoodUntil: goodUntil,
            Link: PageOf(after))))]);
    }

    private static string PageOf(Group group) => $"/groups/{group.Id.Value}";
}
