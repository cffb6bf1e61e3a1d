using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Groups;

/// <summary>What the group tells those who look for one, when it meets, and what its members hear of that.</summary>
/// <remarks>
/// A notice is stored with the change it is about, and with the time up to which members were reminded: whatever stops in
/// between, nobody hears twice or not at all. The reminder wakes a group that left memory, once a day at least.
/// </remarks>
internal sealed partial class GroupGrain
{
    private const string MeetingReminder = "meetings";

    /// <summary>Reminders are never due further ahead than a day; the look in between asks whether the listing is still right.</summary>
    private static readonly TimeSpan MeetingReminderMax = TimeSpan.FromHours(23);

    /// <summary>Holidays are said months ahead: nobody waits for the body's list at every look.</summary>
    private static readonly TimeSpan HolidaysKept = TimeSpan.FromMinutes(5);

    // The shortest that reminders allow.
    private static readonly TimeSpan MeetingReminderMin = TimeSpan.FromMinutes(1);

    private IGrainTimer? _meetingTimer;
    private IReadOnlyList<Holiday> _holidays = [];
    private DateTimeOffset _holidaysUntil;

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public Task<Refusal?> SetListing(Caller caller, Listing listing)
    {
        var outcome = GroupListingRules.SetListing(SeenBy(caller), caller.Member, listing, Today);
        return KeepListing(outcome, NameOf(caller), acts: ActsOfListing(caller.Member, outcome.Group));
    }

    public Task<Refusal?> SetTimetable(Caller caller, Timetable? timetable) =>
        KeepListing(GroupListingRules.SetTimetable(SeenBy(caller), caller.Member, timetable, Today), acts: [Act(caller.Member, AuditActions.TimetableChanged)]);

    public Task<Refusal?> EditTimetable(Caller caller, TimetableEdit edit) =>
        KeepListing(GroupListingRules.EditTimetable(SeenBy(caller), caller.Member, edit, clock.GetUtcNow()), acts: [Act(caller.Member, AuditActions.TimetableChanged)]);

    public Task<Refusal?> ConfirmListing(Caller caller) =>
        KeepListing(GroupListingRules.Confirm(SeenBy(caller), caller.Member, Today), acts: [Act(caller.Member, AuditActions.ListingChanged)]);

    public async Task<GroupDates?> Dates(Caller? caller, DateTimeOffset since, DateTimeOffset before, int max) =>
        SeenBy(caller) is { } group
            ? new GroupDates([.. Occurrences.Between(group.Listed.Timetable, await CurrentHolidays(), since, before).Take(max)], group.Listed.Timetable)
            : null;

    public async Task<DoorAnswer> Door(SessionId session)
    {
        await Inherit();
        var outcome = GroupRules.OpenMeeting(Record.Group, session, await CurrentHolidays(), clock.GetUtcNow());
        if (outcome.Refusal is { } refusal)
        {
            LogRefused(GrainContext.GrainId, refusal.Code);
            return new DoorAnswer(null, refusal);
        }

        if (outcome.Group != Record.Group)
        {
            // Stored before the session opens: should all of this stop now, the door is opened from here.
            await Save(Record with { Group = outcome.Group });
            TellSoon(TimeSpan.Zero);
        }

        // An open one was told its plan before; whoever asks now has lost nothing but its answer.
        return Record.Group!.Session(session)!.Plan is { } plan
            ? new DoorAnswer(plan, null)
            : new DoorAnswer(null, SessionRefusals.NotFound);
    }

    private async Task<IReadOnlyList<Holiday>> CurrentHolidays()
    {
        if (Record.Group?.Listed.Body is not { } body)
        {
            _holidays = [];
            return _holidays;
        }

        var now = clock.GetUtcNow();
        if (now >= _holidaysUntil)
        {
            var found = await GrainFactory.GetGrain<IBodiesGrain>(IBodiesGrain.Key).Find(body);
            _holidays = found is null ? [] : found.Holidays;
            _holidaysUntil = now + HolidaysKept;
        }

        return _holidays;
    }

    private async Task<Refusal?> KeepListing(GroupOutcome outcome, string by = "", string? request = null, IReadOnlyList<AuditNote>? acts = null)
    {
        if (outcome.Group is { } next && next != Record.Group)
        {
            var now = clock.GetUtcNow();
            var news = MeetingNotices.OfChange(Record.Group!, next, await CurrentHolidays(), now);

            // Before the change itself: a crash in between leaves a reminder that finds nothing to do.
            await WakeForMeetings(next);
            await Save(Noted(
                WithNews(Stamped(next, by, request), news is null ? [] : [news]) with { RemindedUntil = Record.RemindedUntil ?? now }, now, [.. acts ?? []]));
        }

        return await KeepAndSettle(outcome, []);
    }

    /// <summary>Reminds of meetings that are near, and asks for the listing; then sets the clock for the next time.</summary>
    private async Task CheckMeetings()
    {
        if (Record.Group is { } group)
        {
            var now = clock.GetUtcNow();
            var holidays = await CurrentHolidays();
            var news = MeetingNotices.RemindersDue(group, holidays, RemindedUntil(group, now), now);
            if (Record.Holidays is { } told && MeetingNotices.OfHolidays(group, told, holidays, now) is { } changed)
            {
                news = news.Add(changed);
            }

            var questions = MeetingNotices.AskToConfirm(group, Record.AskedOn, Today);
            var holidaysTold = group.Listed.Body is null || Record.Holidays?.SequenceEqual(holidays) == true ? Record.Holidays : [.. holidays];
            if (!news.IsEmpty || !questions.IsEmpty || holidaysTold != Record.Holidays)
            {
                await Save(WithNews(Record with { Notices = Record.Notices.AddRange(questions) }, news) with
                {
                    RemindedUntil = now,
                    AskedOn = questions.IsEmpty ? Record.AskedOn : Today,
                    Holidays = holidaysTold,
                });
            }
        }

        await WakeForMeetings(Record.Group);
        await Tell();
    }

    /// <summary>Where nobody registers it is known whom news concern; else the dates are asked when it is told.</summary>
    private static GroupRecord WithNews(GroupRecord record, ImmutableList<MeetingNews> news) =>
        MembershipRules.SettingsOf(record.Group!, record.Book ?? MembershipBook.Empty).Registration
            ? record with { News = record.News.AddRange(news) }
            : record with { Notices = record.Notices.AddRange(news.SelectMany(one => MeetingNotices.ToEach(record.Group!, one, people: null))) };

    /// <summary>Asks the dates whom the news concern. What they answer is stored in the place of the news: whatever stops afterwards, nobody is asked or told twice.</summary>
    private async Task AddressNews()
    {
        foreach (var news in Record.News)
        {
            var people = await Task.WhenAll(news.Dates.Select(async date =>
                (date.Occurrence, People: await GrainFactory.GetGrain<IRegistrationGrain>(SessionId.Of(Id, date.Occurrence).Value).People())));
            var notices = MeetingNotices.ToEach(Record.Group!, news, people.ToDictionary(date => date.Occurrence, date => date.People));
            await Save(Record with { News = Record.News.Remove(news), Notices = Record.Notices.AddRange(notices) });
        }
    }

    private async Task WakeForMeetings(Group? group)
    {
        if (group?.Listing is null || group.Roster.IsEmpty)
        {
            if (await this.GetReminder(MeetingReminder) is { } reminder)
            {
                await this.UnregisterReminder(reminder);
            }

            return;
        }

        var due = SetMeetingTimer(group);
        due = due < MeetingReminderMin ? MeetingReminderMin : due > MeetingReminderMax ? MeetingReminderMax : due;
        await this.RegisterOrUpdateReminder(MeetingReminder, due, MeetingReminderMax);
    }

    /// <returns>How long until the next reminder is due.</returns>
    private TimeSpan SetMeetingTimer(Group group)
    {
        var now = clock.GetUtcNow();
        var next = MeetingNotices.NextReminder(group, _holidays, RemindedUntil(group, now));
        var due = next - now ?? MeetingReminderMax;
        due = due < LineTimerMin ? LineTimerMin : due > MeetingReminderMax ? MeetingReminderMax : due;
        this.SetAlarm(ref _meetingTimer, CheckMeetings, due, keepsAwake: false);
        return due;
    }

    // What was due while everything was down and has begun since is not told any more.
    private DateTimeOffset RemindedUntil(Group group, DateTimeOffset now)
    {
        var begun = now.AddMinutes(-(group.Listed.Timetable?.ReminderMinutes ?? 0));
        return Record.RemindedUntil is not { } until ? now : until > begun ? until : begun;
    }
}
