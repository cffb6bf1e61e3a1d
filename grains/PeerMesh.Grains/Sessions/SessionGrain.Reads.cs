using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <remarks>Everything here shows durable state alone.</remarks>
internal sealed partial class SessionGrain
{
    private readonly SessionFeed _feed = new();

    public async Task<SessionLook> Look(Caller caller)
    {
        if (await IsHiddenFrom(caller))
        {
            return new SessionLook(null, SessionRefusals.NotFound);
        }

        var refusal = await OpenInTime();
        return ViewFor(caller) is { } view
            ? new SessionLook(view, Refusal: null)
            : new SessionLook(null, refusal ?? SessionRefusals.NotFound);
    }

    public async Task<MinutesLook> Minutes(Caller caller)
    {
        var look = await IsHiddenFrom(caller) ? new MinutesLook(null, SessionRefusals.NotFound) : MinutesFor(caller);
        if (look.Minutes is not null && _timeline.Durable is { } session && session.Find(caller.Member) is { Role: not RoomRole.Member })
        {
            // Those who lead read of everybody.
            await GrainFactory.GetGrain<IGroupPrivacyGrain>(session.Plan.Group.Value).WasRead(caller.Member, AuditActions.MinutesRead);
        }

        return look;
    }

    public Task<ImmutableList<SessionNews>> Recall(long after)
    {
        BreakIfOvertaken(after);
        return Task.FromResult<ImmutableList<SessionNews>>([.. _timeline.NewsAfter(after)]);
    }

    public async IAsyncEnumerable<SessionNews> Watch(
        string gateway, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BreakIfOvertaken(after);

        // One stretch: what was told so far comes before what is told next.
        var watcher = _feed.Add(gateway, nearby.Take(gateway, new SessionId(this.GetPrimaryKeyString())));
        foreach (var news in _timeline.NewsAfter(after))
        {
            watcher.TryTell(news);
        }

        watchers.Add(watcher);
        _presence.Watched(gateway);
        instruments.WatchOpened();
        if (_broken || _timeline.Durable is null or { Status: SessionStatus.Closed })
        {
            watcher.End();
        }

        try
        {
            if (watcher.IsNearby)
            {
                await watcher.Ended.WaitAsync(cancellationToken);
                yield break;
            }

            await foreach (var news in watcher.News.ReadAllAsync(cancellationToken))
            {
                yield return news;
            }
        }
        finally
        {
            watchers.Remove(watcher);
            _feed.Remove(watcher);
            instruments.WatchClosed();
            WatchEnded(gateway);
        }
    }

    private SessionView? ViewFor(Caller caller) =>
        _timeline.Durable is { } session
            ? SessionLens.Snapshot(session, _timeline.DurableVersion, _clock.Now, caller.Member)
            : null;

    private MinutesLook MinutesFor(Caller caller)
    {
        if (_timeline.Durable is not { } session)
        {
            return new MinutesLook(null, SessionRefusals.NotFound);
        }

        // Whoever was in the room may see their own attendance for good, removed or not.
        return session.Find(caller.Member) switch
        {
            null => new MinutesLook(null, SessionRefusals.NotEntered),
            { Attendance.FirstAt: null, Standing: Standing.Declined } => new MinutesLook(null, SessionRefusals.WasDeclined),
            { Attendance.FirstAt: null, Standing: Standing.Waiting } => new MinutesLook(null, SessionRefusals.NotAdmitted),
            { } reader => new MinutesLook(SessionLens.Minutes(session, _clock.Now, reader), Refusal: null),
        };
    }
}
