using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>What the organisation sets, and where what it does not set comes from.</summary>
internal sealed class SettingsModel(IGrainFactory grains, IStringLocalizer<BodyTexts> texts) : ConsolePage(grains)
{
    private IReadOnlyDictionary<BodyId, string> _names = new Dictionary<BodyId, string>();
    private PostedFields _typed = PostedFields.None;

    public EffectiveSettings Settings { get; private set; } = EffectiveSettings.None;

    public Task<IActionResult> OnGet() => Show();

    public async Task<IActionResult> OnPost()
    {
        if (await Enter(BodyAct.Edit, "settings") is { } elsewhere)
        {
            return elsewhere;
        }

        _typed = new PostedFields(Request.Form);
        var lines = _typed.Text("guidelines")?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var wanted = new BodySettings(
            lines is null ? null : [.. lines],
            _typed.Text("crisisCard"),
            _typed.Number("shareSeconds"),
            _typed.Choice<ProofPolicy>("proof"),
            _typed.Text("language"),
            _typed.Number("retentionDays"),
            _typed.Text("phoneNumber"),
            Logo: null,
            _typed.Text("colour"),
            _typed.Text("accent"));
        return await Done(await Organization.ChangeSettings(Caller, wanted), Show);
    }

    public async Task<IActionResult> OnPostLogo(IFormFile? file, bool remove)
    {
        if (await Enter(BodyAct.Edit, "settings") is { } elsewhere)
        {
            return elsewhere;
        }

        if (remove)
        {
            return await Done(await Organization.SetLogo(Caller, logo: null), Show);
        }

        if (file is null || file.Length is 0 or > BodyLogos.BytesMax)
        {
            return await Done(BodyRefusals.LogoInvalid, Show);
        }

        using var picture = new MemoryStream();
        await file.CopyToAsync(picture, HttpContext.RequestAborted);
        return await Done(await Organization.SetLogo(Caller, new BodyLogo("", Convert.ToBase64String(picture.ToArray()))), Show);
    }

    public bool IsOwn(BodySetting setting) => Settings.From(setting)?.Value == Id;

    /// <summary>What the organisation says itself, as its field shows it.</summary>
    public string? Own(BodySetting setting) =>
        IsOwn(setting) ? Convert.ToString(BodySettingsRules.ValueOf(Settings.Values, setting), CultureInfo.InvariantCulture) : null;

    /// <summary>What was typed, where it could not be done; else what is stored.</summary>
    public string? Was(string field, string? otherwise) => WasRefused ? _typed.Text(field) : otherwise;

    /// <summary>A value as those read it who cannot change it.</summary>
    public string? Shown(BodySetting setting) => BodySettingsRules.ValueOf(Settings.Values, setting) switch
    {
        ImmutableList<string> lines => string.Join(" · ", lines),
        ProofPolicy policy => texts[$"Proof.{policy}"],
        var value => value?.ToString(),
    };

    /// <summary>Where a value comes from; with the value where it is not the organisation's own.</summary>
    public string Origin(BodySetting setting, string? value) => Settings.From(setting) switch
    {
        null => texts["Origin.Nobody"],
        { } from when from.Value == Id => texts["Origin.Own"],
        { } from => texts["Origin.Above", value ?? "", _names.GetValueOrDefault(from, from.Value)],
    };

    protected override string? FieldOf(Refusal refusal) =>
        refusal.Code == BodyRefusals.CrisisCardInvalid.Code ? "crisisCard"
        : refusal.Code == BodyRefusals.HelplineInvalid.Code ? "phoneNumber"
        : refusal.Code == GroupRefusals.ShareInvalid.Code ? "shareSeconds"
        : refusal.Code == BodyRefusals.RetentionInvalid.Code ? "retentionDays"
        : null;

    private async Task<IActionResult> Show()
    {
        if (await Enter(BodyAct.SeePrivate, "settings") is { } elsewhere)
        {
            return elsewhere;
        }

        Settings = await Organization.Settings();
        _names = ((await Grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).List(known: -1))?.Bodies ?? []).ToDictionary(body => body.Id, body => body.Name);
        return Page();
    }
}
