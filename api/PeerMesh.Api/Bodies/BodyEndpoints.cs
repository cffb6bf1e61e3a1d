using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Feeds;
using PeerMesh.Api.Groups;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Importing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Search;

namespace PeerMesh.Api.Bodies;

/// <summary>An organisation to found.</summary>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice founds one.</param>
internal sealed record FoundBodyRequest(
    string Name,
    string Description = "",
    BodyType Type = BodyType.Chapter,
    BodyId? Parent = null,
    string? Website = null,
    string? Helpline = null,
    string? Email = null,
    bool EmailPublic = false,
    string? WorldId = null,
    ImmutableList<Holiday>? Holidays = null,
    string? RequestId = null)
{
    public BodyDraft ToDraft() => new(Name, Description, Type, Parent, Website, Helpline, Email, EmailPublic, WorldId, Holidays);
}

/// <param name="ConfirmedName">The organisation's name, to delete it although it has groups.</param>
internal sealed record DeleteBodyRequest(string? ConfirmedName = null);

/// <param name="Email">Whose account gets the rights. The address is used to find the account and kept nowhere.</param>
/// <param name="Name">What the list calls them: a first name or a made-up one.</param>
/// <param name="Rights">What they may do; left out they administer it.</param>
internal sealed record AdministratorRequest(string Email, string Name, ImmutableList<BodyRights>? Rights = null);

/// <param name="Id">Names this entry on this list, and nothing anywhere else.</param>
internal sealed record AdministratorResponse(string Id, string Name, ImmutableList<BodyRights> Rights);

/// <param name="Name">What the roster calls you.</param>
internal sealed record AdoptRequest(string Name);

internal static class BodyEndpoints
{
    public static void MapBodies(this IEndpointRouteBuilder routes)
    {
        var bodies = routes.MapGroup("/v1/bodies").WithTags("Organisations");
        bodies.MapGet("/", List).AsPublic().WithName("ListBodies").Describe("All organisations of this network", "In the order of founding; `parent` says which is a branch of which. Needs no sign-in.");
        bodies.MapGet("/{bodyId}", Look).WithName("GetBody").Describe("One organisation", "Needs no sign-in; for its administrators `email` is there whether or not it is public.", [404]);
        bodies.MapPost("/", Found).WithName("FoundBody").Accepts<FoundBodyRequest>("application/json").RequireAuthorization().Describe(
            "Found an organisation",
            "You become its administrator. A branch is founded by those who administer its parent.",
            [403, 409, 429],
            request: """{"name":"Bay Chapter","type":"chapter","website":"https://bay.example.org","requestId":"b-1"}""",
            answer: """{"id":"q3zr5yhm2ktx7wbna4cd"}""");
        bodies.MapPut("/{bodyId}", Change).WithName("ChangeBody").Accepts<BodyDraft>("application/json").RequireAuthorization().Describe(
            "Change an organisation",
            "Replaces what it says of itself, its place in the tree and its holidays. For administrators. A body never becomes a branch of itself or of one below it.",
            [403, 404, 409, 429],
            request: """{"name":"Bay Chapter","description":"Groups around the bay.","type":"chapter","holidays":[{"date":"2026-12-25","name":"Christmas"}]}""");
        bodies.MapDelete("/{bodyId}", Delete).WithName("DeleteBody").RequireAuthorization().Describe(
            "Delete an organisation",
            "Refused while it has branches. Refused while it has groups, unless the query says `confirmedName` with its exact name: they then go on without one. For administrators.",
            [403, 404, 409]);
        bodies.MapGet("/{bodyId}/administrators", Administrators).WithName("ListAdministrators").RequireAuthorization().Describe(
            "Who has a right on it", "Administrators, editors, facilitator managers and observers on its own list; who has a right above has it here too. For its administrators.", [403, 404], answer: """[{"id":"CfDJ8P…","name":"Ben","rights":["administrator"]}]""");
        bodies.MapPost("/{bodyId}/administrators", Add).WithName("AddAdministrator").Accepts<AdministratorRequest>("application/json").RequireAuthorization().Describe(
            "Give somebody rights", "In the place of those they had, or change what the list calls them. Rights reach everything below, and nothing above: `administrator` (all of it), `editor` (what it says, its settings, changes proposed to listings), `facilitatorManager` (groups that nobody leads), `observer` (reads contacts that are not public). The last administrator stays.", [403, 404, 409, 429], request: """{"email":"ben@example.org","name":"Ben","rights":["editor","facilitatorManager"]}""");
        bodies.MapDelete("/{bodyId}/administrators/{entryId}", Remove).WithName("RemoveAdministrator").RequireAuthorization().Describe(
            "Take somebody off the list", "The last administrator stays.", [403, 404, 409]);
        routes.MapPost("/v1/groups/{groupId}/adopt", Adopt).WithTags("Groups").WithName("AdoptGroup").Accepts<AdoptRequest>("application/json").RequireAuthorization().Describe(
            "Look after a group of your organisation",
            "Makes you its facilitator. For administrators of the organisation that the group belongs to; an imported group has no facilitator before.",
            [403, 404, 429],
            request: """{"name":"Ben"}""");
    }

    private static Ok<IReadOnlyList<Body>> List(NetworkBodies bodies) => TypedResults.Ok(bodies.All);

    private static async Task<Results<Ok<BodyView>, ProblemHttpResult>> Look(string bodyId, HttpContext context, IGrainFactory grains) =>
        BodyRules.IsId(bodyId) && await GrainCalls.Twice(() => Grain(grains, bodyId).Look(context.User.AsCaller())) is { } view
            ? TypedResults.Ok(view)
            : BodyRefusals.NotFound.ToProblem();

    private static async Task<Results<Created<CreatedResponse>, ProblemHttpResult>> Found(CurrentCaller caller, HttpRequest request, IGrainFactory grains, NetworkBodies bodies)
    {
        if ((await JsonBody.Read<FoundBodyRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        var id = IdOf(caller.Value.Member, body.RequestId ?? Guid.NewGuid().ToString("N"));
        if (await GrainCalls.Twice(() => Grain(grains, id).Found(caller.Value, body.ToDraft())) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await bodies.Refresh();
        return TypedResults.Created($"/v1/bodies/{id}", new CreatedResponse(id));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(string bodyId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, NetworkBodies bodies)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<BodyDraft>(request)).Failed(out var problem, out var draft))
        {
            return problem;
        }

        return await Done(await GrainCalls.Twice(() => Grain(grains, bodyId).Change(caller.Value, draft)), bodies);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(string bodyId, CurrentCaller caller, IGrainFactory grains, NetworkBodies bodies, IDirectory directory, string? confirmedName = null) =>
        !BodyRules.IsId(bodyId)
            ? BodyRefusals.NotFound.ToProblem()
            : await Done(
                await GrainCalls.Once(() => Grain(grains, bodyId).Delete(caller.Value, directory.OfBody(new BodyId(bodyId), withBranches: false).Count, confirmedName)), bodies);

    private static async Task<Results<Ok<IEnumerable<AdministratorResponse>>, ProblemHttpResult>> Administrators(string bodyId, CurrentCaller caller, IGrainFactory grains, RosterTokens tokens)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        var look = await GrainCalls.Twice(() => Grain(grains, bodyId).Administrators(caller.Value));
        return look.Entries is { } entries
            ? TypedResults.Ok(entries.Select(entry => new AdministratorResponse(tokens.Seal(new GroupId("body-" + bodyId), entry.Member), entry.Name, BodyRightsRules.Each(entry.Held))))
            : look.Refusal!.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Add(string bodyId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, EmailAddresses addresses, NetworkBodies bodies)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<AdministratorRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        // Asked before the address is looked up: a stranger must not be able to make accounts.
        if ((await GrainCalls.Twice(() => Grain(grains, bodyId).Administrators(caller.Value))).Refusal is { } notAllowed)
        {
            return notAllowed.ToProblem();
        }

        // None is how a name is taken off the list, and that is another request.
        if (body.Rights is { } rights && !BodyRightsRules.IsGrant(BodyRightsRules.Together(rights)))
        {
            return BodyRefusals.RightsInvalid.ToProblem();
        }

        return await addresses.Resolve(body.Email) is { } member
            ? await Done(await GrainCalls.Twice(() => Grain(grains, bodyId).SetRights(caller.Value, member, body.Rights is null ? BodyRights.Administrator : BodyRightsRules.Together(body.Rights), body.Name)), bodies)
            : GatewayRefusals.NoAddress.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(string bodyId, string entryId, CurrentCaller caller, IGrainFactory grains, RosterTokens tokens, NetworkBodies bodies) =>
        !BodyRules.IsId(bodyId) ? BodyRefusals.NotFound.ToProblem()
        : tokens.Open(new GroupId("body-" + bodyId), entryId) is not { } member ? GatewayRefusals.NoSuchEntry.ToProblem()
        : await Done(await GrainCalls.Twice(() => Grain(grains, bodyId).SetRights(caller.Value, member, BodyRights.None, "")), bodies);

    private static async Task<Results<NoContent, ProblemHttpResult>> Adopt(string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return Domain.Groups.GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<AdoptRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        return await GrainCalls.Twice(() => grains.GetGrain<IGroupImportGrain>(group.Value).Adopt(caller.Value, body.Name)) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }

    // What was changed here is seen here at once; other gateways follow within a second.
    private static async Task<Results<NoContent, ProblemHttpResult>> Done(Refusal? refusal, NetworkBodies bodies)
    {
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        await bodies.Refresh();
        return TypedResults.NoContent();
    }

    private static string IdOf(MemberId founder, string requestId) =>
        "b" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{founder.Value}\nbody\n{requestId}")))[..19];

    private static IOrganizationGrain Grain(IGrainFactory grains, string bodyId) => grains.GetGrain<IOrganizationGrain>(bodyId);
}
