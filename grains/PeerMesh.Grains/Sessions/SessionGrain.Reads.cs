using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <remarks>Everything here shows durable state alone.</remarks>
internal sealed partial class SessionGrain
{
    private readonly SessionFeed _feed = new();

    public async Task<SessionLook> Look(Caller caller)
    {
        var refusal = await OpenInTime();
        return ViewFor(caller) is { } view
            ? new SessionLook(view, Refusal: null)
            : new SessionLook(null, refusal ?? SessionRefusals.NotFound);
    }

    public Task<MinutesLook> Minutes(Caller caller) => Task.FromResult(MinutesFor(caller));

    public Task<ImmutableList<SessionNews>> Recall(long after)
    {
        BreakIfOvertaken(after);
        return Task.FromResult<ImmutableList<SessionNews>>([.. _timeline.NewsAfter(after)]);
    }

    public async IAsyncEnumerable<SessionNews> Watch(
        string gateway, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BreakIfOvertaken(after);

        // One stretch: what was told so far is in the replay, what comes next is in the buffer.
        var replay = _timeline.NewsAfter(after);
        var watcher = _feed.Add(gateway);
        watchers.Add(watcher);
        _presence.Watched(gateway);
        instruments.WatchOpened();
        if (_broken || _timeline.Durable is null or { Status: SessionStatus.Closed })
        {
            watcher.End();
        }

        try
        {
            foreach (var news in replay)
            {
                yield return news;
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
