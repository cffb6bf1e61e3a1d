using System.Threading.Channels;
using PeerMesh.Contracts.Common;

namespace PeerMesh.Api.Sessions;

/// <summary>One open event stream: whose it is, and what waits to be written to it.</summary>
internal sealed class StreamClient(Caller caller, string device, CancellationTokenSource cut)
{
    /// <summary>Some minutes of a lively meeting. A client that is further behind is faster off with a snapshot.</summary>
    private const int WaitingMax = 256;

    // A null asks the client to register with the session again.
    private readonly Channel<ToldNews?> _waiting = Channel.CreateBounded<ToldNews?>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    public Caller Caller => caller;

    public string Device => device;

    /// <summary>Names the connection to the session's grain.</summary>
    public string Connection { get; } = Guid.NewGuid().ToString("N");

    public ChannelReader<ToldNews?> Waiting => _waiting.Reader;

    /// <summary>False where too much waits already.</summary>
    public bool Offer(ToldNews? news) => _waiting.Writer.TryWrite(news);

    /// <summary>Ends the stream; the client may come back and resume.</summary>
    public void CutOff() => cut.Cancel();
}
