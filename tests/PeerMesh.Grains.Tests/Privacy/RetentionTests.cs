using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Privacy;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Privacy;

/// <summary>What meetings know of people goes when its time is over.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private const string Canary = "kanarienvogel";

    // A network of its own: its clock is moved by years.
    private readonly NetworkFixture _network = new();

    public Task InitializeAsync() => _network.InitializeAsync();

    public Task DisposeAsync() => _network.DisposeAsync();

    [Fact]
    public async Task A_meeting_and_its_date_know_nobody_after_a_year_and_still_how_many_there_were()
    {
        var (group, ana) = await _network.Founded();
        var ben = NetworkFixture.Someone("ben");
        var (room, date) = await Held(group, ana, ben);
        var person = _network.Grains.GetGrain<IPersonGrain>(ben.Member.Value);

        _network.Clock.Advance(TimeSpan.FromDays(300));
        await Remind(group);
        Assert.True(Knows(room));
        Assert.True(Knows(date));

        _network.Clock.Advance(TimeSpan.FromDays(100));
        await Remind(group);
        await Until.True(() => !Knows(room) && !Knows(date));

        using var left = JsonDocument.Parse(Row(room));
        Assert.Equal(2, left.RootElement.GetProperty("Document").GetProperty("Base").GetProperty("People").GetArrayLength());
        Assert.DoesNotContain((await person.Export(ben)).Parts, part => part.Json.Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain((await person.Export(ben)).Parts, part => part.Holder == "record" && part.Json.Contains(room.GetPrimaryKeyString(), StringComparison.Ordinal));
        Assert.Empty(await _network.Grains.GetGrain<IMemberDatesGrain>(ben.Member.Value).List());

        // Nothing is left to do, and nothing wakes the group for it any more.
        await Until.True(async () => await Reminder(group) is null);
    }

    [Fact]
    public async Task What_the_organisation_says_holds_for_meetings_that_were_before_it_said_so()
    {
        var (group, ana) = await _network.Founded();
        var (room, _) = await Held(group, ana, NetworkFixture.Someone("ben"));
        var body = new BodyId(NetworkFixture.Fresh("b"));
        var organization = _network.Grains.GetGrain<IOrganizationGrain>(body.Value);
        Assert.Null(await organization.Found(ana, new BodyDraft("Bay Chapter")));
        Assert.Null(await organization.ChangeSettings(ana, new BodySettings(RetentionDays: 30)));
        await _network.Grains.GetGrain<IGroupAffiliationGrain>(group.GetPrimaryKeyString()).SetAffiliation(new GroupSettling(body, null, null));

        _network.Clock.Advance(TimeSpan.FromDays(29));
        await Remind(group);
        Assert.True(Knows(room));

        _network.Clock.Advance(TimeSpan.FromDays(15));
        await Remind(group);

        await Until.True(() => !Knows(room));
    }

    [Fact]
    public async Task A_meeting_that_is_on_and_who_was_taken_off_the_list_stay()
    {
        var (group, ana) = await _network.Founded();
        var ben = NetworkFixture.Someone("ben");
        Assert.Null((await group.Ask(ben, new JoinGroup("Ben") { RequestId = "j" })).Refusal);
        Assert.Null((await group.Ask(ana, new RemoveMember(ben.Member) { RequestId = "x" })).Refusal);
        var room = _network.Grains.GetGrain<ISessionGrain>((await group.StartSession(ana, "Evening", "r")).Session!.Value.Value);
        Assert.Null((await room.Submit(ana, new Enter($"{Canary} Ana", 1) { CommandId = "e" })).Refusal);

        Assert.False(await room.AsReference<IKeepsPeople>().LetGo(_network.Clock.GetUtcNow().AddDays(1)));
        await group.AsReference<IKeepsPeople>().LetGo(_network.Clock.GetUtcNow().AddDays(1));

        Assert.True(Knows(room));
        Assert.NotNull((await group.Ask(ben, new JoinGroup("Ben") { RequestId = "j2" })).Refusal);
    }

    // A meeting of the timetable that one person registered for and came to, and that is over.
    private async Task<(ISessionGrain Room, IRegistrationGrain Date)> Held(IGroupGrain group, Caller ana, Caller ben)
    {
        var today = DateOnly.FromDateTime(_network.Clock.GetUtcNow().UtcDateTime);
        var weekly = new MeetingRule("tue", new Weekly([Weekday.Tuesday]), new TimeOnly(19, 0), 90, today.AddDays(2));
        Assert.Null(await group.SetTimetable(ana, new Timetable("America/New_York", [weekly], [], [])));
        Assert.Null((await group.Ask(ana, new ChangeMembership(new MembershipSettings(JoinMode.Open, Registration: true, PlacesPerDate: 5)) { RequestId = "s" })).Refusal);
        var view = (await group.Look(ana))!;
        var session = SessionId.Of(view.Id, view.NextDates[0].Id);
        var date = _network.Grains.GetGrain<IRegistrationGrain>(session.Value);
        Assert.Null((await date.Ask(ben, new Register($"{Canary} Ben") { RequestId = "r" })).Refusal);

        var room = _network.Grains.GetGrain<ISessionGrain>(session.Value);
        var rules = Domain.Forms.MeetingForms.Find("dbsa")!.Rules with { Lobby = false };
        await room.Open(new SessionPlan(session, view.Id, "Tuesday Lights", "Tuesday Lights", view.FormName, view.Agenda, view.Guidelines, rules));
        await room.Submit(ana, new Enter($"{Canary} Ana", 1) { CommandId = "e" });
        Assert.Null((await room.Submit(ben, new Enter($"{Canary} Ben", 1) { CommandId = "e" })).Refusal);
        Assert.Null((await room.Submit(ana, new Close { CommandId = "c" })).Refusal);

        // It is over once its own list and the person's say so.
        await Until.True(async () => (await MineOf(ben)).Single().State == DateState.Attended && await Reminder(group) is not null);
        return (room, date);
    }

    private async Task<IReadOnlyList<MemberDate>> MineOf(Caller who)
    {
        _network.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await _network.Grains.GetGrain<IMemberDatesGrain>(who.Member.Value).List();
    }

    private bool Knows(IGrainWithStringKey keeper)
    {
        _network.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return Row(keeper).Contains(Canary, StringComparison.Ordinal);
    }

    private string Row(IGrainWithStringKey keeper) =>
        _network.Storage.Find(keeper.GetGrainId().Type.ToString()!, keeper.GetPrimaryKeyString())!.Value.Data.ToString();

    private async Task<ReminderEntry?> Reminder(IGroupGrain group) =>
        await _network.Cluster.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>().ReadRow(Retention(group).GetGrainId(), "daily");

    private Task Remind(IGroupGrain group) => Retention(group).AsReference<IRemindable>().ReceiveReminder("daily", default);

    private IRetentionGrain Retention(IGroupGrain group) => _network.Grains.GetGrain<IRetentionGrain>(group.GetPrimaryKeyString());
}
