using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Members;

namespace PeerMesh.Api.Members;

/// <param name="Id">Names the sign-in.</param>
/// <param name="Name">Browser and system, or what the app called it; null where nobody knows.</param>
/// <param name="SignedInAt">Null for a sign-in older than this was kept.</param>
/// <param name="LastSeenAt">To a quarter of an hour.</param>
/// <param name="SecondStep">Whether a second step was passed there.</param>
/// <param name="Current">Whether this is the device that asks.</param>
internal sealed record DeviceModel(string Id, string? Name, DateTimeOffset? SignedInAt, DateTimeOffset? LastSeenAt, bool SecondStep, bool Current);

internal static class DeviceEndpoints
{
    private const int IdMax = 64;

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/v1/me/devices").WithTags("Me").RequireAuthorization();
        devices.MapGet("/", List).WithName("GetDevices").Describe(
            "Where am I signed in",
            "Every browser and app that is signed in to your account, newest first.",
            answer: """[{"id":"k2vq…","name":"Firefox, Android","signedInAt":"2026-03-02T18:00:00Z","lastSeenAt":"2026-03-09T18:15:00Z","secondStep":false,"current":true}]""");
        devices.MapDelete("/{deviceId}", SignOut).WithName("SignOutDevice").Describe(
            "Sign one device out",
            "Its tokens and cookie are void, and its event streams end, within five seconds on every gateway. One that is signed out already is no error.");
        devices.MapDelete("/", SignOutAll).WithName("SignOutEverywhere").Describe(
            "Sign out everywhere",
            "Ends every sign-in of your account, this one too; with `others=true` every other one.",
            [400]);
    }

    private static async Task<Ok<IReadOnlyList<DeviceModel>>> List(CurrentCaller caller, IGrainFactory grains)
    {
        var devices = await GrainCalls.Twice(() => grains.GetGrain<IMemberGrain>(caller.Value.Member.Value).Devices());
        return TypedResults.Ok<IReadOnlyList<DeviceModel>>([.. devices.Select(device =>
            new DeviceModel(device.Id, device.Name, device.SignedInAt, device.LastSeenAt, device.SecondStep, device.Id == caller.Device))]);
    }

    private static async Task<NoContent> SignOut(string deviceId, CurrentCaller caller, SignInDesk desk)
    {
        // What cannot be a device's id is signed out already.
        if (deviceId.Length <= IdMax)
        {
            await desk.SignOut(caller.Value.Member, deviceId);
        }

        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAll(CurrentCaller caller, SignInDesk desk, string? others = null)
    {
        if (others is not (null or "true" or "false"))
        {
            return GatewayRefusals.InvalidParameter("others").ToProblem();
        }

        await desk.SignOutEverywhere(caller.Value.Member, others == "true" ? caller.Device : null);
        return TypedResults.NoContent();
    }
}
