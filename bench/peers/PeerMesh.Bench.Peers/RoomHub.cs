using Microsoft.AspNetCore.SignalR;

namespace PeerMesh.Bench.Peers;

/// <summary>Rooms as SignalR groups.</summary>
internal sealed class RoomHub(Lines lines) : Hub
{
    private const string Room = "room";

    public Task Join(string room)
    {
        Context.Items[Room] = room;
        return Groups.AddToGroupAsync(Context.ConnectionId, room);
    }

    public async Task Command(RoomCommand command)
    {
        var room = (string)Context.Items[Room]!;
        if (lines.Of(room).Decide(command) is not { } happened)
        {
            throw new HubException("refused");
        }

        await Clients.Group(room).SendAsync("event", happened);
    }
}
