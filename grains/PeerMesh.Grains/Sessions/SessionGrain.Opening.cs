using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <remarks>A meeting of a group's timetable needs no creation step: the first who comes in time makes the session ask its group and open.</remarks>
internal sealed partial class SessionGrain
{
    /// <summary>Opens the session where it is the group's meeting and time for it.</summary>
    /// <returns>Why there is no session; null where there is one.</returns>
    private async Task<Refusal?> OpenInTime()
    {
        if (_timeline.Newest is not null)
        {
            await SaveTheOpening();
            return null;
        }

        var id = new SessionId(this.GetPrimaryKeyString());
        if (id.Group is not { } group || !Occurrences.IsId(id.Value[(group.Value.Length + 1)..]))
        {
            return SessionRefusals.NotFound;
        }

        var answer = await GrainFactory.GetGrain<IGroupGrain>(group.Value).Door(id);
        if (answer.Plan is { } plan)
        {
            // Others who ask at the same moment get the same plan, and opening twice opens once.
            await Open(plan);
        }

        // The group's own outbox may have opened it while we asked.
        await SaveTheOpening();
        return _timeline.Newest is not null ? null : answer.Refusal;
    }

    // Somebody else's call may have opened the session and still be storing it: until then there is nothing to see.
    private Task SaveTheOpening() => _timeline is { Newest: not null, Durable: null } ? Save() : Task.CompletedTask;
}
