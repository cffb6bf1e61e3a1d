using Microsoft.Extensions.Logging;

namespace PeerMesh.Grains.Sessions;

/// <remarks>
/// A long meeting is a document of 48 KB, and a command changes little of it. So the session's own row holds what came since a checkpoint, and another row that; see
/// <see cref="SessionCheckpoint"/>. The own row alone says whose the session is.
/// </remarks>
internal sealed partial class SessionGrain
{
    // Between two looks at two rows somebody may have written both; more often than this nobody does.
    private const int LooksMax = 5;

    private SessionCheckpoint _checkpoint = null!;
    private Task _checkpointing = Task.CompletedTask;

    private async Task<SessionTimeline> Load()
    {
        for (var looks = 0; looks < LooksMax; looks++)
        {
            if (record.State.Document is not { Since: { } since } part)
            {
                return new SessionTimeline(record.State.Document);
            }

            var checkpoint = await _checkpoint.Read();
            if (part.GoesOnFrom(checkpoint))
            {
                return new SessionTimeline(part.On(checkpoint), since);
            }

            await record.ReadStateAsync();
        }

        throw new InvalidOperationException($"The checkpoint that the document of {GrainContext.GrainId} goes on from is missing; restore both rows of one backup.");
    }

    private Task Write()
    {
        Keep();
        return record.WriteStateAsync();
    }

    // What the next write takes, and one that waits behind another.
    private void Keep()
    {
        if (!readers.AreAll || _timeline.Since.Count > SessionCheckpoint.GivenUpAfter)
        {
            _timeline.Join();
        }

        record.State.Document = _timeline.Stored;
    }

    private void CheckpointWhenDue(SessionMark durable)
    {
        // Commands in flight come back from writes that began before the last checkpoint was there.
        var isDue = durable.Since.Count >= SessionCheckpoint.DueAfter && _timeline.IsRecent(durable);
        if (isDue && _checkpointing.IsCompleted && IsLive && !_broken && readers.AreAll)
        {
            _checkpointing = Checkpoint(durable);
        }
    }

    // In the background: nobody waits for it, and the next write holds everything all the same.
    private async Task Checkpoint(SessionMark durable)
    {
        try
        {
            if (!await _checkpoint.Write(durable.Document))
            {
                Break();
            }
            else if (IsLive && !_broken)
            {
                _timeline.Checkpointed(durable);
            }
        }
        catch (Exception exception)
        {
            LogNoCheckpoint(GrainContext.GrainId, exception);
        }
    }

    // The own row holds the whole: the other one shall hold nothing of anybody any more.
    private async Task ClearCheckpoint()
    {
        await _checkpointing;
        await _checkpoint.Clear();
    }

    // So that a release before reads it, where one may take over.
    private async Task LeaveWhole()
    {
        await _checkpointing;

        // Without a timeline it could not even be loaded.
        if (_broken || _timeline is not { IsApart: true } || readers.TakeOver)
        {
            return;
        }

        try
        {
            _timeline.Join();
            await Write();
        }
        catch (Exception exception)
        {
            // Both rows are as good; only a release before would not read them.
            LogNoCheckpoint(GrainContext.GrainId, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} stores what it has to, but could not tidy its rows; it tries again")]
    private partial void LogNoCheckpoint(GrainId grainId, Exception exception);
}
