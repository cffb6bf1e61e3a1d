using System.Text.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Http;
using PeerMesh.Api.Notices;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Web.Privacy;

namespace PeerMesh.Api.Privacy;

/// <inheritdoc cref="IMyData"/>
internal sealed class MyData(IGrainFactory grains, ContactSeal seal, TimeProvider clock) : IMyData
{
    private const string Sealed = "sealedAddress";

    public async Task<(JsonObject? Document, Refusal? Refusal)> Export(Caller caller)
    {
        var person = grains.GetGrain<IPersonGrain>(caller.Member.Value);
        var export = await GrainCalls.Once(() => person.Export(caller));
        if (export.Refusal is { } refusal)
        {
            return (null, refusal);
        }

        var seen = await GrainCalls.Twice(() => person.Seen(caller));
        var document = new JsonObject { ["exportedAt"] = clock.GetUtcNow(), ["email"] = null };
        var parts = new JsonArray();
        foreach (var part in export.Parts)
        {
            var held = JsonNode.Parse(part.Json);
            if (held is JsonObject fields && fields.TryGetPropertyValue(Sealed, out var address) && address is not null)
            {
                // Sealed it would tell its owner nothing.
                document["email"] = await seal.Open(caller.Member, (string)address!);
                fields.Remove(Sealed);
            }

            parts.Add(new JsonObject { ["holder"] = part.Holder, ["key"] = part.Key, ["held"] = held });
        }

        document["parts"] = parts;
        document["seen"] = JsonSerializer.SerializeToNode(seen, JsonSerializerOptions.Web);
        return (document, null);
    }
}
