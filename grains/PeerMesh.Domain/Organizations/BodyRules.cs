using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Organizations;

/// <summary>What a body may say of itself. Drafts come from outside: any part may be missing, whatever its type says.</summary>
public static class BodyRules
{
    /// <summary>The first thing that is wrong with a draft, or null.</summary>
    public static Refusal? Check(BodyDraft draft) =>
        !GroupRules.IsLine(draft.Name, BodyLimits.NameMax) ? BodyRefusals.NameInvalid
        : !IsText(draft.Description, BodyLimits.DescriptionMax) ? BodyRefusals.DescriptionInvalid
        : !Enum.IsDefined(draft.Type) ? BodyRefusals.TypeInvalid
        : !IsAddress(draft.Website) ? BodyRefusals.WebsiteInvalid
        : !IsLineOrNothing(draft.Helpline, BodyLimits.HelplineMax) ? BodyRefusals.HelplineInvalid
        : !IsEmail(draft.Email) ? BodyRefusals.EmailInvalid
        : !IsLineOrNothing(draft.WorldId, BodyLimits.WorldIdMax) ? BodyRefusals.WorldIdInvalid
        : CheckHolidays(draft);

    /// <summary>The body as its draft says, without what is only space.</summary>
    public static Body Apply(Body body, BodyDraft draft) => body with
    {
        Name = draft.Name.Trim(),
        Description = draft.Description.Trim(),
        Type = draft.Type,
        Parent = draft.Parent,
        Website = Tidy(draft.Website),
        Helpline = Tidy(draft.Helpline),
        Email = draft.EmailPublic ? Tidy(draft.Email) : null,
        WorldId = Tidy(draft.WorldId),
        Holidays = [.. (draft.Holidays ?? []).OrderBy(holiday => holiday.Date)],
    };

    /// <summary>Small letters, digits and hyphens.</summary>
    public static bool IsId(string? id) =>
        id is { Length: >= 1 and <= BodyLimits.IdMax } && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    /// <summary>What a list may call a person: as on a roster.</summary>
    public static bool IsPersonName(string? name) => GroupRules.IsRosterName(name);

    public static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Refusal? CheckHolidays(BodyDraft draft) =>
        draft.Holidays is not { } days
        || (days.Count <= BodyLimits.HolidaysMax
            && days.All(day => day is not null && GroupRules.IsLine(day.Name, BodyLimits.HolidayNameMax))
            && days.Select(day => day.Date).Distinct().Count() == days.Count)
            ? null
            : BodyRefusals.HolidaysInvalid;

    private static bool IsText(string? text, int max) =>
        text is not null && text.Length <= max && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    private static bool IsLineOrNothing(string? text, int max) => string.IsNullOrWhiteSpace(text) || GroupRules.IsLine(text, max);

    private static bool IsAddress(string? text) =>
        string.IsNullOrWhiteSpace(text)
        || (text.Length <= BodyLimits.WebsiteMax
            && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            && address.Host.Length > 0);

    private static bool IsEmail(string? text) =>
        string.IsNullOrWhiteSpace(text)
        || (GroupRules.IsLine(text, BodyLimits.EmailMax)
            && text.Trim().Split('@') is [{ Length: > 0 } local, { Length: > 2 } host]
            && !local.Contains(' ', StringComparison.Ordinal) && !host.Contains(' ', StringComparison.Ordinal)
            && host.Contains('.', StringComparison.Ordinal));
}
