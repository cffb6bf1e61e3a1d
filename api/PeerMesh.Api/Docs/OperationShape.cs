using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;

namespace PeerMesh.Api.Docs;

/// <summary>Adds to each operation who may call it, how it refuses, and examples.</summary>
internal sealed class OperationShape : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["sessionId"] = "The session's id, as it came with the group or with POST /v1/groups/{groupId}/sessions.",
        ["groupId"] = "The group's id.",
        ["bodyId"] = "The organisation's id.",
        ["slug"] = "The group's slug, from the directory, or its id.",
        ["entryId"] = "The entry's id, from the roster or the membership desk.",
        ["linkId"] = "The link's id, from the membership desk.",
        ["after"] = "The last version the client has; the stream goes on after it. The header Last-Event-ID, which browsers send by themselves, goes before it.",
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var described = metadata.OfType<Described>().LastOrDefault();
        SortedSet<int> problems = [StatusCodes.Status503ServiceUnavailable, .. described?.Problems ?? []];
        if (metadata.Any(one => one is IAuthorizeData or SignedInMetadata))
        {
            problems.Add(StatusCodes.Status401Unauthorized);
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(DocumentShape.BearerScheme, context.Document)] = [] },
                new() { [new OpenApiSecuritySchemeReference(DocumentShape.CookieScheme, context.Document)] = [] },
            ];
        }

        if (operation.RequestBody?.Content is { } bodies)
        {
            problems.UnionWith([400, 413, 415]);
            foreach (var body in bodies.Values.OfType<OpenApiMediaType>())
            {
                body.Example = described?.Request?.DeepClone();
            }
        }

        foreach (var answer in operation.Responses!.Values.SelectMany(response => response.Content?.Values ?? []).OfType<OpenApiMediaType>())
        {
            answer.Example = described?.Answer?.DeepClone();
        }

        foreach (var status in problems)
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = Problem(status, context.Document);
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description ??= Parameters.GetValueOrDefault(parameter.Name!);
        }

        return Task.CompletedTask;
    }

    private static OpenApiResponse Problem(int status, OpenApiDocument? document) => new()
    {
        Description = status switch
        {
            400 => "The body or a parameter is not what it has to be, or the rules cannot make sense of a value.",
            401 => "Not signed in, or not any more.",
            403 => "Not open to this caller.",
            404 => "There is no such thing.",
            409 => "Not possible as things stand, or the sender's picture is stale.",
            413 => "The body is larger than 64 KB.",
            415 => "The body is not JSON.",
            429 => "A limit is reached; where it is one of time, Retry-After says when to come back.",
            503 => "The cluster is out of reach for a moment. Nothing was lost; Retry-After says when to try again, with the same ids.",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No words for this status."),
        },
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problems.ContentType] = new() { Schema = new OpenApiSchemaReference(DocumentShape.ProblemSchema, document) },
        },
    };
}
