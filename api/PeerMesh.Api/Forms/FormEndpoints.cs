using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Domain.Forms;

namespace PeerMesh.Api.Forms;

internal static class FormEndpoints
{
    public static void MapForms(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/forms", List).WithName("ListForms").WithTags("Groups").Describe(
            "The meeting forms",
            "Ways of holding a meeting that people know, each with its agenda, guidelines and house rules. A group chooses one and may change all of it.");

    private static Ok<ImmutableList<MeetingForm>> List() => TypedResults.Ok(MeetingForms.All);
}
