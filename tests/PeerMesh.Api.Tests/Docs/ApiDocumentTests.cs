using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Tests.Docs;

public sealed class ApiDocumentTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Every_command_and_every_event_is_described_with_its_type()
    {
        var schemas = (await Document())["components"]!["schemas"]!;

        foreach (var union in (Type[])[typeof(SessionCommand), typeof(SessionEvent)])
        {
            var kinds = union.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
                .Cast<JsonDerivedTypeAttribute>().Select(kind => (string)kind.TypeDiscriminator!).ToList();
            var schema = schemas[union.Name]!;
            var mapping = schema["discriminator"]!["mapping"]!.AsObject();

            Assert.Equal("type", (string)schema["discriminator"]!["propertyName"]!);
            Assert.Equal(kinds.Order(), mapping.Select(kind => kind.Key).Order());
            Assert.Equal(kinds.Count, schema["oneOf"]!.AsArray().Count);
            foreach (var (kind, reference) in mapping)
            {
                var described = schemas[((string)reference!).Split('/')[^1]]!;
                Assert.Equal(kind, (string)described["properties"]!["type"]!["enum"]![0]!);
                Assert.Contains("type", described["required"]!.AsArray().Select(name => (string)name!));
            }
        }

        var handOn = schemas["SessionCommandHandOn"]!;
        Assert.Equal(["commandId", "to", "turn", "type"], handOn["required"]!.AsArray().Select(name => (string)name!).Order());
        Assert.False((bool)handOn["additionalProperties"]!);
        Assert.NotEmpty((string)handOn["description"]!);
    }

    [Fact]
    public async Task The_document_is_whole_every_reference_leads_somewhere()
    {
        var document = await Document();
        var references = new List<string>();
        Collect(document, references);

        Assert.Equal("3.1", ((string)document["openapi"]!)[..3]);
        Assert.Equal("/", (string)document["servers"]![0]!["url"]!);
        Assert.NotEmpty(references);
        foreach (var reference in references.Distinct().Where(reference => reference.StartsWith('#')))
        {
            Assert.NotNull(reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, part) => node?[part]));
        }
    }

    [Fact]
    public async Task A_reader_of_OpenAPI_finds_nothing_wrong_with_it()
    {
        using var http = api.Http();

        var read = OpenApiDocument.Parse(await http.GetStringAsync("/openapi/v1.json"), "json");

        Assert.NotNull(read.Document);
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_how_it_fails()
    {
        var document = await Document();
        string[] expected =
        [
            "GET /v1/directory/groups", "GET /v1/directory/groups/{slug}", "GET /v1/directory/facets", "GET /v1/directory/places", "GET /v1/directory/catalog",
            "PUT /v1/groups/{groupId}/listing", "POST /v1/groups/{groupId}/listing/confirmation", "PUT /v1/groups/{groupId}/timetable",
            "DELETE /v1/groups/{groupId}/timetable", "POST /v1/groups/{groupId}/timetable/changes", "GET /v1/groups/{groupId}/dates",
            "GET /v1/bodies", "POST /v1/bodies", "GET /v1/bodies/{bodyId}", "PUT /v1/bodies/{bodyId}", "DELETE /v1/bodies/{bodyId}",
            "GET /v1/bodies/{bodyId}/administrators", "POST /v1/bodies/{bodyId}/administrators", "DELETE /v1/bodies/{bodyId}/administrators/{entryId}",
            "GET /v1/bodies/{bodyId}/audit", "GET /v1/groups/{groupId}/audit",
            "GET /v1/groups/{groupId}/listing/proposals", "POST /v1/groups/{groupId}/listing/proposals", "POST /v1/groups/{groupId}/listing/proposals/{proposalId}",
            "GET /v1/bodies/{bodyId}/settings", "PUT /v1/bodies/{bodyId}/settings", "PUT /v1/bodies/{bodyId}/logo", "DELETE /v1/bodies/{bodyId}/logo", "POST /v1/bodies/{bodyId}/close",
            "POST /v1/bodies/{bodyId}/applications", "GET /v1/bodies/{bodyId}/applications", "GET /v1/me/applications", "GET /v1/applications/{applicationId}",
            "POST /v1/applications/{applicationId}/steps", "PUT /v1/applications/{applicationId}/papers",
            "GET /v1/bodies/{bodyId}/figures", "GET /v1/bodies/{bodyId}/figures/{groupId}/names", "GET /v1/bodies/{bodyId}/imports", "POST /v1/bodies/{bodyId}/imports", "POST /v1/bodies/{bodyId}/imports/from-address",
            "GET /v1/imports/{importId}", "GET /v1/imports/{importId}/rows", "POST /v1/imports/{importId}/undo", "POST /v1/groups/{groupId}/adopt",
            "GET /v1/me/calendar", "POST /v1/me/calendar", "DELETE /v1/me/calendar",
            "GET /v1/me/second-step", "POST /v1/me/second-step/totp", "POST /v1/me/second-step/totp/confirm", "DELETE /v1/me/second-step/totp",
            "POST /v1/me/second-step/pass", "POST /v1/me/second-step/recovery-codes", "POST /v1/me/second-step/passkeys/options", "POST /v1/me/second-step/passkeys",
            "DELETE /v1/me/second-step/passkeys/{passkeyId}", "POST /v1/me/second-step/passkeys/pass/options", "POST /v1/me/second-step/passkeys/pass",
            "POST /v1/sign-in/passkey/options", "POST /v1/sign-in/passkey",
            "GET /v1/me/profile", "PUT /v1/me/profile", "GET /v1/me/devices", "DELETE /v1/me/devices", "DELETE /v1/me/devices/{deviceId}",
            "GET /v1/me/export", "GET /v1/me/seen", "DELETE /v1/me",
            "GET /v1/me", "GET /v1/me/groups", "GET /v1/me/dates", "GET /v1/sessions/{sessionId}/registration", "POST /v1/sessions/{sessionId}/registration",
            "POST /v1/sessions/{sessionId}/registration/cancel", "POST /v1/sessions/{sessionId}/registration/take", "GET /v1/sessions/{sessionId}/registration/desk",
            "GET /v1/me/notices", "PUT /v1/me/notices", "PUT /v1/me/notices/address", "DELETE /v1/me/notices/address", "GET /v1/forms", "GET /v1/groups", "POST /v1/groups", "GET /v1/groups/{groupId}", "PUT /v1/groups/{groupId}",
            "GET /v1/groups/{groupId}/roster", "POST /v1/groups/{groupId}/roster", "DELETE /v1/groups/{groupId}/roster/{entryId}",
            "GET /v1/groups/{groupId}/membership", "POST /v1/groups/{groupId}/membership/join", "POST /v1/groups/{groupId}/membership/leave",
            "POST /v1/groups/{groupId}/membership/take", "GET /v1/groups/{groupId}/membership/desk", "PUT /v1/groups/{groupId}/membership/settings",
            "POST /v1/groups/{groupId}/membership/requests/{entryId}", "POST /v1/groups/{groupId}/membership/invitations",
            "DELETE /v1/groups/{groupId}/membership/invitations/{entryId}", "POST /v1/groups/{groupId}/membership/links", "POST /v1/groups/{groupId}/membership/links/{linkId}/code",
            "DELETE /v1/groups/{groupId}/membership/links/{linkId}", "POST /v1/groups/{groupId}/membership/line/{entryId}/move-up",
            "DELETE /v1/groups/{groupId}/membership/people/{entryId}", "POST /v1/groups/{groupId}/membership/people/{entryId}/readmit",
            "GET /v1/groups/{groupId}/sessions", "POST /v1/groups/{groupId}/sessions", "GET /v1/sessions/{sessionId}",
            "GET /v1/sessions/{sessionId}/minutes", "POST /v1/sessions/{sessionId}/check-out", "POST /v1/sessions/{sessionId}/commands", "GET /v1/sessions/{sessionId}/check-out", "GET /v1/sessions/{sessionId}/events",
            "POST /v1/sign-in/codes", "POST /v1/sign-in/tokens", "POST /v1/sign-in/refresh", "POST /v1/sign-out", "GET /health/live", "GET /health/ready",
        ];
        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(entry => (Name: $"{entry.Key.ToUpperInvariant()} {path.Key}", Operation: entry.Value!)))
            .ToDictionary(entry => entry.Name, entry => entry.Operation);

        Assert.Equal(expected.Order(), operations.Keys.Order());
        foreach (var operation in operations.Values)
        {
            Assert.NotEmpty((string)operation["summary"]!);
            Assert.NotEmpty((string)operation["description"]!);
            Assert.NotNull(operation["responses"]!["503"]!["content"]!["application/problem+json"]);
        }

        Assert.NotNull(operations["GET /v1/sessions/{sessionId}/events"]["responses"]!["200"]!["content"]!["text/event-stream"]);
        Assert.Equal(2, operations["POST /v1/sessions/{sessionId}/commands"]["security"]!.AsArray().Count);
        Assert.Null(operations["GET /v1/groups"]["security"]);
    }

    [Fact]
    public async Task Accounts_appear_nowhere_in_the_document()
    {
        using var http = api.Http();
        var text = await http.GetStringAsync("/openapi/v1.json");

        Assert.DoesNotContain("\"member\":", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MemberId", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_every_operation_and_command_and_runs_nothing_inline()
    {
        using var http = api.Http();
        var document = await Document();

        using var answer = await http.GetAsync("/docs/api");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.True(answer.IsSuccessStatusCode, page);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
        {
            Assert.Contains($"id=\"{(string)operation.Value!["operationId"]!}\"", page, StringComparison.Ordinal);
        }

        foreach (var kind in document["components"]!["schemas"]!["SessionCommand"]!["discriminator"]!["mapping"]!.AsObject())
        {
            Assert.Contains($"id=\"command-{kind.Key}\"", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<(script|link|img|iframe)[^>]+(src|href)=\"(https?:)?//", page);
        Assert.DoesNotMatch("<script(?![^>]+src=)", page);
        using var style = await http.GetAsync("/docs/api.css");
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
    }

    private async Task<JsonNode> Document()
    {
        using var http = api.Http();
        using var answer = await http.GetAsync("/openapi/v1.json");
        return await answer.Must(200);
    }

    private static void Collect(JsonNode? node, List<string> references)
    {
        switch (node)
        {
            case JsonObject entries:
                foreach (var (name, value) in entries)
                {
                    if (name == "$ref" && value is JsonValue)
                    {
                        references.Add((string)value!);
                    }

                    Collect(value, references);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, references);
                }

                break;
        }
    }
}
