using System.Globalization;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Api.Telemetry;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Sessions;

/// <summary>Opens and closes event streams: who, from where, and what is left behind at the end.</summary>
internal sealed partial class StreamEndpoint(
    SessionHubs hubs,
    SignedInDevices devices,
    TimeProvider clock,
    GatewayInstruments instruments,
    IHostApplicationLifetime lifetime,
    ILogger<StreamEndpoint> log)
{
    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(1);

    public static Task<IResult> Stream(string sessionId, CurrentCaller caller, HttpContext context, StreamEndpoint streams, string? after = null) =>
        streams.Open(sessionId, caller, context, after);

    private async Task<IResult> Open(string sessionId, CurrentCaller caller, HttpContext context, string? after)
    {
        if (RouteIds.Session(sessionId) is not { } session)
        {
            return SessionRefusals.NotFound.ToProblem();
        }

        if (!TryResume(context.Request, after, out var resume))
        {
            return GatewayRefusals.InvalidParameter("after").ToProblem();
        }

        using var cut = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, context.RequestAborted, lifetime.ApplicationStopping);
        var client = new StreamClient(caller.Value, caller.Device, cut);
        var hub = hubs.Join(session, client);
        try
        {
            return await Run(hub, client, context.Response, resume, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (cut.IsCancellationRequested)
            {
                // What waits to be sent to a client that does not read would keep the connection open.
                context.Abort();
            }
            else if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await SayGoodbye(context.Response);
            }

            return TypedResults.Empty;
        }
        finally
        {
            hubs.Leave(session, client);
            stop.Cancel();
        }
    }

    private async Task<IResult> Run(SessionHub hub, StreamClient client, HttpResponse response, long? resume, CancellationToken stop)
    {
        var connected = false;
        try
        {
            // Seen through even if the client goes meanwhile: a connection we do not know of is one nobody would end.
            connected = true;
            var start = await GrainCalls.Twice(() => hub.Grain.Connect(client.Caller, hub.Gateway, client.Connection, resume), CancellationToken.None);
            if (start.Refusal is { } refusal)
            {
                connected = false;
                return refusal.ToProblem();
            }

            if (start is { Ended: true, Snapshot: null })
            {
                return TypedResults.NoContent();
            }

            instruments.StreamOpened(resume is null ? "fresh" : start.Snapshot is null ? "resumed" : "behind");
            try
            {
                await new SessionStream(hub, client, response, devices, clock, instruments, stop).Run(start);
            }
            finally
            {
                instruments.StreamClosed();
            }

            return TypedResults.Empty;
        }
        finally
        {
            if (connected)
            {
                await Disconnect(hub, client);
            }
        }
    }

    // Everyone here goes to the other gateways now. Clients that read nothing any more are not waited for.
    private static async Task SayGoodbye(HttpResponse response)
    {
        if (!response.HasStarted)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(GoodbyeWithin);
            await response.BodyWriter.WriteAsync(EventFrames.ComeBack(), patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            response.HttpContext.Abort();
        }
    }

    private async Task Disconnect(SessionHub hub, StreamClient client)
    {
        try
        {
            await GrainCalls.Once(() => hub.Grain.Disconnect(hub.Gateway, client.Connection));
        }
        catch (Exception e) when (Failures.IsOutOfReach(e))
        {
            // The session notices by itself that this gateway no longer watches, or that it does so without this client.
            LogLost(e);
        }
    }

    // A browser repeats what it was sent last in a header of its own; that one is newer than any address.
    private static bool TryResume(HttpRequest request, string? after, out long? version)
    {
        version = null;
        if (request.Headers["Last-Event-ID"] is [{ Length: > 0 } last])
        {
            if (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            {
                version = seen;
            }

            // Anything else was not sent by us: it is no resume point, and the stream starts with a snapshot.
            return true;
        }

        if (string.IsNullOrEmpty(after))
        {
            return true;
        }

        if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var named))
        {
            return false;
        }

        version = named;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A session could not be told that a client went")]
    private partial void LogLost(Exception exception);
}
