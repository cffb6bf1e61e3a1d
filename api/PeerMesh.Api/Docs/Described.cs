using System.Text.Json.Nodes;

namespace PeerMesh.Api.Docs;

/// <summary>What the documentation says of an endpoint beyond what its code shows.</summary>
/// <param name="Problems">The statuses it refuses with, other than those that every endpoint may.</param>
internal sealed record Described(int[] Problems, JsonNode? Request, JsonNode? Answer);

internal static class DescribedExtensions
{
    /// <param name="builder">The endpoint.</param>
    /// <param name="summary">What it does, in a few words.</param>
    /// <param name="description">What one has to know, in Markdown that reads well as it is.</param>
    /// <param name="problems">The statuses it refuses with, other than those that every endpoint may.</param>
    /// <param name="request">An example body.</param>
    /// <param name="answer">An example answer.</param>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder builder, string summary, string description, int[]? problems = null, string? request = null, string? answer = null) =>
        builder.WithSummary(summary).WithDescription(description).WithMetadata(new Described(
            problems ?? [],
            request is null ? null : JsonNode.Parse(request),
            answer is null ? null : JsonNode.Parse(answer)));
}
