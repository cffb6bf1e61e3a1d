using PeerMesh.Api.Http;
using PeerMesh.Api.Mail;
using PeerMesh.Api.Sessions;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Identity;

/// <summary>Codes by mail for sign-ins, for the pages and for the API alike.</summary>
internal sealed class SignInDesk(
    IGrainFactory grains,
    EmailAddresses addresses,
    IMailer mailer,
    SignedInDevices devices,
    SessionHubs hubs) : ISignInDesk
{
    /// <summary>More digits than a code has; whatever is longer wakes no grain.</summary>
    private const int CodeMax = 16;

    public async Task<bool> RequestCode(string email)
    {
        if (EmailAddresses.Normalize(email) is not { } address)
        {
            return false;
        }

        var grain = await addresses.Find(address);
        if (await GrainCalls.Twice(grain.RequestCode) is { } code)
        {
            // To the very form the account is found by: another spelling could be somebody else's mailbox.
            await mailer.Send(CodeMail.For(address, code));
        }

        return true;
    }

    public async Task<SignInOutcome> Redeem(string email, string code, string? deviceName)
    {
        var (grant, refusal) = await SignIn(email, code, deviceName);
        return new SignInOutcome(grant?.Member, grant?.Device, refusal);
    }

    /// <summary>Signs a device in for the right code.</summary>
    /// <param name="deviceName">What its owner will know it by.</param>
    public async Task<(DeviceGrant? Grant, Refusal? Refusal)> SignIn(string email, string code, string? deviceName)
    {
        if (EmailAddresses.Normalize(email) is not { } address || code.Length is 0 or > CodeMax)
        {
            return (null, SignInRefusals.WrongCode);
        }

        // Asked once only: a code is good once, and a second try after a lost answer would find it used.
        var grain = await addresses.Find(address);
        var redeemed = await GrainCalls.Once(() => grain.Redeem(code));
        return redeemed.Member is { } member
            ? (await GrainCalls.Once(() => grains.GetGrain<IMemberGrain>(member.Value).SignInWith(deviceName, secondStep: false)), null)
            : (null, redeemed.Refusal ?? SignInRefusals.WrongCode);
    }

    public void Forget(MemberId member) => devices.Forget(member);

    public async Task SignOut(MemberId member, string device)
    {
        await GrainCalls.Twice(() => grains.GetGrain<IMemberGrain>(member.Value).SignOut(device));
        devices.Forget(member, device);
        hubs.CutOff(member, over => over == device);
    }

    public async Task SignOutEverywhere(MemberId member, string? except)
    {
        await GrainCalls.Twice(() => grains.GetGrain<IMemberGrain>(member.Value).SignOutEverywhere(except));
        devices.Forget(member);
        hubs.CutOff(member, over => over != except);
    }
}
