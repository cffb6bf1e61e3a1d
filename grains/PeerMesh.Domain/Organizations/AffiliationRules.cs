using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Organizations;

/// <summary>How a group or an organisation comes to belong to a body, and ceases to.</summary>
public static class AffiliationRules
{
    /// <summary>Characters of a reason: a letter's paragraph.</summary>
    public const int ReasonMax = 1000;

    /// <summary>Papers on one checklist.</summary>
    public const int DocumentsMax = 20;

    /// <summary>Steps kept: decades of renewals. The first one stays, so that one reads how it began.</summary>
    public const int StepsMax = 100;

    /// <summary>The papers every checklist starts with; the pages have words for them.</summary>
    public static readonly ImmutableArray<string> Papers = ["agreement", "facilitators", "guidelines"];

    /// <summary>Days before the renewal at which both sides are reminded; the first of them makes it due.</summary>
    public static readonly ImmutableArray<int> RemindDays = [60, 30, 7, 0];

    private const int RenewalYearsMax = 5;

    /// <summary>The stages that may follow one, taken by those who administer the body that was asked.</summary>
    public static ImmutableArray<AffiliationStage> Next(AffiliationStage stage) => stage switch
    {
        AffiliationStage.Inquiry => [AffiliationStage.UnderReview, AffiliationStage.Declined],
        AffiliationStage.UnderReview => [AffiliationStage.Forming, AffiliationStage.Declined],
        AffiliationStage.Forming => [AffiliationStage.Recognised, AffiliationStage.Declined],
        AffiliationStage.Recognised => [AffiliationStage.Affiliated, AffiliationStage.Forming, AffiliationStage.Declined],
        AffiliationStage.Affiliated => [AffiliationStage.RenewalDue, AffiliationStage.Ended],
        AffiliationStage.RenewalDue => [AffiliationStage.Affiliated, AffiliationStage.Lapsed, AffiliationStage.Ended],
        AffiliationStage.Lapsed => [AffiliationStage.Affiliated, AffiliationStage.Ended],
        _ => [],
    };

    /// <summary>Nothing follows.</summary>
    public static bool IsOver(AffiliationStage stage) => Next(stage).IsEmpty;

    /// <summary>Has the body's name, logo and guidelines, and stands on its list.</summary>
    public static bool Belongs(AffiliationStage stage) => stage is AffiliationStage.Affiliated or AffiliationStage.RenewalDue;

    /// <summary>Meets, so that there has to be a group: from forming on.</summary>
    public static bool Meets(AffiliationStage stage) => Belongs(stage) || stage is AffiliationStage.Forming or AffiliationStage.Recognised;

    /// <summary>Its listing is taken away. Those who lead it may list it again, on its own and without the body's name.</summary>
    public static bool LosesListing(AffiliationStage stage) => stage is AffiliationStage.Lapsed or AffiliationStage.Ended or AffiliationStage.Declined or AffiliationStage.Withdrawn;

    /// <summary>What everybody may read of it: nothing before it forms and nothing once it is over.</summary>
    public static AffiliationMark? MarkOf(Affiliation affiliation) =>
        Meets(affiliation.Stage) ? new AffiliationMark(affiliation.With, affiliation.Stage, affiliation.Stage == AffiliationStage.Forming ? affiliation.Sponsor : null) : null;

    /// <summary>The first thing that is wrong with what somebody says who asks, or null.</summary>
    public static Refusal? Check(AffiliationDraft draft) => CheckAll(draft).FirstOrDefault();

    /// <summary>Everything that is wrong with a draft, in the order in which a form asks: whoever fills it in puts it right in one go.</summary>
    public static IEnumerable<Refusal> CheckAll(AffiliationDraft draft)
    {
        if (!Enum.IsDefined(draft.Kind)
            || (draft.Kind == ApplicantKind.Group) != draft.Group is not null || (draft.Kind == ApplicantKind.Body) != draft.Body is not null)
        {
            yield return AffiliationRefusals.KindInvalid;
        }

        if (!GroupRules.IsLine(draft.Name, GroupLimits.NameMax))
        {
            yield return AffiliationRefusals.NameInvalid;
        }

        if (draft.Town is null || draft.Town.Length > GroupLimits.NameMax || draft.Town.Any(char.IsControl))
        {
            yield return AffiliationRefusals.TownInvalid;
        }

        if (draft.Language is { } language && !GroupDraftRules.IsLanguage(language))
        {
            yield return GroupRefusals.LanguageInvalid;
        }

        if (string.IsNullOrWhiteSpace(draft.About) || !GroupDraftRules.IsText(draft.About, GroupLimits.AboutMax))
        {
            yield return AffiliationRefusals.AboutInvalid;
        }

        if (!GroupRules.IsRosterName(draft.ContactName))
        {
            yield return AffiliationRefusals.ContactNameInvalid;
        }
    }

    /// <summary>Somebody asks. The same again by the same person changes nothing.</summary>
    /// <param name="newGroup">The id of the group that is to be.</param>
    /// <param name="newBody">The id of the chapter that is to be.</param>
    public static AffiliationOutcome Apply(
        Affiliation? known, string id, BodyId with, MemberId applicant, AffiliationDraft draft, GroupId newGroup, BodyId newBody, DateTimeOffset now)
    {
        if (Check(draft) is { } refusal)
        {
            return refusal;
        }

        draft = draft with { Name = draft.Name.Trim(), Town = draft.Town.Trim(), About = draft.About.Trim(), ContactName = draft.ContactName.Trim() };
        if (known is not null)
        {
            return known.Applicant == applicant && known.With == with && known.Draft == draft ? known : AffiliationRefusals.AlreadyAsked;
        }

        return new Affiliation(
            id,
            with,
            applicant,
            draft,
            AffiliationStage.Inquiry,
            [new AffiliationStep(AffiliationStage.Inquiry, applicant, draft.ContactName, "", now)],
            [.. Papers.Select(paper => new AffiliationDocument(paper))],
            Sponsor: null,
            draft.Kind == ApplicantKind.Body ? null : draft.Group ?? newGroup,
            draft.Kind == ApplicantKind.NewChapter ? newBody : draft.Body,
            RenewalOn: null,
            Reminded: 0,
            Version: 1);
    }

    /// <summary>Takes a step. Those who administer the body take all but one: who asked may withdraw until they belong.</summary>
    /// <param name="reviews">Whether the caller administers the body that was asked.</param>
    public static AffiliationOutcome Move(Affiliation affiliation, MemberId caller, bool reviews, AffiliationMove move, DateTimeOffset now)
    {
        if (!Enum.IsDefined(move.To))
        {
            return AffiliationRefusals.StageInvalid;
        }

        var withdraws = move.To == AffiliationStage.Withdrawn;
        if (withdraws ? caller != affiliation.Applicant : !reviews)
        {
            return AffiliationRefusals.ReviewersOnly;
        }

        if (withdraws ? affiliation.Stage > AffiliationStage.Recognised : !Next(affiliation.Stage).Contains(move.To))
        {
            return AffiliationRefusals.StepNotPossible;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var refusal =
            !GroupRules.IsRosterName(move.ByName) ? AffiliationRefusals.ByNameInvalid
            : string.IsNullOrWhiteSpace(move.Reason) || !GroupDraftRules.IsText(move.Reason, ReasonMax) ? AffiliationRefusals.ReasonInvalid
            : move.To == AffiliationStage.Forming && !GroupRules.IsLine(move.Sponsor ?? affiliation.Sponsor, BodyLimits.NameMax) ? AffiliationRefusals.SponsorNeeded
            : move.To != AffiliationStage.Affiliated ? null
            : affiliation.Documents.Exists(document => document.ReceivedOn is null) ? AffiliationRefusals.PapersMissing
            : move.RenewalOn is { } on && (on <= today || on > today.AddYears(RenewalYearsMax)) ? AffiliationRefusals.RenewalInvalid
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var next = Stepped(affiliation, new AffiliationStep(move.To, caller, move.ByName.Trim(), move.Reason.Trim(), now));
        return move.To switch
        {
            AffiliationStage.Forming => next with { Sponsor = (move.Sponsor ?? affiliation.Sponsor)!.Trim() },
            AffiliationStage.Affiliated => next with { RenewalOn = move.RenewalOn ?? today.AddYears(1), Reminded = 0 },
            AffiliationStage.RenewalDue => AskAnew(next),
            _ => next,
        };
    }

    /// <summary>Marks a paper as received or missing; a name that is not on the checklist puts it there. For those who administer the body.</summary>
    public static AffiliationOutcome SetPaper(Affiliation affiliation, bool reviews, string name, bool received, string reviewer, DateOnly today)
    {
        if (!reviews)
        {
            return AffiliationRefusals.ReviewersOnly;
        }

        if (IsOver(affiliation.Stage))
        {
            return AffiliationRefusals.StepNotPossible;
        }

        if (!GroupRules.IsRosterName(reviewer))
        {
            return AffiliationRefusals.ByNameInvalid;
        }

        var known = affiliation.Documents.Find(document => document.Name == name?.Trim());
        if (!GroupRules.IsLine(name, BodyLimits.NameMax) || (known is null && affiliation.Documents.Count >= DocumentsMax))
        {
            return AffiliationRefusals.PaperInvalid;
        }

        if (known is not null && (known.ReceivedOn is not null) == received)
        {
            return affiliation;
        }

        var next = new AffiliationDocument(name.Trim(), received ? today : null, reviewer.Trim());
        return affiliation with
        {
            Documents = known is null ? affiliation.Documents.Add(next) : affiliation.Documents.Replace(known, next),
            Version = affiliation.Version + 1,
        };
    }

    /// <summary>What the calendar brings: the renewal becomes due, and both sides are to be reminded. The same affiliation where it is not time.</summary>
    /// <returns>The affiliation as it is then, with <see cref="Affiliation.Reminded"/> grown where somebody is to be told.</returns>
    public static Affiliation Tick(Affiliation affiliation, DateTimeOffset now)
    {
        if (affiliation.RenewalOn is not { } on || !Belongs(affiliation.Stage))
        {
            return affiliation;
        }

        var left = on.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
        var due = RemindDays.Count(days => left <= days);
        if (due <= affiliation.Reminded)
        {
            return affiliation;
        }

        var next = affiliation.Stage == AffiliationStage.Affiliated
            ? AskAnew(Stepped(affiliation, new AffiliationStep(AffiliationStage.RenewalDue, By: null, ByName: "", Reason: "", now)))
            : affiliation with { Version = affiliation.Version + 1 };
        return next with { Reminded = due };
    }

    // For a renewal the papers are asked for once more.
    private static Affiliation AskAnew(Affiliation affiliation) =>
        affiliation with { Documents = affiliation.Documents.ConvertAll(document => document with { ReceivedOn = null, Reviewer = null }) };

    private static Affiliation Stepped(Affiliation affiliation, AffiliationStep step)
    {
        var steps = affiliation.Steps.Add(step);
        return affiliation with { Stage = step.To, Steps = steps.Count > StepsMax ? steps.RemoveAt(1) : steps, Version = affiliation.Version + 1 };
    }

    /// <summary>Whether an application says anything of a person: that they asked, or took a step.</summary>
    public static bool Names(Affiliation affiliation, MemberId member) =>
        (affiliation.Applicant == member && (affiliation.Draft.ContactName.Length > 0 || IsWaiting(affiliation.Stage))) || affiliation.Steps.Exists(step => step.By == member);

    /// <summary>The same application without a person whose account is deleted. What nobody has begun to help with is withdrawn.</summary>
    /// <remarks>The steps stay, without who took them and without their words; what the chapter or group is called stays with it.</remarks>
    public static Affiliation Forget(Affiliation affiliation, MemberId member, DateTimeOffset now)
    {
        var steps = affiliation.Steps.ConvertAll(step => step.By == member ? step with { By = null, ByName = "", Reason = "" } : step);
        if (affiliation.Applicant != member)
        {
            return affiliation with { Steps = steps, Version = affiliation.Version + 1 };
        }

        var isWaiting = IsWaiting(affiliation.Stage);
        return affiliation with
        {
            Draft = affiliation.Draft with { ContactName = "", About = "", Town = "" },
            Stage = isWaiting ? AffiliationStage.Withdrawn : affiliation.Stage,
            Steps = isWaiting ? steps.Add(new AffiliationStep(AffiliationStage.Withdrawn, By: null, "", "", now)) : steps,
            Version = affiliation.Version + 1,
        };
    }

    private static bool IsWaiting(AffiliationStage stage) => stage is AffiliationStage.Inquiry or AffiliationStage.UnderReview;
}
