using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Identity;

/// <param name="Options">What the browser or phone is asked, as JSON text.</param>
/// <param name="State">What was asked, sealed; comes back with the answer.</param>
internal sealed record PasskeyQuestion(string Options, string State);

/// <summary>Registers passkeys and proves them. What was asked travels sealed with the client and is good for a few minutes, so any gateway may hear the answer.</summary>
internal sealed class PasskeyDesk(
    IPasskeyHandler<Account> handler,
    IGrainFactory grains,
    IDataProtectionProvider protection,
    SignedInDevices devices) : IPasskeyDesk
{
    /// <summary>Finding the phone takes a while; a question that was overheard is worth nothing without the key.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(5);

    /// <summary>The longest answers (with a certificate chain of a security key) have a few kilobytes.</summary>
    private const int AnswerMax = 16 * 1024;

    public async Task<PasskeyQuestion> AskToRegister(MemberId member, HttpContext context)
    {
        // The name is what the phone lists it under. Ours says the site and no address: others may see the screen.
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = member.Value, Name = "PeerMesh", DisplayName = "PeerMesh" }, context);
        return new PasskeyQuestion(asked.CreationOptionsJson, Seal(ForRegistering(member), asked.AttestationState ?? ""));
    }

    public async Task<SecondStepReceipt> Register(MemberId member, string device, string name, string credential, string state, HttpContext context)
    {
        if (credential.Length > AnswerMax || Open(ForRegistering(member), state) is not { } asked)
        {
            return new SecondStepReceipt(null, SecondStepRefusals.PasskeyRefused);
        }

        var result = await Try(() => handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = asked }));
        if (result is not { Succeeded: true, Passkey: { } proved, UserEntity: { } asks } || asks.Id != member.Value)
        {
            return new SecondStepReceipt(null, SecondStepRefusals.PasskeyRefused);
        }

        var passkey = new Passkey(
            WebEncoders.Base64UrlEncode(proved.CredentialId),
            Convert.ToBase64String(proved.PublicKey),
            name,
            proved.SignCount,
            [.. proved.Transports ?? []],
            proved.IsUserVerified,
            proved.IsBackupEligible,
            proved.IsBackedUp,
            proved.CreatedAt);

        // Once: a second try after a lost answer would find the recovery codes made, and not show them.
        var receipt = await GrainCalls.Once(() => Grain(member).AddPasskey(device, passkey));
        devices.Forget(member);
        return receipt;
    }

    /// <summary>Asks for any passkey of this site, or of one account.</summary>
    public async Task<PasskeyQuestion> AskToShow(MemberId? member, HttpContext context)
    {
        var asked = await handler.MakeRequestOptionsAsync(member is { } one ? new Account(one.Value) : null, context);
        return new PasskeyQuestion(asked.RequestOptionsJson, Seal(ForShowing(member), asked.AssertionState ?? ""));
    }

    /// <summary>The device has passed the second step with a passkey.</summary>
    public async Task<Refusal?> Pass(MemberId member, string device, string credential, string state, HttpContext context)
    {
        if (await Show(member, credential, state, context) is not { } shown || shown.Member != member)
        {
            return SecondStepRefusals.PasskeyRefused;
        }

        var refusal = await GrainCalls.Once(() => Grain(member).PasskeyShown(shown.Passkey, shown.SignCount, device));
        devices.Forget(member, device);
        return refusal;
    }

    /// <summary>Signs a device in with a passkey alone, which is both steps at once.</summary>
    public async Task<(DeviceGrant? Grant, Refusal? Refusal)> SignIn(string credential, string state, string? deviceName, HttpContext context)
    {
        if (await Show(null, credential, state, context) is not { } shown)
        {
            return (null, SecondStepRefusals.PasskeyRefused);
        }

        return await GrainCalls.Once(() => Grain(shown.Member).PasskeyShown(shown.Passkey, shown.SignCount, device: null)) is { } refusal
            ? (null, refusal)
            : (await GrainCalls.Once(() => grains.GetGrain<IMemberGrain>(shown.Member.Value).SignInWith(deviceName, secondStep: true)), null);
    }

    public async Task<SignInOutcome> SignInHere(string credential, string state, string? deviceName, HttpContext context)
    {
        var (grant, refusal) = await SignIn(credential, state, deviceName, context);
        return new SignInOutcome(grant?.Member, grant?.Device, refusal);
    }

    private async Task<(MemberId Member, string Passkey, long SignCount)?> Show(MemberId? member, string credential, string state, HttpContext context)
    {
        if (credential.Length > AnswerMax || Open(ForShowing(member), state) is not { } asked)
        {
            return null;
        }

        var result = await Try(() => handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = asked }));
        return result is { Succeeded: true, Passkey: { } proved, User: { } account }
            ? (new MemberId(account.Id), WebEncoders.Base64UrlEncode(proved.CredentialId), proved.SignCount)
            : null;
    }

    // What comes from outside may be no JSON, no base 64 or no key at all, and the handler says so in many ways.
    private static async Task<T?> Try<T>(Func<Task<T>> prove)
        where T : class
    {
        try
        {
            return await prove();
        }
        catch (Exception e) when (e is PasskeyException or FormatException or ArgumentException or InvalidOperationException or CryptographicException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static string ForRegistering(MemberId member) => $"register {member.Value}";

    private static string ForShowing(MemberId? member) => member is { } one ? $"show {one.Value}" : "show";

    private string Seal(string purpose, string state) =>
        WebEncoders.Base64UrlEncode(Protector(purpose).Protect(Encoding.UTF8.GetBytes(state), AnswerWithin));

    private string? Open(string purpose, string state)
    {
        try
        {
            return state.Length > AnswerMax ? null : Encoding.UTF8.GetString(Protector(purpose).Unprotect(WebEncoders.Base64UrlDecode(state)));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(string purpose) =>
        protection.CreateProtector("PeerMesh.Passkey.v1", purpose).ToTimeLimitedDataProtector();

    private ISecondStepGrain Grain(MemberId member) => grains.GetGrain<ISecondStepGrain>(member.Value);
}
