using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

[Collection(ClusterGroup.Name)]
public sealed class StreamTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_watch_replays_and_goes_on_without_gap()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await using var fromStart = new Watching(room.Grain, "gw-1");
        await using var fromTwo = new Watching(room.Grain, "gw-2", after: 2);

        var last = await room.Do("ana", new StepOut { CommandId = "out" });
        await Until.True(() => fromStart.Versions.Contains(last) && fromTwo.Versions.Contains(last));

        Assert.Equal(Enumerable.Range(1, (int)last).Select(v => (long)v), fromStart.Versions);
        Assert.Equal(Enumerable.Range(3, (int)last - 2).Select(v => (long)v), fromTwo.Versions);
        Assert.Equal(fromStart.Versions.Skip(2), (await room.Grain.Recall(2)).Select(news => news.Version));
    }

    [Fact]
    public async Task A_new_activation_tells_older_news_the_same_way()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        await room.StartHeart();
        await room.Do("ana", new RaiseHand { CommandId = "hand" });
        var before = await room.Grain.Recall(0);

        await room.Restart();

        Assert.Equal(before.Select(Wire.Text), (await room.Grain.Recall(0)).Select(Wire.Text));
    }

    [Fact]
    public async Task The_ring_of_recent_news_is_bounded_and_what_fell_out_of_it_is_a_snapshot()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await room.Connect("ana");
        var version = 0L;
        for (var i = 0; i < 300; i++)
        {
            version = await room.Do("ana", i % 2 == 0 ? new StepOut { CommandId = $"{i}" } : new StepBack { CommandId = $"{i}" });
        }

        var recalled = await room.Grain.Recall(0);
        Assert.InRange(recalled.Count, SessionTimeline.MomentsMax - SessionTimeline.TrimmedAtOnce, SessionTimeline.MomentsMax);
        Assert.Equal(version, recalled[^1].Version);
        Assert.NotNull((await room.Connect("ana", connection: "old", after: 2)).Snapshot);

        var near = await room.Connect("ana", connection: "near", after: version - 100);
        Assert.Null(near.Snapshot);
        Assert.Equal(version - 100, near.After);

        await room.Restart();
        var kept = await room.Grain.Recall(0);
        Assert.InRange(kept.Count, SessionDocument.RecentMax - KeptList.BlockSize, SessionDocument.RecentMax);
        Assert.Equal(recalled.TakeLast(kept.Count).Select(Wire.Text), kept.Select(Wire.Text));
        Assert.Null((await room.Connect("ana", connection: "near", after: version - 50)).Snapshot);
        Assert.NotNull((await room.Connect("ana", connection: "far", after: version - 100)).Snapshot);
    }

    [Fact]
    public async Task A_fresh_stream_starts_with_a_snapshot_for_its_reader()
    {
        var room = await Room.Gathered(cluster, members: "ana");

        var start = await room.Connect("ana");

        Assert.Null(start.Refusal);
        Assert.Equal(Audience.Room, start.Audience);
        Assert.Equal(start.After, start.Snapshot!.Version);
        Assert.Equal(start.Participant, start.Snapshot.Me!.Participant);
        Assert.Null(start.Snapshot.Airtime);
        Assert.Equal(Audience.Leaders, (await room.Connect(Room.Facilitator)).Audience);
    }

    [Fact]
    public async Task A_resumed_stream_starts_with_the_rights_its_reader_had_then()
    {
        var room = await Room.Gathered(cluster, rules: Room.Gentle with { Lobby = true });
        var waiting = await room.Enter("ana");
        var id = (await room.See("ana")).Me!.Participant!.Value;
        await room.Do(Room.Facilitator, new Admit(id) { CommandId = "admit" });

        var resumed = await room.Connect("ana", after: waiting);

        Assert.Null(resumed.Snapshot);
        Assert.Equal(Audience.Lobby, resumed.Audience);
        Assert.Contains(
            (await room.Grain.Recall(waiting)).SelectMany(news => news.Personal),
            personal => personal.Participant == id && personal is { Audience: Audience.Room, Whole: true });
    }

    [Fact]
    public async Task A_version_this_session_never_had_is_answered_with_a_snapshot()
    {
        var room = await Room.Gathered(cluster);

        var start = await room.Connect(Room.Facilitator, after: 5_000);

        Assert.NotNull(start.Snapshot);
        Assert.Equal(start.After, start.Snapshot.Version);
    }

    [Fact]
    public async Task Someone_who_left_and_came_back_in_between_starts_afresh()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        var inside = (await room.See("ana")).Version!.Value;
        await room.Do("ana", new Leave { CommandId = "leave" });
        Assert.Equal(SessionRefusals.NotEntered, (await room.Connect("ana", after: inside)).Refusal);

        await room.Enter("ana");

        Assert.NotNull((await room.Connect("ana", after: inside)).Snapshot);
    }

    [Fact]
    public async Task Only_those_inside_get_a_stream()
    {
        var room = await Room.Gathered(cluster, rules: Room.Gentle with { Lobby = true }, members: ["ana", "ben"]);
        var ana = (await room.See("ana")).Me!.Participant!.Value;
        var ben = (await room.See("ben")).Me!.Participant!.Value;
        Assert.Equal(Audience.Lobby, (await room.Connect("ana")).Audience);

        await room.Do(Room.Facilitator, new Decline(ana) { CommandId = "1" });
        await room.Do(Room.Facilitator, new Admit(ben) { CommandId = "2" });
        await room.Do(Room.Facilitator, new Remove(ben) { CommandId = "3" });

        Assert.Equal(SessionRefusals.WasDeclined, (await room.Connect("ana")).Refusal);
        Assert.Equal(SessionRefusals.WasRemoved, (await room.Connect("ben")).Refusal);
        Assert.Equal(SessionRefusals.NotEntered, (await room.Connect("cleo")).Refusal);
    }

    [Fact]
    public async Task When_the_session_is_closed_streams_end_and_need_not_come_back()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await room.Connect("ana");
        await using var watching = new Watching(room.Grain);

        var before = (await room.See("ana")).Version!.Value;
        var closed = await room.Do(Room.Facilitator, new Close { CommandId = "close" });

        await watching.Ended;
        Assert.IsType<SessionClosed>(watching.Heard[^1].Event);
        Assert.True((await room.Connect("ana", after: closed)).Ended);
        Assert.False((await room.Connect("ana", after: before)).Ended);
        var fresh = await room.Connect("ana");
        Assert.Equal(SessionStatus.Closed, fresh.Snapshot!.Status!.Status);
        Assert.False(fresh.Ended);

        await using var late = new Watching(room.Grain, after: before);
        await late.Ended;
        Assert.Equal(closed, late.Versions.Last());
        await using var told = new Watching(room.Grain, after: closed);
        await told.Ended;
        Assert.Empty(told.Heard);
    }

    [Fact]
    public async Task Fifty_watchers_cut_off_at_random_hear_every_version_once_and_in_order()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben", "cleo"]);
        var last = new TaskCompletionSource<long>();
        var watchers = Enumerable.Range(0, 50).Select(i => Task.Run(() => Resume(room, i, last.Task))).ToList();

        for (var i = 0; i < 120; i++)
        {
            await Task.WhenAll(
                room.Insist("ana", i % 2 == 0 ? new StepOut { CommandId = $"{i}" } : new StepBack { CommandId = $"{i}" }),
                room.Insist("ben", i % 2 == 0 ? new StepOut { CommandId = $"{i}" } : new StepBack { CommandId = $"{i}" }));
            if (i % 40 == 20)
            {
                await room.Restart();
            }
        }

        last.SetResult(await room.Insist("cleo", new StepOut { CommandId = "last" }));
        foreach (var heard in await Task.WhenAll(watchers))
        {
            Assert.Equal(Enumerable.Range(1, (int)await last.Task).Select(v => (long)v), heard);
        }
    }

    // Hears some news, goes away in the middle, resumes after the last one; as a gateway does whose connection breaks.
    private static async Task<List<long>> Resume(Room room, int seed, Task<long> last)
    {
        var random = new Random(seed);
        var heard = new List<long>();
        while (!last.IsCompletedSuccessfully || heard.LastOrDefault() < await last)
        {
            var some = random.Next(1, 40);
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(50, 2000)));
                await foreach (var news in room.Grain.Watch($"gw-{seed}", heard.LastOrDefault(), patience.Token))
                {
                    heard.Add(news.Version);
                    if (--some == 0 || (last.IsCompletedSuccessfully && news.Version == await last))
                    {
                        break;
                    }
                }
            }
            catch (Exception)
            {
                // Cut off: by itself, or because the session moved. It resumes, whatever the error was.
            }
        }

        return heard;
    }
}
