using PeerMesh.Domain.Common;

namespace PeerMesh.Web.SignIn;

/// <summary>Where the pages hand in e-mail addresses and codes. The gateway behind it keeps the rules and the limits.</summary>
public interface ISignInDesk
{
    /// <summary>Mails a code. The answer is the same whether or not the address is known; false only for what is no address.</summary>
    Task<bool> RequestCode(string email);

    /// <param name="deviceName">What its owner will know the device by.</param>
    Task<SignInOutcome> Redeem(string email, string code, string? deviceName);

    Task SignOut(MemberId member, string device);

    /// <summary>What this gateway knew of a member's devices is old.</summary>
    void Forget(MemberId member);

    /// <param name="except">A device that stays signed in; null is none.</param>
    Task SignOutEverywhere(MemberId member, string? except);
}

/// <summary>Who signed in on which device, or why not.</summary>
public sealed record SignInOutcome(MemberId? Member, string? Device, Refusal? Refusal);
