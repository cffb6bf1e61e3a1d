using System.Collections.Immutable;
using System.Security.Cryptography;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Grains.Organizations;

/// <summary>What the body sets for everything below it, whether it is open, and where its affiliation puts it.</summary>
internal sealed partial class OrganizationGrain
{
    // Names a picture so that a new one has a new address; nobody has to guess it.
    private const int LogoNameLength = 16;

    private BodySettings Own => Record.Settings ?? BodySettings.None;

    public async Task<EffectiveSettings> Settings()
    {
        if (await Bodies.Find(Id) is null)
        {
            return EffectiveSettings.None;
        }

        // Each asks the next one up, as with rights.
        return BodySettingsRules.Under(Id, Own, await Above() is { } above ? await above.Settings() : EffectiveSettings.None);
    }

    public async Task<Refusal?> ChangeSettings(Caller caller, BodySettings settings)
    {
        if (await MayEdit(caller) is { } notAllowed)
        {
            return Refused(notAllowed);
        }

        if (BodySettingsRules.Check(settings) is { } invalid)
        {
            return Refused(invalid);
        }

        var next = settings with
        {
            Logo = Own.Logo,
            CrisisCard = settings.CrisisCard?.Trim(),
            PhoneNumber = settings.PhoneNumber?.Trim(),
            Guidelines = settings.Guidelines?.ConvertAll(line => line.Trim()),
        };
        if (!BodySettingsRules.Same(next, Own))
        {
            await Save(Noted(Record with { Settings = next }, Act(caller.Member, AuditActions.BodySettings)));
        }

        return null;
    }

    public async Task<Refusal?> SetLogo(Caller caller, BodyLogo? logo)
    {
        if (await MayEdit(caller) is { } notAllowed)
        {
            return Refused(notAllowed);
        }

        string? name = null;
        if (logo is not null)
        {
            var picture = new byte[BodyLogos.BytesMax];
            if (!Convert.TryFromBase64String(logo.Base64, picture, out var length) || BodyLogos.TypeOf(picture.AsSpan(0, length)) is not { } type)
            {
                return Refused(BodyRefusals.LogoInvalid);
            }

            // The picture first: a name without one would show a hole.
            await GrainFactory.GetGrain<IBodyLogoGrain>(Id.Value).Keep(logo with { Type = type });
            name = Convert.ToHexStringLower(SHA256.HashData(picture.AsSpan(0, length)))[..LogoNameLength];
        }

        if (name != Own.Logo)
        {
            await Save(Noted(Record with { Settings = Own with { Logo = name } }, Act(caller.Member, AuditActions.BodySettings)));
        }

        if (name is null)
        {
            await GrainFactory.GetGrain<IBodyLogoGrain>(Id.Value).Keep(logo: null);
        }

        return null;
    }

    public async Task<Refusal?> Close(Caller caller, bool closed, int groups, string? confirmedName)
    {
        if (await Bodies.Find(Id) is not { } body)
        {
            return Refused(BodyRefusals.NotFound);
        }

        if (!await May(caller.Member, BodyAct.ShapeTree))
        {
            return Refused(BodyRefusals.AdministratorsOnly);
        }

        if (closed == body.ClosedOn is not null)
        {
            return null;
        }

        if (closed && ((await Bodies.HasOpenBranches(Id) ? BodyRefusals.HasBranches : null) ?? Confirmed(body, groups, confirmedName)) is { } notYet)
        {
            return Refused(notYet);
        }

        if (await Bodies.Put(body with { ClosedOn = closed ? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) : null }) is { } refusal)
        {
            return Refused(refusal);
        }

        await Save(Noted(Record, Act(caller.Member, closed ? AuditActions.BodyClosed : AuditActions.BodyReopened)));
        return null;
    }

    public async Task<ImmutableList<MemberId>> Deciders()
    {
        var own = Record.Administrators.FindAll(named => BodyRightsRules.May(named.Held, BodyAct.Affiliate)).ConvertAll(named => named.Member);
        return !own.IsEmpty ? own : await Above() is { } above ? await above.Deciders() : [];
    }

    public async Task<Refusal?> Settle(BodySettling settling)
    {
        var known = await Bodies.Find(Id);
        if (known is null)
        {
            await SaveIfOther(Record with { Exists = true, Administrators = [new(settling.Administrator, settling.AdministratorName, BodyRights.Administrator)] });
            known = BodyRules.Apply(Blank(Id), new BodyDraft(settling.Name, settling.Description));
        }

        return await Bodies.Put(known with { Parent = settling.Parent, Affiliation = settling.Mark }) is { } refusal ? Refused(refusal) : null;
    }

    private async Task<Refusal?> MayEdit(Caller caller) =>
        await Bodies.Find(Id) is null ? BodyRefusals.NotFound
        : await May(caller.Member, BodyAct.Edit) ? null
        : BodyRefusals.EditorsOnly;
}
