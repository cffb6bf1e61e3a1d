using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

[Collection(ClusterGroup.Name)]
public sealed class ClockTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_turn_ends_by_the_clock_alone()
    {
        var room = await Room.Gathered(cluster, rules: Room.Gentle with { OverTime = OverTimeMode.Hard, ShareSeconds = 180 }, members: ["ana", "ben"]);
        await room.StartHeart();
        await room.Do("ana", new RaiseHand { CommandId = "a" });
        await room.Do("ben", new RaiseHand { CommandId = "b" });
        var (ana, ben) = (await IdOf(room, "ana"), await IdOf(room, "ben"));
        await using var watching = new Watching(room.Grain);

        cluster.Clock.Advance(TimeSpan.FromSeconds(179));
        await Until.True(() => watching.Heard.Any(news => news.Event is ShareWarned));
        Assert.Equal(ana, (await room.See("ana")).Floor!.Holder);
        cluster.Clock.Advance(TimeSpan.FromSeconds(1.1));

        await Until.True(() => watching.Heard.Any(IsCut));
        Assert.Equal(ben, (await room.See("ana")).Floor!.Holder);
        var ended = watching.Heard.Single(IsCut);
        Assert.Null(ended.CommandId);
        Assert.Equal(TimeSpan.FromSeconds(180), ((ShareEnded)ended.Event).Spoken);
    }

    [Fact]
    public async Task Warnings_reach_only_the_speaker()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        await room.StartHeart();
        await room.Do("ana", new RaiseHand { CommandId = "a" });
        var ana = await IdOf(room, "ana");
        await using var watching = new Watching(room.Grain);

        foreach (var seconds in new[] { 120, 45, 15 })
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await Until.True(async () => (await room.See("ana")).Me!.WarnedAtSeconds == (seconds == 120 ? 60 : seconds == 45 ? 15 : 0));
        }

        await Until.True(() => watching.Heard.Any(news => news.Event is TimeCalled));
        var warnings = watching.Heard.Where(news => news.Event is ShareWarned).ToList();
        Assert.Equal([60, 15], warnings.Select(news => ((ShareWarned)news.Event).SecondsLeft));
        foreach (var warning in warnings)
        {
            Assert.All(warning.ByAudience, telling => Assert.Equal(Telling.Quiet, telling));
            var personal = Assert.Single(warning.Personal);
            Assert.Equal(ana, personal.Participant);
            Assert.True(personal.Telling.Facts);
            Assert.Equal(((ShareWarned)warning.Event).SecondsLeft, personal.Telling.Now!.Me!.WarnedAtSeconds);
        }

        Assert.Null((await room.See("ben")).Me!.WarnedAtSeconds);
        Assert.True((await room.See("ben")).Floor!.TimeCalled);
    }

    [Fact]
    public async Task What_is_overdue_happens_before_the_next_command_is_decided()
    {
        var room = await Room.Gathered(cluster, rules: Room.Gentle with { OverTime = OverTimeMode.Hard }, members: "ana");
        await room.StartHeart();
        await room.Do("ana", new RaiseHand { CommandId = "a" });
        var turn = (await room.See("ana")).Floor!.Turn;

        cluster.Clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(SessionRefusals.StaleTurn, (await room.Send("ana", new EndShare(turn) { CommandId = "end" })).Refusal);
    }

    [Fact]
    public async Task A_new_activation_keeps_the_time_of_the_one_before()
    {
        var room = await Room.Gathered(cluster, rules: Room.Gentle with { OverTime = OverTimeMode.Hard }, members: "ana");
        await room.StartHeart();
        await room.Do("ana", new RaiseHand { CommandId = "a" });
        var endsAt = (await room.See("ana")).Floor!.EndsAt;

        await room.Restart();
        Assert.Equal(endsAt, (await room.See("ana")).Floor!.EndsAt);
        Assert.NotNull((await room.Connect("ana")).Snapshot);
        Assert.NotNull((await room.Connect(Room.Facilitator)).Snapshot);
        await using var watching = new Watching(room.Grain);
        await Until.True(() => watching.Heard.Count > 0);

        cluster.Clock.Advance(endsAt!.Value - cluster.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));

        await Until.True(async () => (await room.See("ana")).Floor!.Holder is null);
    }

    [Fact]
    public async Task A_reminder_keeps_a_live_session_awake_until_it_is_closed_and_the_group_knows()
    {
        var room = await Room.Gathered(cluster);
        Assert.NotNull(await Reminders.ReadRow(room.Grain.GetGrainId(), "live"));
        Assert.True(await IsListed(room));

        await room.Do(Room.Facilitator, new Close { CommandId = "close" });

        await Until.True(async () => await Reminders.ReadRow(room.Grain.GetGrainId(), "live") is null);
        Assert.False(await IsListed(room));
    }

    [Fact]
    public async Task A_session_nobody_attends_closes_by_itself()
    {
        var room = await Room.Open(cluster);
        await using var watching = new Watching(room.Grain);
        await Until.True(() => watching.Heard.Count > 0);

        cluster.Clock.Advance(SessionLimits.EmptyMax + TimeSpan.FromSeconds(1));

        await watching.Ended;
        Assert.Equal(CloseReason.NobodyHere, Assert.IsType<SessionClosed>(watching.Heard[^1].Event).Reason);
        await Until.True(async () => !await IsListed(room));
    }

    [Fact]
    public async Task The_reminder_tries_again_where_the_group_could_not_be_told()
    {
        var room = await Room.Gathered(cluster);
        var writes = cluster.Storage.WritesOf(room.Plan.Group.Value);
        cluster.Storage.FailNextWrite(room.Plan.Group.Value);
        await room.Do(Room.Facilitator, new Close { CommandId = "close" });
        await Until.True(() => cluster.Storage.WritesOf(room.Plan.Group.Value) > writes);
        Assert.NotNull(await Reminders.ReadRow(room.Grain.GetGrainId(), "live"));
        Assert.True(await IsListed(room));

        await Remind(room);

        await Until.True(async () => await Reminders.ReadRow(room.Grain.GetGrainId(), "live") is null);
        Assert.False(await IsListed(room));
    }

    [Fact]
    public async Task A_reminder_of_a_session_that_was_never_stored_goes_away()
    {
        var room = await Room.Open(cluster);
        cluster.Storage.Remove("session", room.Key);
        await room.Restart();

        await Remind(room);

        Assert.Null(await Reminders.ReadRow(room.Grain.GetGrainId(), "live"));
    }

    [Fact]
    public async Task The_reminder_wakes_a_session_and_what_is_overdue_happens()
    {
        var room = await Room.Open(cluster);
        await room.Restart();
        cluster.Clock.Advance(SessionLimits.EmptyMax + TimeSpan.FromSeconds(1));

        await Remind(room);

        Assert.Equal(SessionStatus.Closed, (await room.See("ana")).Status!.Status);
    }

    private IReminderTable Reminders => cluster.Cluster.Silos[0].ServiceProvider.GetRequiredService<IReminderTable>();

    private static async Task<bool> IsListed(Room room) =>
        (await room.Group.Look(null))!.OpenSessions.Exists(session => session.Id == room.Plan.Id);

    // As the reminder service does once a minute, which no fake clock moves.
    private static Task Remind(Room room) => room.Grain.AsReference<IRemindable>().ReceiveReminder("live", default);

    private static bool IsCut(SessionNews news) => news.Event is ShareEnded { How: ShareEnd.TimeUp };

    private static async Task<ParticipantId> IdOf(Room room, string member) => (await room.See(member)).Me!.Participant!.Value;
}
