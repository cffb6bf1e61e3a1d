using System.Text.Json;
using System.Text.Json.Nodes;

namespace PeerMesh.Api.Docs;

/// <summary>One thing a client can call.</summary>
internal sealed record ApiOperation(
    string Id,
    string Method,
    string Path,
    string Summary,
    string Description,
    bool NeedsSignIn,
    IReadOnlyList<ApiMember> Parameters,
    ApiBody? Request,
    IReadOnlyList<ApiAnswer> Answers);

/// <param name="Type">Its type in words; <paramref name="Shape"/> names the shape it refers to, if any.</param>
internal sealed record ApiMember(string Name, string Type, string? Shape, bool Required, string Description);

internal sealed record ApiBody(string Type, string? Shape, string? Example);

internal sealed record ApiAnswer(string Status, string Description, ApiBody? Body);

/// <summary>The shape of a body or a part of one; <paramref name="Values"/> for one that is a choice of words.</summary>
internal sealed record ApiShape(string Name, string Description, IReadOnlyList<ApiMember> Members, IReadOnlyList<string> Values);

/// <summary>The OpenAPI document in the order and the words of a page.</summary>
internal sealed class ApiGuide
{
    private const string CommandPrefix = "SessionCommand";
    private const string EventPrefix = "SessionEvent";
    private const string Discriminator = "type";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = Http.WireJson.Options.Encoder };

    public ApiGuide(byte[] document)
    {
        var root = JsonNode.Parse(document)!.AsObject();
        About = Text(root["info"]!["description"]);
        Operations = Tags(root).Select(tag => (tag, (IReadOnlyList<ApiOperation>)[.. OperationsOf(root, tag)])).ToList();
        var schemas = root["components"]!["schemas"]!.AsObject();
        Commands = Kinds(schemas, CommandPrefix);
        Events = Kinds(schemas, EventPrefix);
        Shapes = [.. schemas
            .Where(schema => !schema.Key.StartsWith(CommandPrefix, StringComparison.Ordinal) && !schema.Key.StartsWith(EventPrefix, StringComparison.Ordinal))
            .Select(schema => Shape(schema.Key, schema.Value!.AsObject()))];
    }

    public string About { get; }

    public IReadOnlyList<(string Tag, IReadOnlyList<ApiOperation> Operations)> Operations { get; }

    public IReadOnlyList<ApiShape> Commands { get; }

    public IReadOnlyList<ApiShape> Events { get; }

    public IReadOnlyList<ApiShape> Shapes { get; }

    private static IEnumerable<string> Tags(JsonObject root) => root["tags"]!.AsArray().Select(tag => Text(tag!["name"]));

    private static IEnumerable<ApiOperation> OperationsOf(JsonObject root, string tag) =>
        from path in root["paths"]!.AsObject()
        from entry in path.Value!.AsObject()
        let operation = entry.Value!.AsObject()
        where operation["tags"]!.AsArray().Any(named => Text(named) == tag)
        select new ApiOperation(
            Text(operation["operationId"]),
            entry.Key.ToUpperInvariant(),
            path.Key,
            Text(operation["summary"]) is { Length: > 0 } summary ? summary : path.Key,
            Text(operation["description"]),
            operation.ContainsKey("security"),
            [.. (operation["parameters"]?.AsArray() ?? []).Select(parameter => Member(
                Text(parameter!["name"]), parameter["schema"]!.AsObject(), parameter["required"]?.GetValue<bool>() ?? false, Text(parameter["description"])))],
            BodyOf(operation["requestBody"]?["content"]),
            [.. operation["responses"]!.AsObject().OrderBy(answer => answer.Key, StringComparer.Ordinal).Select(answer => new ApiAnswer(
                answer.Key, Text(answer.Value!["description"]), BodyOf(answer.Value["content"])))]);

    private static ApiBody? BodyOf(JsonNode? content)
    {
        if (content?.AsObject().FirstOrDefault().Value is not JsonObject body || body["schema"] is not JsonObject schema)
        {
            return null;
        }

        var (type, shape) = TypeOf(schema);
        return new ApiBody(type, shape, body["example"]?.ToJsonString(Indented));
    }

    private static List<ApiShape> Kinds(JsonObject schemas, string prefix) =>
        [.. schemas[prefix]!["discriminator"]!["mapping"]!.AsObject().Select(kind =>
            Shape(kind.Key, schemas[NameOf(kind.Value!)]!.AsObject()))];

    private static ApiShape Shape(string name, JsonObject schema)
    {
        var required = schema["required"]?.AsArray().Select(Text).ToHashSet() ?? [];
        return new ApiShape(
            name,
            Text(schema["description"]),
            [.. (schema["properties"]?.AsObject() ?? [])
                .Where(member => member.Key != Discriminator || name == DocumentShape.ProblemSchema)
                .Select(member => Member(member.Key, member.Value!.AsObject(), required.Contains(member.Key), description: ""))],
            [.. schema["enum"]?.AsArray().Select(Text) ?? []]);
    }

    private static ApiMember Member(string name, JsonObject schema, bool required, string description)
    {
        var (type, shape) = TypeOf(schema);
        var words = description.Length > 0 ? description : Text(schema["description"] ?? schema["oneOf"]?[1]?["description"]);
        var preset = schema["default"] is { } value ? $" Left out: {value.ToJsonString()}." : "";
        return new ApiMember(name, type, shape, required, words + preset);
    }

    private static (string Type, string? Shape) TypeOf(JsonObject schema)
    {
        if (schema["$ref"] is { } reference)
        {
            return (NameOf(reference), NameOf(reference));
        }

        if (schema["oneOf"] is JsonArray { Count: 2 } either && either[1] is JsonObject other)
        {
            var (type, shape) = TypeOf(other);
            return ($"{type} or null", shape);
        }

        var orNull = schema["type"] is JsonArray types && types.Any(type => Text(type) == "null") ? " or null" : "";
        var kind = schema["type"] switch
        {
            JsonArray kinds => Text(kinds.First(kind => Text(kind) != "null")),
            var single => Text(single),
        };
        if (kind == "array" && schema["items"] is JsonObject items)
        {
            var (element, shape) = TypeOf(items);
            return ($"list of {element}{orNull}", shape);
        }

        return ((schema["format"] is { } format && Text(format) is "date-time" ? "time" : kind) + orNull, null);
    }

    private static string NameOf(JsonNode reference) => Text(reference).Split('/')[^1];

    private static string Text(JsonNode? node) => node is JsonValue value ? value.GetValue<string>() : "";
}
