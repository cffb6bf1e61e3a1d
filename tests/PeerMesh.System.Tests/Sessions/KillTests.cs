using PeerMesh.Domain.Sessions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Sessions;

/// <summary>kill -9 on the real process in the middle of a meeting, and the same folder again.</summary>
public sealed class KillTests
{
    private const int Clients = 12;
    private const int InFlight = 200;

    [Fact]
    public async Task After_a_kill_in_the_middle_of_a_share_everything_stands_as_it_was()
    {
        using var folder = new TemporaryFolder();
        await using var first = await StandaloneProcess.Start(folder.Path);
        using var room = await LiveRoom.Open(first, Clients);
        foreach (var member in room.Members.Take(4))
        {
            Assert.True((await room.Send(member, new RaiseHand { CommandId = member.Client.NextCommandId() })).Done);
        }

        await room.EveryoneSees(room.Answers.Max(answered => answered.Answer.Version!.Value));
        var before = room.Facilitator.Follower.View!;
        var connections = room.Everyone.ToDictionary(client => client.Name, client => client.Follower.Connections);
        Assert.NotNull(before.Floor?.Holder);

        await first.Kill();
        await room.Restart(folder.Path);
        await using var second = room.Server;
        await Task.WhenAll(room.Everyone.Select(client =>
            client.Follower.Until(_ => client.Follower.Connections > connections[client.Name], room.Over)));

        var raised = await room.Send(room.Members[4], new RaiseHand { CommandId = room.Members[4].Client.NextCommandId() });
        Assert.True(raised.Done, raised.Code);
        await room.EveryoneSees(raised.Version!.Value);
        var asked = TimeProvider.System.GetUtcNow();
        var after = await room.Facilitator.Client.Look(room.Session, room.Over);

        Assert.Equal(before.Floor!.Holder, after.Floor!.Holder);
        Assert.Equal(before.Floor.Turn, after.Floor.Turn);
        Assert.Equal(before.Floor.EndsAt, after.Floor.EndsAt);
        Assert.Equal(before.Hands!.Waiting.Add(room.Members[4].Me), after.Hands!.Waiting);
        AssertWithinASecond(before.Floor.EndsAt!.Value - asked, after.Floor.EndsAt!.Value - after.At!.Value);
        Assert.All(room.Everyone, client => Assert.Equal((1, 0), (client.Credentials.SignIns, client.Credentials.Renewals)));
        Assert.Empty(room.Checker().Check());
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_kills_with_commands_in_flight()
    {
        const int kills = 3;
        using var folder = new TemporaryFolder();
        await using var first = await StandaloneProcess.Start(folder.Path);
        using var room = await LiveRoom.Open(first, Clients);
        await room.EveryoneLeads();

        var cutOff = 0;
        for (var round = 1; round <= kills; round++)
        {
            var server = room.Server;
            var commands = Enumerable.Range(0, InFlight)
                .Select(index => (Client: room.Members[index % Clients], Command: Wish(room.Members[index % Clients], round, index)))
                .ToList();
            var answeredBefore = room.Answers.Count;
            var sending = Task.WhenAll(commands.Select(wish => room.Send(wish.Client, wish.Command)));

            // Some are answered, most are under way: the kill meets the writes.
            await Poll.Until(() => room.Answers.Count >= answeredBefore + (InFlight * round / 8), room.Over);
            await server.Kill();
            cutOff += InFlight - (room.Answers.Count - answeredBefore);
            await room.Restart(folder.Path);
            await server.DisposeAsync();

            var answers = await sending;
            foreach (var ((client, command), answer) in commands.Zip(answers))
            {
                var again = await room.Send(client, command);
                Assert.Equal(answer, again);
            }

            var last = await room.Send(room.Facilitator, new ChangeRules { CommandId = room.Facilitator.Client.NextCommandId(), ShareSeconds = 100 + round });
            Assert.True(last.Done, last.Code);
            await room.EveryoneSees(last.Version!.Value);
            Assert.Empty(room.Checker().Check());
        }

        Assert.True(cutOff > 0, "Every command had its answer before the kill.");
        await room.Server.DisposeAsync();
    }

    // Hands go up and down, and the length of a share changes with every third wish: some are refused, most are not.
    private static SessionCommand Wish(RoomClient client, int round, int index)
    {
        var id = client.Client.NextCommandId();
        return (index % 3) switch
        {
            0 => new ChangeRules { CommandId = id, ShareSeconds = (round * 1000) + index },
            1 => new RaiseHand { CommandId = id },
            _ => new LowerHand { CommandId = id },
        };
    }

    private static void AssertWithinASecond(TimeSpan expected, TimeSpan actual) =>
        Assert.InRange(actual, expected - TimeSpan.FromSeconds(1), expected + TimeSpan.FromSeconds(1));
}
