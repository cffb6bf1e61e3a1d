using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Groups;

/// <summary>What a group may say of itself. Drafts come from outside: any part may be missing, whatever its type says.</summary>
public static class GroupDraftRules
{
    /// <summary>The first thing that is wrong with a draft, or null.</summary>
    public static Refusal? Check(GroupDraft draft) =>
        !GroupRules.IsLine(draft.Name, GroupLimits.NameMax) ? GroupRefusals.NameInvalid
        : !IsText(draft.About, GroupLimits.AboutMax) ? GroupRefusals.AboutInvalid
        : draft.Form is null || MeetingForms.Find(draft.Form) is null ? GroupRefusals.UnknownForm
        : !IsLanguage(draft.Language) ? GroupRefusals.LanguageInvalid
        : !Enum.IsDefined(draft.Openness) ? GroupRefusals.OpennessInvalid
        : CheckAgenda(draft.Agenda)
            ?? CheckGuidelines(draft.Guidelines)
            ?? (draft.Rules is null ? null : Check(draft.Rules));

    /// <summary>The first thing that is wrong with house rules, or null.</summary>
    public static Refusal? Check(HouseRules rules) =>
        !IsShare(rules.ShareSeconds) ? GroupRefusals.ShareInvalid
        : !Enum.IsDefined(rules.OverTime) ? GroupRefusals.OverTimeInvalid
        : rules.GraceSeconds is < GroupLimits.GraceSecondsMin or > GroupLimits.GraceSecondsMax ? GroupRefusals.GraceInvalid
        : rules.Capacity is < GroupLimits.CapacityMin or > GroupLimits.CapacityMax ? GroupRefusals.CapacityInvalid
        : rules.MinimumToStart is < 1 or > GroupLimits.MinimumToStartMax || rules.MinimumToStart > rules.Capacity ? GroupRefusals.MinimumInvalid
        : rules.MinimumWaitMinutes is < 1 or > GroupLimits.MinimumWaitMinutesMax ? GroupRefusals.MinimumWaitInvalid
        : rules.EntryWindowMinutes is < 0 or > GroupLimits.EntryWindowMinutesMax ? GroupRefusals.EntryWindowInvalid
        : rules.ReplySeconds is < GroupLimits.ReplySecondsMin or > GroupLimits.ReplySecondsMax ? GroupRefusals.ReplyInvalid
        : null;

    private static Refusal? CheckAgenda(ImmutableList<Phase>? agenda)
    {
        if (agenda is null)
        {
            return null;
        }

        if (agenda.Count is 0 or > SessionLimits.PhasesMax || agenda.Contains(null!))
        {
            return GroupRefusals.AgendaInvalid;
        }

        foreach (var phase in agenda)
        {
            if (Check(phase) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Refusal? Check(Phase phase) =>
        !GroupRules.IsLine(phase.Name, GroupLimits.PhaseNameMax) ? GroupRefusals.PhaseNameInvalid
        : phase.Minutes is < 1 or > GroupLimits.PhaseMinutesMax ? GroupRefusals.PhaseMinutesInvalid
        : !Enum.IsDefined(phase.Mode) ? GroupRefusals.PhaseModeInvalid
        : phase.ShareSeconds is { } seconds && !IsShare(seconds) ? GroupRefusals.PhaseShareInvalid
        : !Enum.IsDefined(phase.Order) ? GroupRefusals.PhaseOrderInvalid
        : !IsText(phase.Words, GroupLimits.PhaseWordsMax) ? GroupRefusals.PhaseWordsInvalid
        : phase.CircleSize is < 2 or > SessionLimits.CircleSizeMax ? GroupRefusals.PhaseCircleInvalid
        : !IsText(phase.Question, GroupLimits.PhaseQuestionMax) ? GroupRefusals.PhaseQuestionInvalid
        : null;

    internal static Refusal? CheckGuidelines(ImmutableList<string>? lines) =>
        lines is null || (lines.Count is >= 1 and <= GroupLimits.GuidelinesMax && lines.All(line => GroupRules.IsLine(line, GroupLimits.GuidelineMax)))
            ? null
            : GroupRefusals.GuidelinesInvalid;

    internal static bool IsShare(int seconds) => seconds is >= GroupLimits.ShareSecondsMin and <= GroupLimits.ShareSecondsMax;

    /// <summary>Text of several lines, possibly empty.</summary>
    internal static bool IsText(string? text, int max) =>
        text is not null && text.Length <= max && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    // The shape of a tag only: which languages exist is not for the rules to know.
    internal static bool IsLanguage(string? tag)
    {
        if (tag is null || tag.Length > GroupLimits.LanguageMax)
        {
            return false;
        }

        var parts = tag.Split('-');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}
