using System.Threading.Channels;
using PeerMesh.Contracts.Common;

namespace PeerMesh.Api.Sessions;

/// <summary>One open event stream: whose it is, and what waits to be written to it.</summary>
internal sealed class StreamClient(Caller caller, string device, CancellationTokenSource cut)
{
    /// <summary>Some minutes of a lively meeting. A client that is further behind is faster off with a snapshot.</summary>
    private const int WaitingMax = 256;

    // Whoever tells of news writes them to the client too, in the same turn: no thread has to be found for each of the ten who hear of it.
    private readonly Channel<StreamNote> _waiting = Channel.CreateBounded<StreamNote>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true, AllowSynchronousContinuations = true });

    private volatile bool _over;

    public Caller Caller => caller;

    public string Device => device;

    /// <summary>Names the connection to the session's grain.</summary>
    public string Connection { get; } = Guid.NewGuid().ToString("N");

    public ChannelReader<StreamNote> Waiting => _waiting.Reader;

    /// <summary>False where too much waits already.</summary>
    public bool Offer(StreamNote note) => _waiting.Writer.TryWrite(note) || _over;

    /// <summary>Nothing more comes: whose it is has signed out, and what waits is written yet, or the stream is over.</summary>
    public void End()
    {
        _over = true;
        _waiting.Writer.TryComplete();
    }

    /// <summary>Ends the stream; the client may come back and resume.</summary>
    public void CutOff() => cut.Cancel();
}

/// <summary>What a stream has to do next: write news, register with its session anew, or give a sign of life.</summary>
internal readonly record struct StreamNote(ToldNews? News, bool IsBeat = false)
{
    public static readonly StreamNote Register = new(News: null);

    public static readonly StreamNote Beat = new(News: null, IsBeat: true);
}
