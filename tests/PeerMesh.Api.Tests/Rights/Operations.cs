using System.Text;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Rights;

/// <summary>One thing a client can ask for, as the OpenAPI document tells it.</summary>
/// <param name="Name">Method and path, as in <c>GET /v1/groups/{groupId}</c>.</param>
/// <param name="Body">An example body; null where none is read.</param>
internal sealed record Operation(string Name, HttpMethod Method, string Path, string? Body)
{
    public override string ToString() => Name;

    /// <summary>The request with these in the place of the path's parameters.</summary>
    public HttpRequestMessage Request(Func<string, string> valueOf)
    {
        var path = string.Join('/', Path.Split('/').Select(part => part.StartsWith('{') ? Uri.EscapeDataString(valueOf(part[1..^1])) : part));
        return new HttpRequestMessage(Method, path) { Content = Body is null ? null : new StringContent(Body, Encoding.UTF8, "application/json") };
    }
}

/// <summary>All of them, so that what is added is tried without anybody thinking of it.</summary>
internal static class Operations
{
    public static async Task<IReadOnlyList<Operation>> All(ApiFixture api)
    {
        using var http = api.Http();
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               let content = operation.Value!["requestBody"]?["content"]?["application/json"]
               select new Operation(
                   $"{operation.Key.ToUpperInvariant()} {path.Key}",
                   new HttpMethod(operation.Key.ToUpperInvariant()),
                   path.Key,
                   content is null ? null : content["example"]?.ToJsonString() ?? "{}"),
        ];
    }
}
