using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Groups;

/// <summary>Meetings of a timetable: their sessions, which nobody creates, and what members hear.</summary>
public sealed class MeetingTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    private const string Zone = "America/New_York";

    [Fact]
    public async Task A_meeting_opens_by_itself_for_all_who_come_at_once_and_only_once()
    {
        var (group, _) = await WithMeetingIn(minutes: 10);
        var session = SessionOf(group);
        var people = Enumerable.Range(0, 20).Select(i => NetworkFixture.Someone($"p{i}")).ToList();

        var looks = await Task.WhenAll(people.Select(person => session.Look(person)));

        Assert.All(looks, look => Assert.NotNull(look.View));
        await Until.True(async () => (await group.Look(null))!.OpenSessions.Count == 1);
        Assert.Single(await session.Recall(0));
        Assert.Null((await session.Submit(people[0], new Enter("Pia", 1) { CommandId = "c1" })).Refusal);
    }

    [Fact]
    public async Task A_crash_between_the_group_and_the_session_leaves_one_session_opened_once()
    {
        var (group, _) = await WithMeetingIn(minutes: 10);
        var session = SessionOf(group);
        network.Storage.FailNextWrite(session.GetPrimaryKeyString());

        await Assert.ThrowsAnyAsync<Exception>(() => session.Look(NetworkFixture.Someone("ben")));

        await Until.True(async () => (await session.Look(NetworkFixture.Someone("ben"))).View is not null);
        await Until.True(async () =>
        {
            // The group may have met the failed write too; then it tries again after a while.
            network.Clock.Advance(TimeSpan.FromMinutes(1));
            return (await group.Look(null))!.OpenSessions.Count == 1;
        });
        Assert.Single(await session.Recall(0));
    }

    [Fact]
    public async Task Before_the_doors_open_people_hear_when_they_do()
    {
        var (group, _) = await WithMeetingIn(minutes: 60);
        var ben = NetworkFixture.Someone("ben");

        var look = await SessionOf(group).Look(ben);
        var entered = await SessionOf(group).Submit(ben, new Enter("Ben", 1) { CommandId = "c1" });
        var connected = await SessionOf(group).Connect(ben, "gw", "c", null);

        Assert.All([look.Refusal, entered.Refusal, connected.Refusal], refusal =>
        {
            Assert.Equal(SessionRefusals.DoorsNotOpen.Code, refusal?.Code);
            Assert.Equal(network.Clock.GetUtcNow().AddMinutes(45), refusal?.OpensAt);
        });
        Assert.Empty((await group.Look(null))!.OpenSessions);
        Assert.Equal(0, network.Storage.WritesOf(SessionOf(group).GetPrimaryKeyString()));
    }

    [Fact]
    public async Task A_cancelled_meeting_says_why_and_one_that_is_over_opens_no_more()
    {
        var (cancelled, founder) = await WithMeetingIn(minutes: 5);
        Assert.Null(await cancelled.EditTimetable(founder, new CancelDates(MeetingOf(cancelled), Reason: "The host is ill")));
        var (over, _) = await WithMeetingIn(minutes: -90);

        var why = (await SessionOf(cancelled).Look(founder)).Refusal!;
        Assert.Equal(SessionRefusals.MeetingCancelled.Code, why.Code);
        Assert.Contains("The host is ill", why.Detail, StringComparison.Ordinal);
        Assert.Equal(SessionRefusals.MeetingOver.Code, (await SessionOf(over, -90).Look(founder)).Refusal!.Code);
    }

    [Fact]
    public async Task What_is_no_meeting_of_the_group_is_no_session()
    {
        var (group, founder) = await WithMeetingIn(minutes: 5);

        foreach (var name in (string[])["2026-01-01-m1", "2026-03-02-m9", "now-abc", "x"])
        {
            var session = network.Grains.GetGrain<ISessionGrain>($"{group.GetPrimaryKeyString()}.{name}");
            Assert.Equal(SessionRefusals.NotFound, (await session.Look(founder)).Refusal);
        }
    }

    [Fact]
    public async Task Members_hear_of_an_edit_once_with_the_old_and_the_new_time()
    {
        var (group, founder) = await WithMeetingIn(minutes: 24 * 60);
        var (member, notices) = await MemberOf(group, founder);
        var old = network.Clock.GetUtcNow().AddMinutes(24 * 60);
        var local = WallClock.Show(Zone, old.AddMinutes(30));

        var edit = new ChangeDates(MeetingOf(group, 24 * 60), StartsAt: TimeOnly.FromDateTime(local.DateTime), Reason: "The hall opens later");
        Assert.Null(await group.EditTimetable(founder, edit));
        Assert.Null(await group.EditTimetable(founder, edit));

        var letters = await Letters(notices, 1);
        var notice = Assert.Single(letters).Notice;
        Assert.Equal((NoticeKind.MeetingMoved, old, old.AddMinutes(30), Zone, "The hall opens later"), (notice.Kind, notice.Before!.Value, notice.StartsAt!.Value, notice.Zone, notice.Words));
        Assert.NotEqual(default, member);
    }

    [Fact]
    public async Task Members_are_reminded_once_and_not_before_it_is_time()
    {
        var (group, founder) = await WithMeetingIn(minutes: 60, reminder: 30);
        var (_, notices) = await MemberOf(group, founder);
        await Remind(group);
        Assert.Empty(await notices.Take());

        // Within the time of a reminder now.
        network.Clock.Advance(TimeSpan.FromMinutes(31));
        await Task.WhenAll(Remind(group), Remind(group));
        await Remind(group);

        var reminder = Assert.Single(await Letters(notices, 1)).Notice;
        Assert.Equal((NoticeKind.Reminder, network.Clock.GetUtcNow().AddMinutes(29)), (reminder.Kind, reminder.StartsAt!.Value));
    }

    [Fact]
    public async Task The_directory_has_the_group_until_it_is_private_and_never_a_contact_that_is_not_public()
    {
        var (group, founder) = await WithMeetingIn(minutes: 60);
        var view = (await group.Look(founder))!;
        var listing = view.Listing with { Contacts = [new("Ana", "ana@example.org", Public: true), new("Ben", "ben@example.org")] };
        Assert.Null(await group.SetListing(founder, listing));

        Assert.Equal(2, (await group.Look(founder))!.Listing.Contacts.Count);
        Assert.Equal("Ana", Assert.Single((await group.Look(null))!.Listing.Contacts).Name);

        Assert.Null(await group.SetListing(founder, listing with { Visibility = Domain.Directory.Visibility.Private }));
        await Until.True(async () => await network.CardOf(group) is null);
        Assert.Equal(network.Clock.GetUtcNow().UtcDateTime.Date, (await group.Look(founder))!.Listing.ConfirmedOn!.Value.ToDateTime(default));
    }

    private static Task Remind(IGroupGrain group) => group.AsReference<IRemindable>().ReceiveReminder("meetings", default);

    private async Task<(MemberId Member, INoticesGrain Notices)> MemberOf(IGroupGrain group, Caller founder)
    {
        var member = NetworkFixture.Someone("mia").Member;
        Assert.Null(await group.SetRole(founder, member, GroupRole.Member, "Mia"));
        var notices = network.Grains.GetGrain<INoticesGrain>(member.Value);
        await notices.SetAddress("sealed");
        return (member, notices);
    }

    private static async Task<ImmutableList<Letter>> Letters(INoticesGrain notices, int count)
    {
        await Until.True(async () => (await notices.Take()).Count >= count);
        return await notices.Take();
    }

    private async Task<(IGroupGrain Group, Caller Founder)> WithMeetingIn(int minutes, int reminder = 0)
    {
        var (group, founder) = await network.Founded();
        Assert.Null(await group.SetTimetable(founder, Timetable(minutes, reminder)));
        return (group, founder);
    }

    private Timetable Timetable(int minutes, int reminder)
    {
        var local = StartIn(minutes);
        return new Timetable(
            Zone, [new MeetingRule("m1", new Once(), TimeOnly.FromDateTime(local.DateTime), 60, DateOnly.FromDateTime(local.DateTime))], [], [], ReminderMinutes: reminder);
    }

    private DateTimeOffset StartIn(int minutes) => WallClock.Show(Zone, network.Clock.GetUtcNow().AddMinutes(minutes));

    private string MeetingOf(IGroupGrain group, int minutes = 5)
    {
        Assert.NotNull(group);
        return Occurrences.IdOf("m1", DateOnly.FromDateTime(StartIn(minutes).DateTime));
    }

    private ISessionGrain SessionOf(IGroupGrain group, int minutes = 5) =>
        network.Grains.GetGrain<ISessionGrain>(SessionId.Of(new GroupId(group.GetPrimaryKeyString()), MeetingOf(group, minutes)).Value);
}
