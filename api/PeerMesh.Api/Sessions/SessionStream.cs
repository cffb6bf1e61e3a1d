using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Api.Telemetry;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Sessions;

/// <summary>One client's event stream, from the first byte to the last.</summary>
/// <remarks>
/// <see cref="_cursor"/> is the last version the client has. News up to it are skipped, the next one is written, and where
/// one is missing the session is asked for it; so each version arrives once and in order, whatever happened in between.
/// </remarks>
internal sealed class SessionStream(
    SessionHub hub,
    StreamClient client,
    HttpResponse response,
    SignedInDevices devices,
    TimeProvider clock,
    GatewayInstruments instruments,
    CancellationToken stop)
{
    /// <summary>A stream whose sign-in is over is ended by <see cref="SignInFollower"/>. It asks for itself at every so many beats, should that one have missed something.</summary>
    private const int BeatsPerCheck = 20;

    /// <summary>Between tries to register again while the session's silo is away.</summary>
    private static readonly TimeSpan TryAgainMax = TimeSpan.FromSeconds(2);

    private ParticipantId _participant;
    private Audience _audience;
    private long _cursor;
    private bool _lost;

    /// <summary>Writes until the session, the client or the server ends.</summary>
    public async Task Run(StreamStart start)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        Write(EventFrames.Retry());
        if (await Begin(start))
        {
            var from = hub.Follow(_cursor);
            if (from <= _cursor || await Repair(from + 1))
            {
                await Flush();
                await Follow();
            }
        }

        await Flush();
    }

    private async Task Follow()
    {
        // Waiting with a token would make something anew for each event of each client; so whatever ends the stream ends what it waits for.
        using var ending = stop.UnsafeRegister(static client => ((StreamClient)client!).End(), client);
        var beats = 0;
        while (await client.Waiting.WaitToReadAsync(CancellationToken.None))
        {
            stop.ThrowIfCancellationRequested();
            while (client.Waiting.TryRead(out var note))
            {
                if (note.IsBeat)
                {
                    if (++beats % BeatsPerCheck == 0 && !await StillSignedIn())
                    {
                        return;
                    }

                    Write(EventFrames.Beat);
                }
                else if (!(note.News is { } told ? await Deliver(told) : await Register()))
                {
                    return;
                }
            }

            // The session gave this gateway up because its watch was late, and with it a person who is here.
            if (_lost && !await Register())
            {
                return;
            }

            await Flush();
        }

        stop.ThrowIfCancellationRequested();
    }

    /// <summary>Takes up the stream where the session says it starts. False where it ends at once.</summary>
    private async Task<bool> Begin(StreamStart start)
    {
        (_participant, _audience, _cursor, _lost) = (start.Participant, start.Audience, start.After, false);
        if (start.Snapshot is { } snapshot)
        {
            instruments.SnapshotSent();
            Write(EventFrames.Snapshot(start.After, snapshot));
            return _audience != Audience.Outside && snapshot.Status?.Status != SessionStatus.Closed;
        }

        return _audience != Audience.Outside && !start.Ended && await CatchUp();
    }

    /// <summary>Writes what the session remembers after the cursor. False where the stream ends with it.</summary>
    private async Task<bool> CatchUp()
    {
        foreach (var told in await Insist(() => hub.Recall(_cursor)))
        {
            if (told.Version > _cursor + 1)
            {
                break;
            }

            if (told.Version == _cursor + 1 && !Pass(told))
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask<bool> Deliver(ToldNews told) =>
        (told.Version <= _cursor + 1 || await Repair(told.Version)) && (told.Version != _cursor + 1 || Pass(told));

    /// <summary>News before this version did not come: asks for them, or begins anew where they are gone.</summary>
    private async Task<bool> Repair(long version)
    {
        if (!await CatchUp())
        {
            return false;
        }

        if (version <= _cursor + 1)
        {
            instruments.GapRepaired("recalled");
            return true;
        }

        instruments.GapRepaired("snapshot");
        return await Restart();
    }

    private bool Pass(ToldNews told)
    {
        var (frame, audience) = told.For(_participant, _audience);
        (_audience, _cursor) = (audience, told.Version);
        _lost = told.Loses(_participant) ?? _lost;
        instruments.FrameSent();
        Write(frame);
        return audience != Audience.Outside && !told.IsLast;
    }

    /// <summary>Tells the session again that this client is here, and goes on from what the client has.</summary>
    private Task<bool> Register() => Connect(_cursor);

    /// <summary>The session no longer remembers what comes next for this client: begins anew with a snapshot.</summary>
    private Task<bool> Restart() => Connect(after: null);

    private async Task<bool> Connect(long? after)
    {
        var start = await Insist(() => hub.Grain.Connect(client.Caller, hub.Gateway, client.Connection, after));
        return start.Refusal is null && await Begin(start);
    }

    /// <summary>Asks the session until it answers. The stream stays open meanwhile: a client that came back would find no more than we do.</summary>
    private async Task<T> Insist<T>(Func<Task<T>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                // Not given up with the client: a connection that we do not know of is one nobody would end.
                return await ask().WaitAsync(GrainCalls.Attempt, clock);
            }
            catch (Exception e) when (Failures.IsOutOfReach(e))
            {
                var longest = Math.Min(TryAgainMax.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(attempt, 10)));
                await Task.Delay(TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2))), clock, stop);
            }
        }
    }

    private async Task<bool> StillSignedIn()
    {
        try
        {
            return client.Caller.Simulated || (await devices.Ask(client.Caller.Member, client.Device)).SignedIn;
        }
        catch (Exception e) when (Failures.IsOutOfReach(e))
        {
            return true;
        }
    }

    private void Write(ReadOnlyMemory<byte> frame) => response.BodyWriter.Write(frame.Span);

    private ValueTask<FlushResult> Flush() => response.BodyWriter.FlushAsync(stop);
}
