using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Auditing;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Api.Auditing;

/// <summary>One act that was written down.</summary>
/// <param name="Actor">Who did it: the same person has the same sign in this one record, and another one in any other. Null is the system.</param>
/// <param name="ActorName">What the list calls them now; null of somebody who is not on it.</param>
/// <param name="Subject">What it was done to, as kind:id. People have the same signs as in `actor`.</param>
/// <param name="Hash">Chains the entries: each covers the one before.</param>
internal sealed record AuditEntryResponse(
    long Number, DateTimeOffset At, string? Actor, string? ActorName, string Action, string Subject, string? SubjectName, string? Reason, string Hash);

internal static class AuditEndpoints
{
    private const int LimitDefault = 50;
    private const int LimitMax = 100;

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        const string Answer = """[{"number":7,"at":"2026-03-02T18:00:00Z","actor":"p-4kq2…","actorName":"Ana","action":"role.facilitator","subject":"member:p-7b3x…","subjectName":"Ben","hash":"9f2c…"}]""";
        const string Paged = " Newest first; `before` is the number of the last entry of the page before, `limit` 1 to 100 (50 without it).";
        routes.MapGet("/v1/groups/{groupId}/audit", OfGroup).WithTags("Groups").WithName("GetGroupAudit").RequireAuthorization().Describe(
            "What those who lead have done", "Roles given and taken, changes of the group, removals. For facilitators." + Paged, [400, 403, 404], answer: Answer);
        routes.MapGet("/v1/bodies/{bodyId}/audit", OfBody).WithTags("Organisations").WithName("GetBodyAudit").RequireAuthorization().Describe(
            "What administrators have done", "Rights given and taken, changes of the organisation, imports. For administrators." + Paged, [400, 403, 404], answer: Answer);
    }

    private static async Task<Results<Ok<IEnumerable<AuditEntryResponse>>, ProblemHttpResult>> OfGroup(
        string groupId,
        CurrentCaller caller,
        IGrainFactory grains,
        AuditSigns signs,
        [Description("The number of the last entry of the page before.")] string? before = null,
        [Description("Entries on a page, 1 to 100; 50 without it.")] string? limit = null)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        return Page(before, limit) is { } page
            ? await Shown($"group/{group.Value}", await GrainCalls.Twice(() => grains.GetGrain<IGroupAuditGrain>(group.Value).Audit(caller.Value, page.Before, page.Limit)), signs)
            : ListPages.Invalid.ToProblem();
    }

    private static async Task<Results<Ok<IEnumerable<AuditEntryResponse>>, ProblemHttpResult>> OfBody(
        string bodyId,
        CurrentCaller caller,
        IGrainFactory grains,
        AuditSigns signs,
        [Description("The number of the last entry of the page before.")] string? before = null,
        [Description("Entries on a page, 1 to 100; 50 without it.")] string? limit = null)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        return Page(before, limit) is { } page
            ? await Shown($"body/{bodyId}", await GrainCalls.Twice(() => grains.GetGrain<IBodyAuditGrain>(bodyId).Audit(caller.Value, page.Before, page.Limit)), signs)
            : ListPages.Invalid.ToProblem();
    }

    private static (long? Before, int Limit)? Page(string? before, string? limit)
    {
        var number = 0L;
        var max = LimitDefault;
        return (before is null || (long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0))
            && (limit is null || (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out max) && max is >= 1 and <= LimitMax))
            ? (before is null ? null : number, max)
            : null;
    }

    private static async Task<Results<Ok<IEnumerable<AuditEntryResponse>>, ProblemHttpResult>> Shown(string record, AuditLook look, AuditSigns signs)
    {
        if (look.Entries is not { } entries)
        {
            return look.Refusal!.ToProblem();
        }

        var sign = await signs.For(record);
        var names = look.People.ToDictionary(person => person.Member, person => person.Name);
        return TypedResults.Ok(entries.Select(entry =>
        {
            var subject = AuditSubjects.MemberOf(entry.Subject);
            return new AuditEntryResponse(
                entry.Number,
                entry.At,
                entry.Actor is { } actor ? sign(actor) : null,
                entry.Actor is { } named ? names.GetValueOrDefault(named) : null,
                entry.Action,
                subject is { } member ? $"member:{sign(member)}" : entry.Subject,
                subject is { } person ? names.GetValueOrDefault(person) : null,
                entry.Reason,
                entry.Hash);
        }));
    }
}
