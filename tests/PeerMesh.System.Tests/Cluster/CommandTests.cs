using PeerMesh.Domain.Sessions;
using PeerMesh.SystemTests.Sessions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>Commands that arrive twice, in several places at once, or long after their time.</summary>
[Collection(OneCluster.Name)]
public sealed class CommandTests(ClusterFixture fixture)
{
    [PostgresFact]
    public async Task A_command_sent_again_and_again_through_both_gateways_happens_once()
    {
        const int copies = 6;
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "duplicates", rooms: 1, wishes: false);
        var room = meetings.Rooms[0];
        var leading = room.Members[0];
        var sent = new List<SessionCommand>();

        for (var index = 0; index < 30; index++)
        {
            SessionCommand command = (index % 3) switch
            {
                0 => new ChangeRules { CommandId = leading.Client.NextCommandId(), ShareSeconds = 300 + index },
                1 => new RaiseHand { CommandId = leading.Client.NextCommandId() },
                _ => new LowerHand { CommandId = leading.Client.NextCommandId() },
            };
            sent.Add(command);
            var answers = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => room.Send(leading, command)));
            Assert.Single(answers.Distinct());
        }

        // The silo that answered them is gone, and the answers are the same.
        var holder = await cluster.HolderOf(room.Session);
        await holder.Process.Kill();
        foreach (var command in sent)
        {
            await room.Send(leading, command);
        }

        var reused = await leading.Do(new ChangeRules { CommandId = sent[0].CommandId, ShareSeconds = 999 }, room.Over);
        Assert.Equal(SessionRefusals.CommandIdReused.Code, reused.Code);

        await meetings.End();
    }

    [PostgresFact]
    public async Task A_command_about_a_turn_that_is_over_changes_nothing_wherever_it_arrives()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "late", rooms: 1, wishes: false);
        var room = meetings.Rooms[0];
        foreach (var member in room.Members.Take(3))
        {
            await Must(room, member, new RaiseHand { CommandId = member.Client.NextCommandId() });
        }

        await room.EveryoneSees(room.Answers.Max(answered => answered.Answer.Version!.Value));
        var first = room.Facilitator.Follower.View!.Floor!;
        Assert.Equal(room.Members[0].Me, first.Holder);
        await Must(room, room.Members[0], new EndShare(first.Turn) { CommandId = room.Members[0].Client.NextCommandId() });
        await (await cluster.HolderOf(room.Session)).Process.Stop();

        var late = await room.Send(room.Members[0], new EndShare(first.Turn) { CommandId = room.Members[0].Client.NextCommandId() });

        Assert.Equal(SessionRefusals.StaleTurn.Code, late.Code);
        var now = await room.Facilitator.Client.Look(room.Session, room.Over);
        Assert.Equal((room.Members[1].Me, first.Turn + 1), (now.Floor!.Holder, now.Floor.Turn));
        await meetings.End();
    }

    private static async Task Must(LiveRoom room, RoomClient client, SessionCommand command)
    {
        var answer = await room.Send(client, command);
        Assert.True(answer.Done, answer.Code);
    }
}
