using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace PeerMesh.Api.Docs;

/// <summary>The OpenAPI document, written once per process.</summary>
internal sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents)
{
    public const string Name = "v1";

    private readonly Lock _writing = new();
    private Task<(byte[] Json, EntityTagHeaderValue Tag)>? _written;

    public async Task<byte[]> Json() => (await Written()).Json;

    public async Task<IResult> Serve()
    {
        var (json, tag) = await Written();
        return TypedResults.File(json, "application/json", entityTag: tag);
    }

    private Task<(byte[] Json, EntityTagHeaderValue Tag)> Written()
    {
        lock (_writing)
        {
            return _written ??= Write();
        }
    }

    private async Task<(byte[] Json, EntityTagHeaderValue Tag)> Write()
    {
        var document = await documents.GetOpenApiDocumentAsync();
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        var json = stream.ToArray();
        return (json, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json)[..12])}\""));
    }
}
