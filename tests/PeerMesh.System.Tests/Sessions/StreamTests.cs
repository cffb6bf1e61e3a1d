using PeerMesh.Domain.Sessions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Sessions;

public sealed class StreamTests
{
    private const int Clients = 50;
    private const int Breaks = 600;

    [Fact]
    public async Task Fifty_clients_killed_and_resumed_at_random_see_every_version_once_and_in_order()
    {
        const int seed = 20251;
        using var folder = new TemporaryFolder();
        await using var server = await StandaloneProcess.Start(folder.Path);
        using var room = await LiveRoom.Open(server, Clients - 1);

        var chance = new Random(seed);
        var everyone = room.Everyone.ToList();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(room.Over);
        var wishes = KeepWishing(room, enough.Token);
        for (var broken = 0; broken < Breaks; broken++)
        {
            // A break counts only where there is something to break.
            var follower = everyone[chance.Next(everyone.Count)].Follower;
            await follower.Until(_ => follower.Connected, room.Over);
            follower.Hiccup();

            // The next break comes a few versions later, in the middle of things.
            var version = room.Facilitator.Follower.Version + chance.Next(3);
            await Poll.Until(() => room.Facilitator.Follower.Version >= version, room.Over);
        }

        await enough.CancelAsync();
        await wishes;
        var last = await room.Send(room.Facilitator, new ChangeRules { CommandId = room.Facilitator.Client.NextCommandId(), ShareSeconds = 321 });
        await room.EveryoneSees(last.Version!.Value);

        Assert.True(everyone.Sum(client => client.Follower.Connections) >= Clients + Breaks, "Some breaks broke nothing.");
        Assert.Empty(room.Checker().Check());
    }

    private static async Task KeepWishing(LiveRoom room, CancellationToken enough)
    {
        for (var index = 0; !enough.IsCancellationRequested; index++)
        {
            var member = room.Members[index % room.Members.Count];
            var id = member.Client.NextCommandId();
            await room.Send(member, index / room.Members.Count % 2 == 0 ? new RaiseHand { CommandId = id } : new LowerHand { CommandId = id });
        }
    }
}
