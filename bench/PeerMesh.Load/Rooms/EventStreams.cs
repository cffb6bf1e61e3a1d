namespace PeerMesh.Load.Rooms;

/// <summary>Reads server-sent events.</summary>
internal static class EventStreams
{
    private static readonly byte[] Marker = [.. "\"commandId\":\""u8];

    /// <summary>Returns when the first bytes have come; goes on reading until the run is over.</summary>
    public static async Task Follow(HttpResponseMessage answer, Action<long> receive, Measured measured, CancellationToken stop)
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Read(answer, receive, first, measured, stop);
        await first.Task.WaitAsync(stop);
    }

    private static async Task Read(HttpResponseMessage answer, Action<long> receive, TaskCompletionSource first, Measured measured, CancellationToken stop)
    {
        using (answer)
        {
            try
            {
                using var stream = await answer.Content.ReadAsStreamAsync(stop);
                var scanner = new Scanner(Marker);
                while (await stream.ReadAsync(scanner.Free, stop) is var count and > 0)
                {
                    first.TrySetResult();
                    scanner.Advance(count, receive);
                }

                measured.Failed("stream ended");
                first.TrySetException(new IOException("A stream ended before its first event."));
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                measured.Failed($"stream: {e.GetType().Name}");
                first.TrySetException(e);
            }
            catch (Exception)
            {
                first.TrySetCanceled(CancellationToken.None);
            }
        }
    }
}
