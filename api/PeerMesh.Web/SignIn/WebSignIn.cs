using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.SignIn;

/// <summary>The browser's sign-in: what the cookie says, and how it is written and forgotten.</summary>
internal static class WebSignIn
{
    /// <summary>The gateway registers a cookie scheme of this name.</summary>
    public const string Scheme = "PeerMesh.Cookie";
    public const string MemberClaim = "pm.member";
    public const string DeviceClaim = "pm.device";
    public const string SecondStepClaim = "pm.second-step";

    public static Caller? Caller(this HttpContext context) =>
        context.User.FindFirstValue(MemberClaim) is { Length: > 0 } member ? new Caller(new MemberId(member), SecondStep: context.SecondStep()) : null;

    /// <summary>What this browser has shown beyond the mailed code.</summary>
    public static SecondStep SecondStep(this HttpContext context) =>
        Enum.TryParse<SecondStep>(context.User.FindFirstValue(SecondStepClaim), out var shown) ? shown : Domain.Members.SecondStep.None;

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

    /// <summary>In a browser that has chosen no language, their pages speak the one of their profile from here on.</summary>
    public static async Task SpeakTheirLanguage(this HttpContext context, IGrainFactory grains, MemberId member)
    {
        if (context.Request.Cookies[Languages.Cookie] is null
            && Languages.Find((await grains.GetGrain<IMemberGrain>(member.Value).Look()).Profile?.Language) is { } language)
        {
            Languages.Remember(context, language);
        }
    }

    public static Task SignOutHere(this HttpContext context) => context.SignOutAsync(Scheme);
}
