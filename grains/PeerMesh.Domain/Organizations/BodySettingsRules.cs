using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Organizations;

/// <summary>What a body may set, and how it comes down the tree.</summary>
public static class BodySettingsRules
{
    /// <summary>Characters of a crisis card: it is read by somebody in distress.</summary>
    public const int CrisisCardMax = 600;

    /// <summary>Days records are kept at most: ten years.</summary>
    public const int RetentionDaysMax = 3650;

    public static readonly ImmutableArray<BodySetting> All = [.. Enum.GetValues<BodySetting>()];

    /// <summary>The first thing that is wrong with settings, or null.</summary>
    public static Refusal? Check(BodySettings settings) =>
        GroupDraftRules.CheckGuidelines(settings.Guidelines) is { } guidelines ? guidelines
        : settings.CrisisCard is { } card && (string.IsNullOrWhiteSpace(card) || !GroupDraftRules.IsText(card, CrisisCardMax)) ? BodyRefusals.CrisisCardInvalid
        : settings.ShareSeconds is { } seconds && !GroupDraftRules.IsShare(seconds) ? GroupRefusals.ShareInvalid
        : settings.Proof is { } proof && !Enum.IsDefined(proof) ? BodyRefusals.ProofInvalid
        : settings.Language is { } language && !GroupDraftRules.IsLanguage(language) ? GroupRefusals.LanguageInvalid
        : settings.RetentionDays is < 1 or > RetentionDaysMax ? BodyRefusals.RetentionInvalid
        : settings.PhoneNumber is { } phone && (!GroupRules.IsLine(phone, BodyLimits.HelplineMax) || !phone.Any(char.IsAsciiDigit)) ? BodyRefusals.HelplineInvalid
        : !IsColour(settings.Colour) || !IsColour(settings.Accent) ? BodyRefusals.ColourInvalid
        : null;

    /// <summary>What holds on a body: what it says itself, else what holds above it.</summary>
    public static EffectiveSettings Under(BodyId body, BodySettings own, EffectiveSettings above)
    {
        var (values, origins) = (above.Values, above.Origins);
        foreach (var setting in All)
        {
            if (ValueOf(own, setting) is not null)
            {
                values = Take(values, own, setting);
                origins = origins.RemoveAll(origin => origin.Setting == setting).Add(new SettingOrigin(setting, body));
            }
        }

        return new EffectiveSettings(values, origins);
    }

    /// <summary>The value of one setting; null where it is left open.</summary>
    public static object? ValueOf(BodySettings settings, BodySetting setting) => setting switch
    {
        BodySetting.Guidelines => settings.Guidelines,
        BodySetting.CrisisCard => settings.CrisisCard,
        BodySetting.ShareSeconds => settings.ShareSeconds,
        BodySetting.Proof => settings.Proof,
        BodySetting.Language => settings.Language,
        BodySetting.RetentionDays => settings.RetentionDays,
        BodySetting.PhoneNumber => settings.PhoneNumber,
        BodySetting.Logo => settings.Logo,
        BodySetting.Colour => settings.Colour,
        BodySetting.Accent => settings.Accent,
        _ => throw new NotSupportedException($"No setting {setting}."),
    };

    /// <summary>Whether both say the same; records with lists are compared by what is in them.</summary>
    public static bool Same(BodySettings one, BodySettings other) =>
        one with { Guidelines = null } == other with { Guidelines = null }
        && (one.Guidelines is null ? other.Guidelines is null : other.Guidelines is not null && one.Guidelines.SequenceEqual(other.Guidelines));

    private static BodySettings Take(BodySettings to, BodySettings from, BodySetting setting) => setting switch
    {
        BodySetting.Guidelines => to with { Guidelines = from.Guidelines },
        BodySetting.CrisisCard => to with { CrisisCard = from.CrisisCard },
        BodySetting.ShareSeconds => to with { ShareSeconds = from.ShareSeconds },
        BodySetting.Proof => to with { Proof = from.Proof },
        BodySetting.Language => to with { Language = from.Language },
        BodySetting.RetentionDays => to with { RetentionDays = from.RetentionDays },
        BodySetting.PhoneNumber => to with { PhoneNumber = from.PhoneNumber },
        BodySetting.Logo => to with { Logo = from.Logo },
        BodySetting.Colour => to with { Colour = from.Colour },
        BodySetting.Accent => to with { Accent = from.Accent },
        _ => throw new NotSupportedException($"No setting {setting}."),
    };

    // Into a stylesheet it goes: six digits and nothing else.
    private static bool IsColour(string? colour) => colour is null || (colour.Length == 7 && colour[0] == '#' && colour.Skip(1).All(char.IsAsciiHexDigit));
}
