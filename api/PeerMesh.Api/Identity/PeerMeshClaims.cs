using System.Security.Claims;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Identity;

/// <summary>What a proved caller carries.</summary>
public static class PeerMeshClaims
{
    public const string Member = "pm.member";

    /// <summary>Names the sign-in, so that ending it ends everything that came from it.</summary>
    public const string Device = "pm.device";

    /// <summary>Present for a rehearsal's made-up peer.</summary>
    public const string Simulated = "pm.simulated";

    /// <summary>The caller behind a request, or null for someone not signed in.</summary>
    public static Caller? AsCaller(this ClaimsPrincipal user) =>
        user.FindFirstValue(Member) is { Length: > 0 } member
            ? new Caller(new MemberId(member), user.HasClaim(claim => claim.Type == Simulated))
            : null;

    internal static string AsDevice(this ClaimsPrincipal user) => user.FindFirstValue(Device) ?? "";

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
