using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Api.Notices;

/// <param name="Address">Whether mail goes out. The address itself is never told, not even to you.</param>
/// <param name="Zone">Your time zone by its IANA name; null tells times in the group's zone alone.</param>
/// <param name="Language">Language of your mails, as a BCP 47 tag; null is the site's.</param>
/// <param name="Muted">What you do not want mail about: reminders, changes, membership, requests, invitations.</param>
/// <param name="NamesGroup">Whether mails may say which group it is.</param>
/// <param name="MutedGroups">Groups you do not want mail of, or not about one topic: what the link at the foot of a mail stops.</param>
internal sealed record NoticesResponse(bool Address, string? Zone, string? Language, ImmutableList<NoticeTopic> Muted, bool NamesGroup, ImmutableList<MutedGroup> MutedGroups);

/// <param name="Zone">Your time zone by its IANA name; left out, times are told in the group's zone alone.</param>
/// <param name="Language">Language of your mails, as a BCP 47 tag.</param>
/// <param name="Muted">What you do not want mail about: reminders, changes, membership, requests, invitations.</param>
/// <param name="NamesGroup">Whether mails may say which group it is.</param>
/// <param name="MutedGroups">Groups you do not want mail of, each with a topic or with all of it (null); left out, they stay as they are.</param>
internal sealed record NoticesRequest(
    string? Zone = null, string? Language = null, ImmutableList<NoticeTopic>? Muted = null, bool NamesGroup = false, ImmutableList<MutedGroup>? MutedGroups = null);

/// <param name="Email">The address you sign in with.</param>
internal sealed record AddressRequest(string Email);

internal static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        var notices = routes.MapGroup("/v1/me/notices").WithTags("Me").RequireAuthorization();
        notices.MapGet("/", Look).WithName("GetNotices").Describe(
            "How am I told",
            "Whether mail goes to you and about what. Without an address of yours no notice is sent.",
            answer: """{"address":true,"zone":"America/New_York","language":"en","muted":["reminders"],"namesGroup":false,"mutedGroups":[{"group":"q3zr5yhm2ktx7wbna4cd","topic":"changes"}]}""");
        notices.MapPut("/", Change).WithName("ChangeNotices").Accepts<NoticesRequest>("application/json").Describe(
            "Choose how to be told",
            "Zone, language, topics you do not want, and whether mails may name the group. Replaces your choices; only single groups stay silenced where you say nothing of them.",
            request: """{"zone":"America/New_York","language":"en","muted":["reminders"],"namesGroup":false}""");
        notices.MapPut("/address", SetAddress).WithName("SetNoticeAddress").Accepts<AddressRequest>("application/json").Describe(
            "Send me mail",
            "With this you agree that the address is kept, encrypted, until you take it back. It has to be the one you sign in with (`notice.address_not_yours`).",
            [409],
            request: """{"email":"ana@example.org"}""");
        notices.MapDelete("/address", ForgetAddress).WithName("ForgetNoticeAddress").Describe(
            "Send me no more mail", "The address is deleted at once, with everything that waited to be sent to it.");
    }

    private static async Task<Ok<NoticesResponse>> Look(CurrentCaller caller, IGrainFactory grains)
    {
        var settings = await GrainCalls.Twice(() => Grain(grains, caller).Look());
        var choices = settings.Choices;
        return TypedResults.Ok(new NoticesResponse(settings.HasAddress, choices.Zone, choices.Language, choices.Muted, choices.NamesGroup, choices.MutedGroups ?? []));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(CurrentCaller caller, HttpRequest request, IGrainFactory grains, ContactDesk desk)
    {
        if ((await JsonBody.Read<NoticesRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        if (body.Zone is { } zone && !desk.IsZone(zone))
        {
            return NoticeRefusals.ZoneInvalid.ToProblem();
        }

        return Answer(await GrainCalls.Twice(() => Grain(grains, caller).Change(new NoticeChoices(body.Zone, body.Language, body.Muted ?? [], body.NamesGroup, body.MutedGroups))));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAddress(CurrentCaller caller, HttpRequest request, ContactDesk desk) =>
        (await JsonBody.Read<AddressRequest>(request)).Failed(out var problem, out var body)
            ? problem
            : Answer(await desk.SetAddress(caller.Value, body.Email));

    private static async Task<NoContent> ForgetAddress(CurrentCaller caller, ContactDesk desk)
    {
        await desk.ForgetAddress(caller.Value);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ProblemHttpResult> Answer(Refusal? refusal) =>
        refusal is null ? TypedResults.NoContent() : refusal.ToProblem();

    private static INoticesGrain Grain(IGrainFactory grains, CurrentCaller caller) => grains.GetGrain<INoticesGrain>(caller.Value.Member.Value);
}
