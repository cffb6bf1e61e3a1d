using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace PeerMesh.Telemetry;

/// <summary>Keeps on a span only what is known to name nobody.</summary>
/// <remarks>
/// A list of what may stay, not of what must go: the runtime tags its spans with ids of grains and texts of exceptions, the
/// web server with addresses asked for, and the next release of either may have something new.
/// </remarks>
internal sealed class PrivateSpans : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        StringComparer.Ordinal,
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "url.scheme",
        "error.type",
        "exception.type",
        "rpc.system",
        "rpc.system.name",
        "rpc.service",
        "rpc.method",
        "orleans.rpc.service",
        "orleans.storage.provider",
        "orleans.storage.state.name",
        "orleans.storage.state.type",
        "peermesh.command",
        "peermesh.outcome");

    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.ToList())
        {
            if (!Kept.Contains(tag.Key))
            {
                data.SetTag(tag.Key, null);
            }
        }

        if (data.Status != ActivityStatusCode.Unset)
        {
            // Without its description, which may be an exception's text.
            data.SetStatus(data.Status);
        }
    }
}
