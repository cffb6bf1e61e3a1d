using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Api.Tests.Importing;

/// <summary>A network into which the real meetings of a region were imported over HTTP.</summary>
public sealed class ImportedRegion : IAsyncLifetime
{
    public const int Public = 1513;

    public ApiFixture Api { get; } = new();

    public Guest Admin { get; private set; } = null!;

    public string Body { get; private set; } = "";

    public JsonNode Import { get; private set; } = null!;

    public JsonNode Source { get; } = JsonNode.Parse(TestData.Read("bmlt-new-york.json"))!;

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        Admin = await Api.SignIn("Ana");
        Body = await Found("Fellowship of the region");
        Import = await Run("source=new-york", TestData.Read("bmlt-new-york.json"));
        await Until.True(async () => (await Get("/feeds/meeting-guide.json")).AsArray().Count >= Public);
        await Until.True(async () => (await Get("/v1/bodies")).AsArray().Count >= 45);
    }

    public Task DisposeAsync() => Api.DisposeAsync();

    public async Task<string> Found(string name, string? parent = null)
    {
        using var founded = await Admin.Http.PostAsJsonAsync("/v1/bodies", new { name, parent });
        return (string)(await founded.Must(201))["id"]!;
    }

    public async Task<JsonNode> Run(string query, byte[] file)
    {
        using var begun = await Admin.Http.PostAsync($"/v1/bodies/{Body}/imports?{query}", new ByteArrayContent(file));
        var id = (string)(await begun.Must(202))["id"]!;
        return await Ended(id, "done");
    }

    public async Task<JsonNode> Ended(string id, string stage)
    {
        await Until.True(async () => (string)(await Admin.Get($"/v1/imports/{id}"))["stage"]! == stage);
        return await Admin.Get($"/v1/imports/{id}");
    }

    /// <summary>Asked without a sign-in.</summary>
    public async Task<JsonNode> Get(string address)
    {
        using var http = Api.Http();
        using var answer = await http.GetAsync(address);
        return await answer.Must(200);
    }

    public Task<JsonNode> Bmlt(string query) => Get($"/bmlt/main_server/client_interface/json/?{query}");
}
