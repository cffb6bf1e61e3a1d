using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Schedules;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Groups;

/// <summary>Who hears of the meetings of a group for whose dates people register.</summary>
public sealed class MeetingNewsTests : IAsyncLifetime
{
    // A network of its own: its clock is moved by days.
    private readonly NetworkFixture _network = new();

    public Task InitializeAsync() => _network.InitializeAsync();

    public Task DisposeAsync() => _network.DisposeAsync();

    [Fact]
    public async Task Those_with_a_place_on_the_date_and_those_who_lead_are_reminded_once_and_nobody_else()
    {
        var (group, going, waiting, later, roster) = await GroupWithFour();

        _network.Clock.Advance(group.Dates[0].StartsAt.AddMinutes(-30) - _network.Clock.GetUtcNow());
        await Task.WhenAll(Remind(group.Grain), Remind(group.Grain));
        await Remind(group.Grain);

        var reminder = Assert.Single(await Letters(going, NoticeKind.Reminder)).Notice;
        Assert.Equal((group.Dates[0].StartsAt, "America/New_York"), (reminder.StartsAt, reminder.Zone));
        Assert.Single(await Letters(group.Founder, NoticeKind.Reminder));
        Assert.All(await Task.WhenAll(new[] { waiting, later, roster }.Select(AllOf)), Assert.Empty);
    }

    [Fact]
    public async Task A_change_of_one_date_is_told_to_those_who_go_or_wait_and_it_is_on_their_own_lists()
    {
        var (group, going, waiting, later, roster) = await GroupWithFour();

        Assert.Null(await group.Grain.EditTimetable(group.Founder, new ChangeDates(group.Dates[0].Id, StartsAt: new TimeOnly(20, 0), Reason: "The hall opens later")));

        foreach (var who in (Caller[])[going, waiting, group.Founder])
        {
            var notice = Assert.Single(await Letters(who, NoticeKind.MeetingMoved)).Notice;
            Assert.Equal((group.Dates[0].StartsAt, group.Dates[0].StartsAt.AddHours(1), 0), (notice.Before!.Value, notice.StartsAt!.Value, notice.More));
        }

        await Until.True(async () => (await MineOf(going)).Single().StartsAt == group.Dates[0].StartsAt.AddHours(1));
        Assert.All(await Task.WhenAll(new[] { later, roster }.Select(AllOf)), Assert.Empty);

        Assert.Null(await group.Grain.EditTimetable(group.Founder, new CancelDates(group.Dates[0].Id, Reason: "The host is ill")));
        Assert.Single(await Letters(going, NoticeKind.MeetingCancelled));
        await Until.True(async () => (await MineOf(waiting)).Single().CalledOff);
        Assert.Null(await group.Grain.EditTimetable(group.Founder, new RestoreDate(group.Dates[0].Id)));
        Assert.Single(await Letters(going, NoticeKind.MeetingTakesPlace));
    }

    [Fact]
    public async Task A_change_of_the_rule_is_told_to_everyone_once_and_to_each_of_their_own_dates()
    {
        var group = await Group(places: 5);
        var (one, two, roster) = (await Reachable(), await Reachable(), await Reachable());
        await group.Register(1, one);
        await group.Register(1, two);
        await group.Register(2, two);
        Assert.Null(await group.Grain.SetRole(group.Founder, roster.Member, GroupRole.Member, "Rosa"));

        Assert.Null(await group.Grain.EditTimetable(group.Founder, new ChangeDates(group.Dates[0].Id, EditScope.All, StartsAt: new TimeOnly(18, 0))));

        var ofOne = Assert.Single(await Letters(one, NoticeKind.MeetingMoved)).Notice;
        var ofTwo = Assert.Single(await Letters(two, NoticeKind.MeetingMoved)).Notice;
        var ofRoster = Assert.Single(await Letters(roster, NoticeKind.MeetingMoved)).Notice;
        Assert.Equal((group.Dates[1].StartsAt, 0), (ofOne.Before!.Value, ofOne.More));
        Assert.Equal((group.Dates[1].StartsAt, 1), (ofTwo.Before!.Value, ofTwo.More));
        Assert.Equal(group.Dates[0].StartsAt, ofRoster.Before!.Value);
        Assert.True(ofRoster.More > 5);
    }

    /// <summary>Whichever write is cut short, before the disk or after it, and whatever had been told by then.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_between_storing_and_telling_loses_no_reminder_and_doubles_none(bool registers)
    {
        foreach (var (which, stored) in from write in Enumerable.Range(1, 4) from reached in (bool[])[false, true] select (write, reached))
        {
            var group = await Group(places: 5, registers);
            var (ben, cleo) = (await Reachable(), await Reachable());
            foreach (var who in (Caller[])[ben, cleo])
            {
                Assert.Null(await group.Grain.SetRole(group.Founder, who.Member, GroupRole.Member, who == ben ? "Ben" : "Cleo"));
                if (registers)
                {
                    await group.Register(0, who);
                }
            }

            var key = group.Grain.GetPrimaryKeyString();
            await Until.True(async () => (await _network.Grains.GetGrain<IGroupGrain>(key).Look(group.Founder))!.NextDates.Count > 0);
            _network.Clock.Advance(group.Dates[0].StartsAt.AddMinutes(-30) - _network.Clock.GetUtcNow());
            _network.Storage.FailWrite(key, which, stored);
            await Until.True(async () =>
            {
                try
                {
                    // What Orleans does: the reminder comes again until it went well.
                    await Remind(group.Grain);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // The write that was to fail.
                }

                _network.Clock.Advance(TimeSpan.FromSeconds(5));
                return (await AllOf(ben)).Count > 0 && (await AllOf(cleo)).Count > 0;
            });
            await Remind(group.Grain);
            await Remind(group.Grain);

            Assert.Single(await Letters(ben, NoticeKind.Reminder));
            Assert.Single(await Letters(cleo, NoticeKind.Reminder));
            _network.Storage.FailWrite(key, int.MaxValue);
        }
    }

    [Fact]
    public async Task Who_leaves_or_is_removed_gives_their_dates_back_and_does_not_come_in_again()
    {
        var group = await Group(places: 1, openness: Openness.Members);
        var (ben, cleo) = (await Reachable(), await Reachable());
        foreach (var (who, name) in ((Caller, string)[])[(ben, "Ben"), (cleo, "Cleo")])
        {
            Assert.Null(await group.Grain.SetRole(group.Founder, who.Member, GroupRole.Member, name));
            await group.Register(0, who);
        }

        Assert.Null((await group.Grain.Ask(ben, new LeaveGroup { RequestId = "l" })).Refusal);

        Assert.Single(await Letters(cleo, NoticeKind.PlaceOffered));
        await Until.True(async () => (await MineOf(ben)).Single().State == DateState.Cancelled);
        Assert.False((await group.Grain.RoleOf(ben.Member)).MayEnter);
    }

    [Fact]
    public async Task Who_was_removed_from_an_open_group_does_not_come_in()
    {
        var group = await Group(places: 5);
        var ben = await Reachable();
        await group.Register(0, ben);
        Assert.Null(await group.Grain.SetRole(group.Founder, ben.Member, GroupRole.Member, "Ben"));
        Assert.True((await group.Grain.RoleOf(ben.Member)).MayEnter);

        Assert.Null((await group.Grain.Ask(group.Founder, new RemoveMember(ben.Member) { RequestId = "out" })).Refusal);

        Assert.False((await group.Grain.RoleOf(ben.Member)).MayEnter);
        await Until.True(async () => (await MineOf(ben)).Single().State == DateState.Cancelled);
        Assert.Equal(DateRefusals.MembersOnly, (await group.DateGrain(1).Ask(ben, new Register("Ben") { RequestId = "again" })).Refusal);
    }

    [Fact]
    public async Task Those_who_wait_and_those_who_lead_hear_when_places_are_for_whoever_comes_first()
    {
        var group = await Group(places: 1);
        var (ben, cleo) = (await Reachable(), await Reachable());
        await group.Register(0, ben);
        await group.Register(0, cleo);

        _network.Clock.Advance(group.Dates[0].StartsAt.AddMinutes(-10) - _network.Clock.GetUtcNow());

        Assert.Single(await Letters(cleo, NoticeKind.FirstToArrive));
        var lead = Assert.Single(await Letters(group.Founder, NoticeKind.FirstToArriveLead)).Notice;
        Assert.Equal((1, group.Dates[0].StartsAt), (lead.More, lead.StartsAt!.Value));
        Assert.DoesNotContain(await AllOf(ben), letter => letter.Notice.Kind == NoticeKind.FirstToArrive);
    }

    private static Task Remind(IGroupGrain group) => group.AsReference<IRemindable>().ReceiveReminder("meetings", default);

    private async Task<IReadOnlyList<Letter>> Letters(Caller who, NoticeKind kind)
    {
        await Until.True(async () => (await AllOf(who)).Any(letter => letter.Notice.Kind == kind));
        return [.. (await AllOf(who)).Where(letter => letter.Notice.Kind == kind)];
    }

    private async Task<IReadOnlyList<Letter>> AllOf(Caller who)
    {
        // Timers of the grains are due after no time, and that too passes only when the clock moves.
        _network.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await _network.Grains.GetGrain<INoticesGrain>(who.Member.Value).Take();
    }

    private async Task<IReadOnlyList<MemberDate>> MineOf(Caller who)
    {
        _network.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await _network.Grains.GetGrain<IMemberDatesGrain>(who.Member.Value).List();
    }

    private async Task<Caller> Reachable()
    {
        var who = NetworkFixture.Someone("m");
        await _network.Grains.GetGrain<INoticesGrain>(who.Member.Value).SetAddress("sealed");
        return who;
    }

    // One has the only place of the first date and one waits for it, one comes to the second, and one is on the roster alone.
    private async Task<(Meetings Group, Caller Going, Caller Waiting, Caller Later, Caller Roster)> GroupWithFour()
    {
        var group = await Group(places: 1);
        var (going, waiting, later, roster) = (await Reachable(), await Reachable(), await Reachable(), await Reachable());
        await group.Register(0, going);
        await group.Register(0, waiting);
        await group.Register(1, later);
        Assert.Null(await group.Grain.SetRole(group.Founder, roster.Member, GroupRole.Member, "Rosa"));
        return (group, going, waiting, later, roster);
    }

    private async Task<Meetings> Group(int places, bool registers = true, Openness openness = Openness.Open)
    {
        var (group, founder) = await _network.Founded();
        await _network.Grains.GetGrain<INoticesGrain>(founder.Member.Value).SetAddress("sealed");
        var profile = (await group.Look(founder))!.Profile;
        Assert.Null(await group.Change(founder, profile with { Openness = openness }));
        var settings = new MembershipSettings(JoinMode.Open, Registration: registers, PlacesPerDate: places);
        Assert.Null((await group.Ask(founder, new ChangeMembership(settings) { RequestId = "settings" })).Refusal);
        var today = DateOnly.FromDateTime(_network.Clock.GetUtcNow().UtcDateTime);
        var weekly = new MeetingRule("tue", new Weekly([Weekday.Tuesday]), new TimeOnly(19, 0), 90, today.AddDays(2));
        Assert.Null(await group.SetTimetable(founder, new Timetable("America/New_York", [weekly], [], [], ReminderMinutes: 60)));
        _network.Clock.Advance(TimeSpan.FromMinutes(1));
        return new Meetings(_network.Grains, group, founder, (await group.Look(founder))!.NextDates);
    }

    private sealed record Meetings(IGrainFactory Grains, IGroupGrain Grain, Caller Founder, IReadOnlyList<Occurrence> Dates)
    {
        private int _names;

        public IRegistrationGrain DateGrain(int which) =>
            Grains.GetGrain<IRegistrationGrain>(SessionId.Of(new GroupId(Grain.GetPrimaryKeyString()), Dates[which].Id).Value);

        public async Task Register(int which, Caller who) =>
            Assert.Null((await DateGrain(which).Ask(who, new Register($"Person {++_names}") { RequestId = $"r{which}" })).Refusal);
    }
}
