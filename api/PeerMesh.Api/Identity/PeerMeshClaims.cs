using System.Security.Claims;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;

namespace PeerMesh.Api.Identity;

/// <summary>What a proved caller carries.</summary>
public static class PeerMeshClaims
{
    public const string Member = "pm.member";

    /// <summary>Names the sign-in, so that ending it ends everything that came from it.</summary>
    public const string Device = "pm.device";

    /// <summary>What the device has shown beyond the mailed code. Asked anew for every request; what a cookie says of it does not count.</summary>
    public const string SecondStep = "pm.second-step";

    /// <summary>Present for a rehearsal's made-up peer.</summary>
    public const string Simulated = "pm.simulated";

    /// <summary>The caller behind a request, or null for someone not signed in.</summary>
    public static Caller? AsCaller(this ClaimsPrincipal user) =>
        user.FindFirstValue(Member) is { Length: > 0 } member
            ? new Caller(new MemberId(member), user.HasClaim(claim => claim.Type == Simulated), user.AsSecondStep())
            : null;

    internal static string AsDevice(this ClaimsPrincipal user) => user.FindFirstValue(Device) ?? "";

    internal static SecondStep AsSecondStep(this ClaimsPrincipal user) =>
        Enum.TryParse<SecondStep>(user.FindFirstValue(SecondStep), out var shown) ? shown : Domain.Members.SecondStep.None;

    /// <summary>Puts in what the member's grain says of the device, in the place of whatever was there.</summary>
    internal static void Show(this ClaimsPrincipal user, SecondStep shown)
    {
        var identity = (ClaimsIdentity)user.Identity!;
        foreach (var claim in identity.FindAll(SecondStep).ToList())
        {
            identity.RemoveClaim(claim);
        }

        identity.AddClaim(new Claim(SecondStep, shown.ToString()));
    }

    internal static ClaimsPrincipal Principal(Caller caller, string device, string scheme)
    {
        var identity = new ClaimsIdentity([new Claim(Member, caller.Member.Value), new Claim(Device, device)], scheme, Member, roleType: null);
        if (caller.Simulated)
        {
            identity.AddClaim(new Claim(Simulated, "1"));
        }

        return new ClaimsPrincipal(identity);
    }
}
