using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;

namespace PeerMesh.Api.Cluster;

/// <summary>Until the cluster has been reached once, whoever asks for something of it hears "try again".</summary>
/// <remarks>
/// Without the keys, which come from there, the gateway could not even tell who is signed in, and would send everybody to the
/// sign-in page. Later outages are told by the calls that fail; see <see cref="Failures"/>.
/// </remarks>
internal static class ClusterGate
{
    // What the gateway answers by itself.
    private static readonly string[] Open = ["/health", "/openapi", "/docs", "/error", "/v1/forms", "/_content"];

    public static void UseClusterGate(this IApplicationBuilder app)
    {
        var keys = app.ApplicationServices.GetRequiredService<KeyRingLoader>();
        app.Use((context, next) =>
        {
            // Nearly always they are: the paths matter until then alone.
            if (!keys.Loaded && !Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ClusterNotReachedException();
            }

            return next(context);
        });
    }

    /// <exception cref="ClusterNotReachedException">The cluster has not been reached yet.</exception>
    public static void Demand(KeyRingLoader keys)
    {
        if (!keys.Loaded)
        {
            throw new ClusterNotReachedException();
        }
    }
}

/// <summary>The gateway has not reached its cluster yet.</summary>
internal sealed class ClusterNotReachedException() : Exception("The cluster has not been reached yet.");
