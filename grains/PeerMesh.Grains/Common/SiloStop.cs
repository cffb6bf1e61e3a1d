using Microsoft.Extensions.Hosting;

namespace PeerMesh.Grains.Common;

/// <summary>Whether this silo is on its way out.</summary>
/// <remarks>
/// Work in the background that calls another grain just then fails, and nothing is wrong: what it had still to do is stored, and the next activation
/// does it, on another silo or after the next start. Whoever reads the log need not hear of it.
/// </remarks>
internal sealed class SiloStop(IHostApplicationLifetime lifetime)
{
    public bool IsUnderWay => lifetime.ApplicationStopping.IsCancellationRequested;
}
