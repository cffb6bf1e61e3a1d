using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;

namespace PeerMesh.Web.SignIn;

/// <summary>The browser's sign-in: what the cookie says, and how it is written and forgotten.</summary>
internal static class WebSignIn
{
    /// <summary>The gateway registers a cookie scheme of this name.</summary>
    public const string Scheme = "PeerMesh.Cookie";
    public const string MemberClaim = "pm.member";
    public const string DeviceClaim = "pm.device";

    public static Caller? Caller(this HttpContext context) =>
        context.User.FindFirstValue(MemberClaim) is { Length: > 0 } member ? new Caller(new MemberId(member)) : null;

    public static string? Device(this HttpContext context) => context.User.FindFirstValue(DeviceClaim);

    /// <param name="keep">Stay signed in after the browser closes; otherwise a shared computer forgets.</param>
    public static Task SignInHere(this HttpContext context, MemberId member, string device, bool keep)
    {
        var identity = new ClaimsIdentity(
            [new Claim(MemberClaim, member.Value), new Claim(DeviceClaim, device)],
            Scheme,
            MemberClaim,
            roleType: null);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = keep });
    }

    public static Task SignOutHere(this HttpContext context) => context.SignOutAsync(Scheme);
}
