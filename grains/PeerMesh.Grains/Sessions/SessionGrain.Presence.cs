using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

internal sealed partial class SessionGrain
{
    private readonly SessionPresence _presence = new();

    public async Task<StreamStart> Connect(Caller caller, string gateway, string connection, long? after)
    {
        if (await OpenInTime() is { } notOpen)
        {
            return NoStream(notOpen);
        }

        var now = _clock.Now;
        Happen(SessionRules.Tick(_timeline.Newest!, now), commandId: null);
        if (RefusalOf(caller) is { } refusal)
        {
            await Save();
            return NoStream(await IsHiddenFrom(caller) ? SessionRefusals.NotFound : refusal);
        }

        // The client says it knows more than this activation does. It may say anything; storage knows who is right, and a write tells.
        if (after > _timeline.Version)
        {
            _timeline.Touch();
        }

        var person = _timeline.Newest!.Find(caller.Member)!;
        if (IsLive)
        {
            if (!_presence.TryAdd(gateway, connection, person.Id))
            {
                await Save();
                return NoStream(SessionRefusals.TooManyConnections);
            }

            // A gateway that never comes to watch, because it crashed on the way, keeps nobody present.
            if (!_feed.IsWatchedBy(gateway))
            {
                _presence.Unwatched(gateway, now + SessionPresence.ReturnWithin);
                SetTimer();
            }

            if (!person.Connected)
            {
                Happen(SessionRules.Connected(_timeline.Newest, person.Id, now), commandId: null);
            }
        }

        await Save();

        // They may have been removed while the write was under way.
        if (DurableRefusalOf(caller) is { } since)
        {
            _presence.Remove(gateway, connection);
            return NoStream(since);
        }

        return StartOf(caller, person.Id, after);
    }

    public async Task Disconnect(string gateway, string connection)
    {
        if (_presence.Remove(gateway, connection) is not { } gone || !IsLive)
        {
            return;
        }

        var now = _clock.Now;
        Happen(SessionRules.Tick(_timeline.Newest!, now), commandId: null);
        Happen(SessionRules.Disconnected(_timeline.Newest!, gone, now), commandId: null);
        await Save();
    }

    private void WatchEnded(string gateway)
    {
        if (IsLive && !_broken && !_feed.IsWatchedBy(gateway))
        {
            _presence.Unwatched(gateway, _clock.Now + SessionPresence.GatewayWaits);
            SetTimer();
        }
    }

    private StreamStart StartOf(Caller caller, ParticipantId participant, long? after)
    {
        var version = _timeline.DurableVersion;
        var session = _timeline.Durable!;
        if (after is { } known && IsInsideSince(known, caller.Member))
        {
            var then = _timeline.StateAt(known)!;
            var audience = SessionLens.AudienceOf(then, then.Find(caller.Member));
            return new StreamStart(
                participant, audience, known, Snapshot: null, Refusal: null, Ended: known == version && session.Status == SessionStatus.Closed);
        }

        return new StreamStart(
            participant, SessionLens.AudienceOf(session, session.Find(caller.Member)), version, ViewFor(caller), Refusal: null, Ended: false);
    }

    // Whether news lead this member from that version to the present. Those who were outside in between start afresh:
    // a stream ends where its reader goes out.
    private bool IsInsideSince(long version, MemberId member)
    {
        return _timeline.Reaches(version)
            && IsInside(_timeline.StateAt(version))
            && _timeline.DurableAfter(version).All(step => IsInside(step.After));

        bool IsInside(Session? state) => state is not null && SessionLens.AudienceOf(state, state.Find(member)) != Audience.Outside;
    }

    private Refusal? RefusalOf(Caller caller) => RefusalOf(_timeline.Newest!.Find(caller.Member));

    private Refusal? DurableRefusalOf(Caller caller) => RefusalOf(_timeline.Durable!.Find(caller.Member));

    private static Refusal? RefusalOf(Person? person) =>
        person?.Standing switch
        {
            Standing.Waiting or Standing.InRoom or Standing.SteppedOut => null,
            Standing.Declined => SessionRefusals.WasDeclined,
            Standing.Removed => SessionRefusals.WasRemoved,
            _ => SessionRefusals.NotEntered,
        };

    private static StreamStart NoStream(Refusal refusal) =>
        new(default, Audience.Outside, 0, Snapshot: null, refusal, Ended: false);
}
