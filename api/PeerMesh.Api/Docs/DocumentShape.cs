using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PeerMesh.Api.Identity;

namespace PeerMesh.Api.Docs;

/// <summary>What holds for the document as a whole: who it is about, how to sign in, what a problem looks like.</summary>
internal sealed class DocumentShape : IOpenApiDocumentTransformer
{
    public const string ProblemSchema = "Problem";
    public const string BearerScheme = "bearer";
    public const string CookieScheme = "cookie";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "PeerMesh",
            Version = "1",
            Description =
                "Live peer-support meetings: groups, sessions, turns. Times are ISO 8601 in UTC by the server's clock; ids are opaque texts. "
                + "Bodies are JSON of at most 64 KB, read strictly: an unknown or missing member is refused, by name. "
                + "Every failure is a problem document (RFC 9457) whose `code` keeps its meaning for good. "
                + "Answers may gain members; ignore those you do not know.",
        };

        // The document is good at whatever address it was fetched from.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.AddComponent(ProblemSchema, Problem());
        document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The accessToken of POST /v1/sign-in/tokens. Good for ten minutes; refresh it before.",
            },
            [CookieScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = WebCookie.SecureName,
                Description = $"The web pages' sign-in (named {WebCookie.PlainName} over plain http). A change made with it has to carry the header X-PeerMesh: 1.",
            },
        };

        foreach (var (name, schema) in document.Components.Schemas!)
        {
            if (schema is OpenApiSchema { AnyOf: { Count: > 0 } kinds, Discriminator.PropertyName: { } discriminator } union)
            {
                // Each kind names itself, so exactly one fits.
                (union.OneOf, union.AnyOf, union.Type, union.Required) = (kinds, null, null, null);
                foreach (var kind in kinds.OfType<OpenApiSchemaReference>().Select(kind => document.Components.Schemas[kind.Reference.Id!]).OfType<OpenApiSchema>())
                {
                    kind.Type = JsonSchemaType.Object;
                    kind.Required = new SortedSet<string>(kind.Required ?? new HashSet<string>(), StringComparer.Ordinal) { discriminator };
                }
            }

            // Requests are strict; answers may grow.
            if (schema is OpenApiSchema answer && !IsRequest(name))
            {
                answer.AdditionalPropertiesAllowed = true;
                answer.AdditionalProperties = null;
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsRequest(string name) =>
        name.EndsWith("Request", StringComparison.Ordinal)
        || name.EndsWith("RequestBody", StringComparison.Ordinal)
        || name.StartsWith("SessionCommand", StringComparison.Ordinal)
        || name is "GroupDraft" or "HouseRules" or "Phase";

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why not, in a form that programs can branch on and people can read (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("urn:peermesh:refusal: and the code."),
            ["title"] = Text("The sort of failure, in a few words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
            ["detail"] = Text("A sentence for the person: what is the matter and what one can do."),
            ["code"] = Text("What programs branch on, such as session.already_in_line. Keeps its meaning for good."),
            ["session"] = new OpenApiSchemaReference("SessionView") { Description = "With a 409 because the sender's picture was stale: the session as it is now." },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
