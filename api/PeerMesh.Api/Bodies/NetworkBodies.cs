using PeerMesh.Contracts.Importing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Search;

namespace PeerMesh.Api.Bodies;

/// <summary>The network's bodies and format words in this process's memory, for pages and feeds. What is here goes on serving while the cluster is away.</summary>
internal sealed class NetworkBodies(IGrainFactory grains, DirectoryIndex index) : IDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile BodyList _bodies = new([], 0);
    private volatile FormatList _formats = new([], 0);
    private volatile Dictionary<BodyId, Body> _byId = [];

    private volatile bool _isKnown;

    /// <summary>Whether they have been read since this process started.</summary>
    public bool IsKnown => _isKnown;

    /// <summary>In the order of founding.</summary>
    public IReadOnlyList<Body> All => _bodies.Bodies;

    public IReadOnlyList<KnownFormat> Formats => _formats.Words;

    /// <summary>Names the state of both.</summary>
    public string Tag => $"{_bodies.Version}.{_formats.Version}";

    public Body? Find(BodyId? id) => id is { } known ? _byId.GetValueOrDefault(known) : null;

    public void Dispose() => _refreshing.Dispose();

    /// <summary>Fetches what changed.</summary>
    public async Task Refresh(CancellationToken cancellationToken = default)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (await grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).List(_bodies.Version).WaitAsync(Http.GrainCalls.Attempt, cancellationToken) is { } bodies)
            {
                _byId = bodies.Bodies.ToDictionary(body => body.Id);
                _bodies = bodies;
                index.Bodies = new BodyTree(bodies.Bodies.Where(body => body.ClosedOn is null).Select(body => new BodyNode(body.Id, body.Parent, body.Name, body.Holidays)));
            }

            if (await grains.GetGrain<IFormatsGrain>(IFormatsGrain.Key).List(_formats.Version).WaitAsync(Http.GrainCalls.Attempt, cancellationToken) is { } formats)
            {
                _formats = formats;
            }

            _isKnown = true;
        }
        finally
        {
            _refreshing.Release();
        }
    }
}
