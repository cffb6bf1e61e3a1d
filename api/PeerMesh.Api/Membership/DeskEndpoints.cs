using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Groups;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Api.Notices;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Membership;

/// <summary>What those who lead do about membership.</summary>
internal static class DeskEndpoints
{
    private const string LinkExample =
        """{"id":"q7mwk3xn2p","code":"7KQM-W2HD-9XPA","path":"/groups/q3zr5yhm2ktx7wbna4cd/join?code=7KQM-W2HD-9XPA","changesAt":null}""";

    public static void MapMembershipDesk(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/v1/groups/{groupId}/membership").WithTags("Membership").RequireAuthorization();
        desk.MapGet("/desk", Look).WithName("GetMembershipDesk").Describe(
            "Requests, invitations, links and the line",
            "For facilitators: names and states, and nothing of the people behind them. An entry's id is made anew for each answer and means nothing elsewhere.",
            [403, 404]);
        desk.MapPut("/settings", Change).WithName("ChangeMembershipSettings").Accepts<MembershipSettingsRequest>("application/json").Describe(
            "How people join, and how many",
            "For facilitators. More places are offered to the line at once; fewer put nobody out. With `namesToBody` observers and administrators of the group's organisation may read the names on its list, and everybody on it is told. Replaces the settings.",
            [403, 404],
            request: """{"mode":"request","sizeMax":12,"holdMinutes":1440,"registration":true,"placesPerDate":8,"datesPerPersonMax":3}""");
        desk.MapPost("/requests/{entryId}", Answer).WithName("AnswerJoinRequest").Accepts<AnswerRequestBody>("application/json").Describe(
            "Say yes or no to a request",
            "For facilitators. Where all places are taken, a yes puts them into the line.",
            [403, 404, 429],
            request: """{"approve":true,"words":"Welcome. We start at seven.","requestId":"a-1"}""");
        desk.MapPost("/invitations", Invite).WithName("Invite").Accepts<InviteRequest>("application/json").Describe(
            "Invite somebody by their address",
            "For facilitators. One mail goes there, and the address is not kept after it. Good for 30 days. Whoever was removed may come back with it.",
            [403, 404, 409, 429],
            request: """{"email":"ben@example.org","name":"Ben","words":"We talked on Monday.","requestId":"i-1"}""");
        desk.MapDelete("/invitations/{entryId}", Uninvite).WithName("WithdrawInvitation").Describe("Take an invitation back", "For facilitators.", [403, 404]);
        desk.MapPost("/links", MakeLink).WithName("MakeInviteLink").Accepts<LinkRequest>("application/json").Describe(
            "Make a link or code",
            "For facilitators. It lets a number of people in until a day, past requests and modes but not past the line. The code is answered now and stored nowhere. "
            + "With `changes` it has another code every day or week from now on, good for that period and the one after it; the desk shows the one of the moment.",
            [403, 404, 429],
            request: """{"label":"Front desk","uses":20,"days":30,"changes":"never","requestId":"k-1"}""",
            answer: LinkExample);
        desk.MapPost("/links/{linkId}/code", RenewLink).WithName("RenewInviteLink").Accepts<PlainRequest>("application/json").Describe(
            "Put a new code in the place of a link's own",
            "For facilitators, where a code went further than it should. The old one opens nothing from now on, nor do the ones before it; label, uses and last day stay. "
            + "The same request again is answered with the same code; of a link that changes by itself, with the one that is good now.",
            [403, 404, 429],
            request: """{"requestId":"n-1"}""",
            answer: LinkExample);
        desk.MapDelete("/links/{linkId}", EndLink).WithName("EndInviteLink").Describe("End a link or code", "For facilitators. At once, for everyone who has it.", [403, 404]);
        desk.MapPost("/line/{entryId}/move-up", MoveUp).WithName("MoveUpInLine").Accepts<MoveUpRequest>("application/json").Describe(
            "Move somebody to the front of the line",
            "For facilitators, with a reason that is kept. It takes nobody's place and no offer away.",
            [403, 404],
            request: """{"reason":"Their interpreter is here this month only.","requestId":"u-1"}""");
        desk.MapDelete("/people/{entryId}", Remove).WithName("RemoveFromGroup").Describe(
            "Remove somebody", "For facilitators: off the list, out of the line, or their request, for good.", [403, 404, 409]);
        desk.MapPost("/people/{entryId}/readmit", Readmit).WithName("ReadmitToGroup").Accepts<PlainRequest>("application/json").Describe(
            "Let somebody who was removed come back",
            "For facilitators. They may join again as anyone may.",
            [403, 404],
            request: """{"requestId":"r-1"}""");
    }

    private static async Task<Results<Ok<DeskResponse>, ProblemHttpResult>> Look(
        string groupId, CurrentCaller caller, IGrainFactory grains, RosterTokens tokens, InviteCodes codes)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        var look = await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Value).Desk(caller.Value));
        if (look.Desk is not { } desk)
        {
            return look.Refusal!.ToProblem();
        }

        var links = ImmutableList<DeskLink>.Empty;
        foreach (var link in desk.Links)
        {
            var (code, changesAt) = await Now(group, link, desk.At, codes);
            links = links.Add(new DeskLink(
                link.Id, link.Label, link.UsesLeft, link.Uses, link.ExpiresAt, link.Row?.Pace ?? CodePace.Never, code, code is null ? null : PathOf(group, code), changesAt));
        }

        return TypedResults.Ok(new DeskResponse(
            desk.Settings,
            desk.Members,
            desk.Requests.ConvertAll(one => new DeskAsking(tokens.Seal(group, one.Member), one.Name, one.Words, one.At)),
            desk.Invitations.ConvertAll(one => new DeskInvitation(tokens.Seal(group, one.Member), one.Name, one.At, one.ExpiresAt)),
            links,
            desk.Line.ConvertAll(one => new DeskWaiting(tokens.Seal(group, one.Member), one.Name, one.Since, one.OfferedUntil)),
            desk.Removed.ConvertAll(one => new DeskRemoved(tokens.Seal(group, one.Member), one.Name, one.At)),
            desk.Moves));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if ((await JsonBody.Read<MembershipSettingsRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        var settings = new MembershipSettings(body.Mode, body.SizeMax, body.HoldMinutes, body.Registration, body.PlacesPerDate, body.DatesPerPersonMax, body.NamesToBody);
        return await Do(groupId, caller, new ChangeMembership(settings) { RequestId = MembershipEndpoints.IdOr(body.RequestId) }, grains);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Answer(
        string groupId, string entryId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, RosterTokens tokens) =>
        (await JsonBody.Read<AnswerRequestBody>(request)).Failed(out var problem, out var body)
            ? problem
            : await About(groupId, entryId, caller, grains, tokens, who => new AnswerRequest(who, body.Approve, body.Words) { RequestId = MembershipEndpoints.IdOr(body.RequestId) });

    private static async Task<Results<NoContent, ProblemHttpResult>> Invite(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, ContactDesk contacts)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<InviteRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        // Asked before the address is looked up: a stranger must not be able to make accounts.
        if ((await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Value).Desk(caller.Value))).Refusal is { } notAllowed)
        {
            return notAllowed.ToProblem();
        }

        return await contacts.Invite(body.Email) is { } invited
            ? await Do(groupId, caller, new Invite(invited.Member, body.Name, body.Words, invited.SealedAddress) { RequestId = MembershipEndpoints.IdOr(body.RequestId) }, grains)
            : GatewayRefusals.NoAddress.ToProblem();
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Uninvite(
        string groupId, string entryId, CurrentCaller caller, IGrainFactory grains, RosterTokens tokens) =>
        About(groupId, entryId, caller, grains, tokens, who => new Uninvite(who) { RequestId = MembershipEndpoints.IdOr(null) });

    private static async Task<Results<Created<LinkResponse>, ProblemHttpResult>> MakeLink(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, InviteCodes codes)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<LinkRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        var requestId = MembershipEndpoints.IdOr(body.RequestId);
        var made = await codes.Make(group, caller.Value.Member, requestId, body.Changes);
        var command = new MakeLink(made.Link, made.SecretHash, body.Label, body.Uses, body.Days, body.Changes, made.Row) { RequestId = requestId };
        var (link, refusal) = await Give(group, made, caller, command, grains, codes);
        return refusal is null
            ? TypedResults.Created($"/v1/groups/{group.Value}/membership/links/{made.Link}", link)
            : refusal.ToProblem();
    }

    private static async Task<Results<Ok<LinkResponse>, ProblemHttpResult>> RenewLink(
        string groupId, string linkId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, InviteCodes codes)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<PlainRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        // What kind of code to make is for the link to say; it never becomes another kind.
        var look = await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Value).Desk(caller.Value));
        if (look.Desk is not { } desk)
        {
            return look.Refusal!.ToProblem();
        }

        if (desk.Links.Find(link => link.Id == linkId) is not { } known)
        {
            return MembershipRefusals.NoSuchLink.ToProblem();
        }

        var requestId = MembershipEndpoints.IdOr(body.RequestId);
        var made = await codes.Renew(group, caller.Value.Member, known, requestId);
        var (link, refusal) = await Give(group, made, caller, new RenewLink(linkId, made.SecretHash, made.Row) { RequestId = requestId }, grains, codes);
        return refusal is null ? TypedResults.Ok(link) : refusal.ToProblem();
    }

    // The answer to a wish that comes late, or once more, is the code that is good by then: of one that changes by itself the group says which that is.
    private static async Task<(LinkResponse? Link, Refusal? Refusal)> Give(
        GroupId group, InviteCode made, CurrentCaller caller, MembershipCommand command, IGrainFactory grains, InviteCodes codes)
    {
        var grain = grains.GetGrain<IGroupGrain>(group.Value);
        if ((await GrainCalls.Twice(() => grain.Ask(caller.Value, command))).Refusal is { } refusal)
        {
            return (null, refusal);
        }

        var (code, changesAt) = (made.Code, (DateTimeOffset?)null);
        if (made.Row is not null)
        {
            var look = await GrainCalls.Twice(() => grain.Desk(caller.Value));
            if (look.Desk?.Links.Find(link => link.Id == made.Link) is not { } link || await Now(group, link, look.Desk.At, codes) is not ({ } now, var next))
            {
                return (null, look.Refusal ?? MembershipRefusals.NoSuchLink);
            }

            (code, changesAt) = (now, next);
        }

        return (new LinkResponse(made.Link, code, PathOf(group, code), changesAt), null);
    }

    private static async Task<(string? Code, DateTimeOffset? ChangesAt)> Now(GroupId group, InviteLink link, DateTimeOffset? at, InviteCodes codes) =>
        at is { } now && link.Row is { } row ? (await codes.Now(group, link, now), CodeRules.ChangesAt(row, now)) : (null, null);

    private static string PathOf(GroupId group, string code) => $"/groups/{group.Value}/join?code={code}";

    private static Task<Results<NoContent, ProblemHttpResult>> EndLink(string groupId, string linkId, CurrentCaller caller, IGrainFactory grains) =>
        Do(groupId, caller, new EndLink(linkId) { RequestId = MembershipEndpoints.IdOr(null) }, grains);

    private static async Task<Results<NoContent, ProblemHttpResult>> MoveUp(
        string groupId, string entryId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, RosterTokens tokens) =>
        (await JsonBody.Read<MoveUpRequest>(request)).Failed(out var problem, out var body)
            ? problem
            : await About(groupId, entryId, caller, grains, tokens, who => new MoveUp(who, body.Reason) { RequestId = MembershipEndpoints.IdOr(body.RequestId) });

    private static Task<Results<NoContent, ProblemHttpResult>> Remove(
        string groupId, string entryId, CurrentCaller caller, IGrainFactory grains, RosterTokens tokens) =>
        About(groupId, entryId, caller, grains, tokens, who => new RemoveMember(who) { RequestId = MembershipEndpoints.IdOr(null) });

    private static async Task<Results<NoContent, ProblemHttpResult>> Readmit(
        string groupId, string entryId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, RosterTokens tokens) =>
        (await JsonBody.Read<PlainRequest>(request)).Failed(out var problem, out var body)
            ? problem
            : await About(groupId, entryId, caller, grains, tokens, who => new Readmit(who) { RequestId = MembershipEndpoints.IdOr(body.RequestId) });

    private static async Task<Results<NoContent, ProblemHttpResult>> About(
        string groupId, string entryId, CurrentCaller caller, IGrainFactory grains, RosterTokens tokens, Func<MemberId, MembershipCommand> command) =>
        RouteIds.Group(groupId) is not { } group ? GroupRefusals.NotFound.ToProblem()
        : tokens.Open(group, entryId) is not { } member ? MembershipRefusals.NoSuchPerson.ToProblem()
        : await Do(groupId, caller, command(member), grains);

    private static async Task<Results<NoContent, ProblemHttpResult>> Do(string groupId, CurrentCaller caller, MembershipCommand command, IGrainFactory grains)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        var receipt = await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Value).Ask(caller.Value, command));
        return receipt.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.NoContent();
    }
}
