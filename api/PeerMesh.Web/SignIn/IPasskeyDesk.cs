using Microsoft.AspNetCore.Http;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;

namespace PeerMesh.Web.SignIn;

/// <summary>Where the pages hand in what a browser answered about a passkey. The gateway behind it proves it.</summary>
public interface IPasskeyDesk
{
    /// <param name="name">What its owner calls it.</param>
    /// <param name="credential">What the browser answered, as JSON text.</param>
    /// <param name="state">What it was asked, as the gateway sealed it.</param>
    Task<SecondStepReceipt> Register(MemberId member, string device, string name, string credential, string state, HttpContext context);

    /// <summary>The device has passed the second step.</summary>
    Task<Refusal?> Pass(MemberId member, string device, string credential, string state, HttpContext context);

    /// <summary>Signs in with the passkey alone.</summary>
    /// <param name="deviceName">What its owner will know the device by.</param>
    Task<SignInOutcome> SignInHere(string credential, string state, string? deviceName, HttpContext context);
}
