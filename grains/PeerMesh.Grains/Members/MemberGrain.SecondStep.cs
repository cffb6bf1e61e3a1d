using System.Collections.Immutable;
using System.Security.Cryptography;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Members;

/// <remarks>The second step of signing in: codes of an app, passkeys, recovery codes.</remarks>
internal sealed partial class MemberGrain
{
    private const int RecoveryCodeLength = 16;

    private byte[]? _sealKey;

    private SecondStepRecord Step => Record.SecondStep ?? SecondStepRecord.Empty;

    public Task<SecondStepView> Look(string device) =>
        Task.FromResult(new SecondStepView(Step.Totp is not null, Step.Passkeys, Step.RecoveryHashes.Count, Find(device)?.SecondStepAt is not null));

    public Task<ImmutableList<Passkey>> Passkeys() => Task.FromResult(Step.Passkeys);

    public async Task<TotpOffer> OfferTotp(string device)
    {
        if (MayChange(device) is { } refusal)
        {
            return new TotpOffer(null, refusal);
        }

        if (Step.Totp is not null)
        {
            return new TotpOffer(null, SecondStepRefusals.AlreadySetUp);
        }

        var secret = RandomNumberGenerator.GetBytes(Totp.SecretBytes);
        var offered = SecretSeal.Seal(await SealKey(), Id.Value, secret);
        await Save(Record with { SecondStep = Step with { OfferedTotp = offered } });
        return new TotpOffer(Totp.ToText(secret), null);
    }

    public async Task<SecondStepReceipt> ConfirmTotp(string device, string code)
    {
        var now = clock.GetUtcNow();
        if ((MayChange(device) ?? MayTry(now)) is { } refusal)
        {
            return new SecondStepReceipt(null, refusal);
        }

        if (Step.OfferedTotp is not { } offered)
        {
            return new SecondStepReceipt(null, SecondStepRefusals.NothingOffered);
        }

        if (await Matching(offered, code, now, usedUpTo: 0) is not { } step)
        {
            await SaveWrongTry(now);
            return new SecondStepReceipt(null, SecondStepRefusals.WrongCode);
        }

        return await SetUp(device, Step with { Totp = offered, OfferedTotp = null, TotpUsedUpTo = step }, now);
    }

    public async Task<Refusal?> RemoveTotp(string device)
    {
        if (MayChange(device) is { } refusal)
        {
            return refusal;
        }

        if (Step.Totp is not null || Step.OfferedTotp is not null)
        {
            await SaveWithout(Step with { Totp = null, OfferedTotp = null, TotpUsedUpTo = 0 });
        }

        return null;
    }

    public async Task<Refusal?> Pass(string device, string code)
    {
        var now = clock.GetUtcNow();
        if (Find(device) is not { } known || !Step.IsSetUp)
        {
            return SecondStepRefusals.WrongCode;
        }

        if (MayTry(now) is { } refusal)
        {
            return refusal;
        }

        var hash = Chance.HashOf(SecondStepRules.Tidy(code));
        SecondStepRecord passed;
        if (Step.Totp is { } totp && await Matching(totp, code, now, Step.TotpUsedUpTo) is { } step)
        {
            passed = Step with { TotpUsedUpTo = step };
        }
        else if (Step.RecoveryHashes.Contains(hash))
        {
            passed = Step with { RecoveryHashes = Step.RecoveryHashes.Remove(hash) };
        }
        else
        {
            await SaveWrongTry(now);
            return SecondStepRefusals.WrongCode;
        }

        await Save(Record with { SecondStep = passed, Devices = Record.Devices.Replace(known, known with { SecondStepAt = now }) });
        return null;
    }

    public async Task<SecondStepReceipt> RenewRecoveryCodes(string device)
    {
        if (!Step.IsSetUp || MayChange(device) is not null)
        {
            return new SecondStepReceipt(null, SecondStepRefusals.NotPassed);
        }

        var (codes, hashes) = MakeRecoveryCodes();
        await Save(Record with { SecondStep = Step with { RecoveryHashes = hashes } });
        return new SecondStepReceipt(codes, null);
    }

    public async Task<SecondStepReceipt> AddPasskey(string device, Passkey passkey)
    {
        var now = clock.GetUtcNow();
        var name = passkey.Name.Trim();
        var refusal = MayChange(device)
            ?? (!SecondStepRules.IsPasskeyName(name) ? SecondStepRefusals.PasskeyNameInvalid : null)
            ?? (Step.Passkeys.Count >= SecondStepRules.PasskeysMax ? SecondStepRefusals.TooManyPasskeys : null);
        if (refusal is not null)
        {
            return new SecondStepReceipt(null, refusal);
        }

        // The same one once more, as after a lost answer, takes its own place.
        var others = Step.Passkeys.RemoveAll(known => known.Id == passkey.Id);
        return await SetUp(device, Step with { Passkeys = others.Add(passkey with { Name = name, AddedAt = now, UsedAt = null }) }, now);
    }

    public async Task<Refusal?> PasskeyShown(string passkey, long signCount, string? device)
    {
        if (Step.Passkeys.Find(known => known.Id == passkey) is not { } shown)
        {
            return SecondStepRefusals.PasskeyRefused;
        }

        // Checked by the gateway against what it read; here once more, for of two that read the same count one is a copy.
        if (signCount != 0 && signCount <= shown.SignCount)
        {
            return SecondStepRefusals.PasskeyRefused;
        }

        var now = clock.GetUtcNow();
        var step = Step with { Passkeys = Step.Passkeys.Replace(shown, shown with { SignCount = signCount, UsedAt = now }) };
        var known = device is null ? null : Find(device);
        if (device is not null && known is null)
        {
            return SecondStepRefusals.PasskeyRefused;
        }

        await Save(Record with { SecondStep = step, Devices = known is null ? Record.Devices : Record.Devices.Replace(known, known with { SecondStepAt = now }) });
        return null;
    }

    public async Task<Refusal?> RemovePasskey(string device, string passkey)
    {
        if (MayChange(device) is { } refusal)
        {
            return refusal;
        }

        if (Step.Passkeys.Find(known => known.Id == passkey) is not { } present)
        {
            return SecondStepRefusals.NoSuchPasskey;
        }

        await SaveWithout(Step with { Passkeys = Step.Passkeys.Remove(present) });
        return null;
    }

    /// <summary>Who has a second step changes it from where it was passed.</summary>
    private Refusal? MayChange(string device) =>
        Find(device) is not { } known || (Step.IsSetUp && known.SecondStepAt is null) ? SecondStepRefusals.NotPassed : null;

    private Refusal? MayTry(DateTimeOffset now) =>
        SecondStepRules.Recent(Step.WrongTries, now).Count >= SecondStepRules.TriesMax ? SecondStepRefusals.TooManyTries : null;

    private Task SaveWrongTry(DateTimeOffset now) =>
        Save(Record with { SecondStep = Step with { WrongTries = SecondStepRules.Recent(Step.WrongTries, now).Add(now) } });

    private async Task<long?> Matching(string sealedSecret, string code, DateTimeOffset now, long usedUpTo) =>
        Totp.Match(SecretSeal.Open(await SealKey(), Id.Value, sealedSecret), SecondStepRules.Tidy(code), now, usedUpTo);

    /// <summary>Keeps what was set up. With the first of them come the recovery codes.</summary>
    private async Task<SecondStepReceipt> SetUp(string device, SecondStepRecord next, DateTimeOffset now)
    {
        ImmutableList<string>? codes = null;
        if (!Step.IsSetUp)
        {
            (codes, var hashes) = MakeRecoveryCodes();
            next = next with { RecoveryHashes = hashes };
        }

        var known = Find(device)!;
        await Save(Record with { SecondStep = next, Devices = Record.Devices.Replace(known, known with { SecondStepAt = now }) });
        return new SecondStepReceipt(codes, null);
    }

    /// <summary>Keeps what is left. With the last of them go the recovery codes and what devices have shown.</summary>
    private Task SaveWithout(SecondStepRecord left) => Save(left.IsSetUp
        ? Record with { SecondStep = left }
        : Record with { SecondStep = SecondStepRecord.Empty with { WrongTries = left.WrongTries }, Devices = Record.Devices.ConvertAll(known => known with { SecondStepAt = null }) });

    private static (ImmutableList<string> Codes, ImmutableList<string> Hashes) MakeRecoveryCodes()
    {
        // Eighty bits each, in groups of four as people copy them; nothing is found by trying hashes of all of them.
        var codes = Enumerable.Range(0, SecondStepRules.RecoveryCodes).Select(_ => Chance.NewId()[..RecoveryCodeLength]).ToImmutableList();
        return (codes.ConvertAll(code => string.Join('-', code.Chunk(4).Select(part => new string(part)))), codes.ConvertAll(Chance.HashOf));
    }

    private async Task<byte[]> SealKey() =>
        _sealKey ??= await GrainFactory.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key).Secret(SecretSeal.KeyName);
}
