using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Contracts.Members;

/// <summary>The second step of one account's sign-ins. The key is the member id.</summary>
/// <remarks>Whoever has one may change it only from a device that has passed it: a mailbox alone must not take it away.</remarks>
[GrainInterfaceType("pm.second-step"), Alias("pm.second-step")]
public interface ISecondStepGrain : IGrainWithStringKey
{
    [Alias("Look")]
    Task<SecondStepView> Look(string device);

    /// <summary>A fresh secret for an authenticator app, which is good once a code of it was typed.</summary>
    [Alias("OfferTotp")]
    Task<TotpOffer> OfferTotp(string device);

    /// <summary>Takes the app into use with its first code.</summary>
    [Alias("ConfirmTotp")]
    Task<SecondStepReceipt> ConfirmTotp(string device, string code);

    [Alias("RemoveTotp")]
    Task<Refusal?> RemoveTotp(string device);

    /// <summary>A code of the app, or a recovery code: from here on this device has passed.</summary>
    [Alias("Pass")]
    Task<Refusal?> Pass(string device, string code);

    /// <summary>New recovery codes; the old ones are void.</summary>
    [Alias("RenewRecoveryCodes")]
    Task<SecondStepReceipt> RenewRecoveryCodes(string device);

    [Alias("Passkeys")]
    Task<ImmutableList<Passkey>> Passkeys();

    /// <summary>Keeps a passkey that the gateway has proved.</summary>
    [Alias("AddPasskey")]
    Task<SecondStepReceipt> AddPasskey(string device, Passkey passkey);

    /// <summary>A passkey was shown and proved.</summary>
    /// <param name="signCount">Its own count, which only goes up.</param>
    /// <param name="device">The device that has passed with it; null where it signs a new one in.</param>
    [Alias("PasskeyShown")]
    Task<Refusal?> PasskeyShown(string passkey, long signCount, string? device);

    [Alias("RemovePasskey")]
    Task<Refusal?> RemovePasskey(string device, string passkey);
}

/// <param name="Totp">Whether an authenticator app is set up.</param>
/// <param name="RecoveryCodes">Recovery codes left.</param>
/// <param name="PassedHere">Whether the asking device has passed.</param>
[GenerateSerializer, Immutable, Alias("pm.second-step.view")]
public sealed record SecondStepView(
    [property: Id(0)] bool Totp,
    [property: Id(1)] ImmutableList<Passkey> Passkeys,
    [property: Id(2)] int RecoveryCodes,
    [property: Id(3)] bool PassedHere)
{
    public bool IsSetUp => Totp || !Passkeys.IsEmpty;
}

/// <param name="Secret">In base 32, as apps take it.</param>
[GenerateSerializer, Immutable, Alias("pm.second-step.totp-offer")]
public sealed record TotpOffer(
    [property: Id(0)] string? Secret,
    [property: Id(1)] Refusal? Refusal);

/// <param name="RecoveryCodes">Shown this once, where new ones were made.</param>
[GenerateSerializer, Immutable, Alias("pm.second-step.receipt")]
public sealed record SecondStepReceipt(
    [property: Id(0)] ImmutableList<string>? RecoveryCodes,
    [property: Id(1)] Refusal? Refusal);

/// <summary>A passkey as an account keeps it: what proves it, and nothing that could be used in its place.</summary>
/// <param name="Id">The credential's id in base 64 for addresses.</param>
/// <param name="PublicKey">COSE key in base 64.</param>
/// <param name="Name">What its owner calls it.</param>
[GenerateSerializer, Immutable, Alias("pm.member.passkey")]
public sealed record Passkey(
    [property: Id(0)] string Id,
    [property: Id(1)] string PublicKey,
    [property: Id(2)] string Name,
    [property: Id(3)] long SignCount,
    [property: Id(4)] ImmutableList<string> Transports,
    [property: Id(5)] bool UserVerified,
    [property: Id(6)] bool BackupEligible,
    [property: Id(7)] bool BackedUp,
    [property: Id(8)] DateTimeOffset AddedAt,
    [property: Id(9)] DateTimeOffset? UsedAt = null);
