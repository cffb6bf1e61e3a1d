using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Groups;

public sealed class RegistrationTests : IAsyncLifetime
{
    // A network of its own: its clock is moved by hours.
    private readonly NetworkFixture _network = new();

    public Task InitializeAsync() => _network.InitializeAsync();

    public Task DisposeAsync() => _network.DisposeAsync();

    [Fact]
    public async Task A_date_fills_its_line_moves_up_by_itself_and_everyones_own_list_follows()
    {
        var (_, founder, dates) = await Meeting(places: 1, holdMinutes: 60);
        var date = dates[0];
        var (ben, cleo, dan) = (await Reachable("ben"), await Reachable("cleo"), await Reachable("dan"));
        foreach (var (who, name) in ((Caller, string)[])[(ben, "Ben"), (cleo, "Cleo"), (dan, "Dan")])
        {
            Assert.Null((await date.Ask(who, new Register(name) { RequestId = "r" })).Refusal);
        }

        Assert.Equal(["Ben"], (await date.Desk(founder)).Desk!.Going);
        Assert.Equal(GroupRefusals.FacilitatorsOnly, (await date.Desk(ben)).Refusal);
        Assert.Equal((DateState.Waitlisted, 2), ((await date.Standing(dan))!.State, (await date.Standing(dan))!.Place));
        await date.Ask(ben, new CancelDate { RequestId = "c" });
        await Until.True(async () => (await Letters(cleo)).Count == 1);

        // Nobody asks: the date's own timer sees to it.
        _network.Clock.Advance(TimeSpan.FromMinutes(60));
        await Until.True(async () => (await Letters(dan)).Count == 1);

        Assert.Equal([DateState.Cancelled, DateState.Lapsed, DateState.Offered], await Task.WhenAll(new[] { ben, cleo, dan }.Select(async who => (await date.Standing(who))!.State)));
        Assert.Equal(DateState.Going, (await date.Ask(dan, new TakeDatePlace { RequestId = "t" })).Standing!.State);
        await Until.True(async () => (await MineOf(dan)).SingleOrDefault()?.State == DateState.Going);
        Assert.Equal(DateState.Cancelled, (await MineOf(ben)).Single().State);
    }

    [Fact]
    public async Task More_places_are_offered_without_anybody_asking()
    {
        var (group, founder, dates) = await Meeting(places: 1);
        var (ben, cleo) = (await Reachable("ben"), await Reachable("cleo"));
        await dates[0].Ask(ben, new Register("Ben") { RequestId = "r" });
        await dates[0].Ask(cleo, new Register("Cleo") { RequestId = "r" });

        await group.Ask(founder, new ChangeMembership(new MembershipSettings(JoinMode.Open, Registration: true, PlacesPerDate: 2)) { RequestId = "more" });

        await Until.True(async () => (await Letters(cleo)).Count == 1);
        Assert.Equal(NoticeKind.PlaceOffered, Assert.Single(await Letters(cleo)).Notice.Kind);
    }

    [Fact]
    public async Task One_person_holds_so_many_coming_dates_and_is_told_how_many()
    {
        var (_, _, dates) = await Meeting(places: 5, datesMax: 2);
        var ben = await Reachable("ben");

        // All at once: the bound holds however many are under way.
        var receipts = await Task.WhenAll(dates.Select(date => date.Ask(ben, new Register("Ben") { RequestId = "r" })));

        Assert.Equal(2, receipts.Count(receipt => receipt.Refusal is null));
        var refused = receipts.First(receipt => receipt.Refusal is not null).Refusal!;
        Assert.Equal(DateRefusals.TooMany(2, 2), refused);
        var kept = dates[receipts.ToList().FindIndex(receipt => receipt.Refusal is null)];
        var missing = dates[receipts.ToList().FindIndex(receipt => receipt.Refusal is not null)];
        await kept.Ask(ben, new CancelDate { RequestId = "c" });
        await Until.True(async () => (await missing.Ask(ben, new Register("Ben") { RequestId = $"r{Guid.NewGuid():n}" })).Refusal is null);
    }

    [Fact]
    public async Task Who_came_is_their_own_to_know_once_the_session_has_ended()
    {
        var (group, founder, dates) = await Meeting(places: 5);
        var (ben, cleo) = (await Reachable("ben"), await Reachable("cleo"));
        var session = new SessionId(dates[0].GetPrimaryKeyString());
        await dates[0].Ask(ben, new Register("Ben") { RequestId = "r" });
        await dates[0].Ask(cleo, new Register("Cleo") { RequestId = "r" });
        var room = _network.Grains.GetGrain<ISessionGrain>(session.Value);
        var view = (await group.Look(founder))!;
        await room.Open(new SessionPlan(session, view.Id, "Tuesday Lights", "Tuesday Lights", view.FormName, view.Agenda, view.Guidelines, MeetingRules(view)));
        await room.Submit(founder, new Enter("Ana", 1) { CommandId = "e" });
        Assert.Null((await room.Submit(ben, new Enter("Ben", 1) { CommandId = "e" })).Refusal);
        Assert.Equal(DateRefusals.NoPlace, (await room.Submit(NetworkFixture.Someone("eve"), new Enter("Eve", 1) { CommandId = "e" })).Refusal);
        Assert.Null((await room.Submit(founder, new Close { CommandId = "c" })).Refusal);

        await Until.True(async () => (await MineOf(cleo)).Single().State == DateState.Missed);
        await Until.True(async () => (await MineOf(ben)).Single().State == DateState.Attended);
        Assert.Equal(["Ben", "Cleo"], (await dates[0].Desk(founder)).Desk!.Going);
    }

    [Fact]
    public async Task A_series_with_the_same_people_takes_newcomers_until_its_second_meeting_has_begun()
    {
        var (group, founder, _) = await Meeting(places: 9);
        Assert.Null(await group.SetListing(founder, Listing.Blank("en") with { Series = SeriesKind.Closed, ClosesAfter = 2 }));
        var (ben, cleo, dan) = (NetworkFixture.Someone("ben"), NetworkFixture.Someone("cleo"), NetworkFixture.Someone("dan"));
        Assert.Null((await group.Ask(ben, new JoinGroup("Ben") { RequestId = "j1" })).Refusal);

        _network.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Null((await group.Ask(cleo, new JoinGroup("Cleo") { RequestId = "j1" })).Refusal);
        _network.Clock.Advance(TimeSpan.FromDays(7));

        Assert.Equal(MembershipRefusals.ClosedToNewcomers, (await group.Ask(dan, new JoinGroup("Dan") { RequestId = "j1" })).Refusal);
        Assert.True((await group.Standing(null))!.ClosedToNewcomers);
        await group.Ask(ben, new LeaveGroup { RequestId = "l1" });
        Assert.Null((await group.Ask(ben, new JoinGroup("Ben") { RequestId = "j2" })).Refusal);
    }

    [Fact]
    public async Task A_date_that_is_not_there_stores_nothing()
    {
        var (group, _, _) = await Meeting(places: 1);
        var nothing = _network.Grains.GetGrain<IRegistrationGrain>($"{group.GetPrimaryKeyString()}.2031-01-01-no");
        var ben = await Reachable("ben");

        Assert.Equal(DateRefusals.NoSuchDate, (await nothing.Ask(ben, new Register("Ben") { RequestId = "r" })).Refusal);
        Assert.Null(await nothing.Standing(ben));
        Assert.Null(await nothing.Arrive(ben.Member));
        Assert.Equal(0, _network.Storage.WritesOf(nothing.GetPrimaryKeyString()));
    }

    private static HouseRules MeetingRules(GroupView view) => (view.Profile.Rules ?? Domain.Forms.MeetingForms.Find("dbsa")!.Rules) with { Lobby = false };

    private async Task<(IGroupGrain Group, Caller Founder, IReadOnlyList<IRegistrationGrain> Dates)> Meeting(int places, int holdMinutes = 60, int? datesMax = null)
    {
        var (group, founder) = await _network.Founded();
        var today = DateOnly.FromDateTime(_network.Clock.GetUtcNow().UtcDateTime);
        var weekly = new MeetingRule("tue", new Weekly([Weekday.Tuesday]), new TimeOnly(19, 0), 90, today.AddDays(2));
        Assert.Null(await group.SetTimetable(founder, new Timetable("America/New_York", [weekly], [], [])));
        var settings = new MembershipSettings(JoinMode.Open, HoldMinutes: holdMinutes, Registration: true, PlacesPerDate: places, DatesPerPersonMax: datesMax);
        Assert.Null((await group.Ask(founder, new ChangeMembership(settings) { RequestId = "settings" })).Refusal);
        var view = (await group.Look(founder))!;
        return (group, founder, [.. view.NextDates.Take(4).Select(date => _network.Grains.GetGrain<IRegistrationGrain>(SessionId.Of(view.Id, date.Id).Value))]);
    }

    private async Task<Caller> Reachable(string name)
    {
        var who = NetworkFixture.Someone(name);
        await _network.Grains.GetGrain<INoticesGrain>(who.Member.Value).SetAddress("sealed");
        return who;
    }

    private async Task<IReadOnlyList<Letter>> Letters(Caller who)
    {
        _network.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await _network.Grains.GetGrain<INoticesGrain>(who.Member.Value).Take();
    }

    private async Task<IReadOnlyList<MemberDate>> MineOf(Caller who)
    {
        _network.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await _network.Grains.GetGrain<IMemberDatesGrain>(who.Member.Value).List();
    }
}
