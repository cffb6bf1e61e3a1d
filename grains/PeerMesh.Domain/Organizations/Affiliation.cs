using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Organizations;

/// <summary>How far somebody who asks to belong to a body has come. Which step may follow which is in <see cref="AffiliationRules.Next"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AffiliationStage>))]
public enum AffiliationStage
{
    /// <summary>Asked; nobody has looked yet.</summary>
    [JsonStringEnumMemberName("inquiry")]
    Inquiry = 0,

    [JsonStringEnumMemberName("underReview")]
    UnderReview = 1,

    /// <summary>Meets with the help of a sponsor; may not use the body's name yet.</summary>
    [JsonStringEnumMemberName("forming")]
    Forming = 2,

    /// <summary>Forming is done; what is left is paper.</summary>
    [JsonStringEnumMemberName("recognised")]
    Recognised = 3,

    /// <summary>Belongs to the body: its name, logo, guidelines, and its list.</summary>
    [JsonStringEnumMemberName("affiliated")]
    Affiliated = 4,

    /// <summary>Belongs to it still, and is asked for its papers again.</summary>
    [JsonStringEnumMemberName("renewalDue")]
    RenewalDue = 5,

    /// <summary>Was not renewed; can be.</summary>
    [JsonStringEnumMemberName("lapsed")]
    Lapsed = 6,

    [JsonStringEnumMemberName("ended")]
    Ended = 7,

    [JsonStringEnumMemberName("declined")]
    Declined = 8,

    /// <summary>Taken back by who asked.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn = 9,
}

/// <summary>Who asks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApplicantKind>))]
public enum ApplicantKind
{
    /// <summary>A chapter that is to be, with its first group.</summary>
    [JsonStringEnumMemberName("newChapter")]
    NewChapter = 0,

    /// <summary>A group that is to be.</summary>
    [JsonStringEnumMemberName("newGroup")]
    NewGroup = 1,

    /// <summary>A group that meets already.</summary>
    [JsonStringEnumMemberName("group")]
    Group = 2,

    /// <summary>An organisation with everything below it.</summary>
    [JsonStringEnumMemberName("body")]
    Body = 3,
}

/// <summary>What somebody says who asks to belong to a body.</summary>
/// <param name="Name">What the chapter or group is to be called; of one that exists, its name.</param>
/// <param name="Town">Where, or "on line".</param>
/// <param name="Language">BCP 47 tag of its meetings; null takes the body's.</param>
/// <param name="About">What it is for and for whom.</param>
/// <param name="ContactName">What to call the person who asks: a first name or a made-up one.</param>
/// <param name="Group">Of a group that exists.</param>
/// <param name="Body">Of an organisation that exists.</param>
[GenerateSerializer, Immutable, Alias("pm.affiliation.draft")]
public sealed record AffiliationDraft(
    [property: Id(0)] ApplicantKind Kind,
    [property: Id(1)] string Name,
    [property: Id(2)] string Town,
    [property: Id(3)] string? Language,
    [property: Id(4)] string About,
    [property: Id(5)] string ContactName,
    [property: Id(6)] GroupId? Group = null,
    [property: Id(7)] BodyId? Body = null);

/// <summary>One step that was taken.</summary>
/// <param name="By">Who took it, by account; null is the calendar.</param>
/// <param name="ByName">Who took it, as both sides read it.</param>
/// <param name="Reason">Why; both sides read it.</param>
[GenerateSerializer, Immutable, Alias("pm.affiliation.step")]
public sealed record AffiliationStep(
    [property: Id(0)] AffiliationStage To,
    [property: Id(1)] MemberId? By,
    [property: Id(2)] string ByName,
    [property: Id(3)] string Reason,
    [property: Id(4)] DateTimeOffset At);

/// <summary>A paper on the checklist.</summary>
/// <param name="Name">One of <see cref="AffiliationRules.Papers"/>, or as the reviewer calls it.</param>
/// <param name="ReceivedOn">Null while it is missing.</param>
/// <param name="Reviewer">Who looked at it.</param>
[GenerateSerializer, Immutable, Alias("pm.affiliation.document")]
public sealed record AffiliationDocument(
    [property: Id(0)] string Name,
    [property: Id(1)] DateOnly? ReceivedOn = null,
    [property: Id(2)] string? Reviewer = null);

/// <summary>A group or an organisation on its way to belong to a body, and all that was said about it.</summary>
/// <remarks>Holds after every step: the latest of <paramref name="Steps"/> led to <paramref name="Stage"/>; who forms has a sponsor; who belongs has a day of renewal and no paper missing when it came to belong.</remarks>
/// <param name="With">The body it asks.</param>
/// <param name="Group">The group it is about, also one that is to be.</param>
/// <param name="Body">The organisation it is about, also one that is to be; null where it is about a group alone.</param>
/// <param name="RenewalOn">Up to when it belongs.</param>
/// <param name="Reminded">How many reminders of the renewal were told.</param>
[GenerateSerializer, Immutable, Alias("pm.affiliation.state")]
public sealed record Affiliation(
    [property: Id(0)] string Id,
    [property: Id(1)] BodyId With,
    [property: Id(2)] MemberId Applicant,
    [property: Id(3)] AffiliationDraft Draft,
    [property: Id(4)] AffiliationStage Stage,
    [property: Id(5)] ImmutableList<AffiliationStep> Steps,
    [property: Id(6)] ImmutableList<AffiliationDocument> Documents,
    [property: Id(7)] string? Sponsor,
    [property: Id(8)] GroupId? Group,
    [property: Id(9)] BodyId? Body,
    [property: Id(10)] DateOnly? RenewalOn,
    [property: Id(11)] int Reminded,
    [property: Id(12)] long Version);

/// <summary>A wish to take a step.</summary>
/// <param name="ByName">The name of who takes it.</param>
/// <param name="Sponsor">With whose help it forms; asked for with <see cref="AffiliationStage.Forming"/>.</param>
/// <param name="RenewalOn">Up to when it belongs; null is a year.</param>
[GenerateSerializer, Immutable, Alias("pm.affiliation.move")]
public sealed record AffiliationMove(
    [property: Id(0)] AffiliationStage To,
    [property: Id(1)] string ByName,
    [property: Id(2)] string Reason,
    [property: Id(3)] string? Sponsor = null,
    [property: Id(4)] DateOnly? RenewalOn = null);

/// <summary>What the rules made of a wish. The same affiliation means nothing had to change.</summary>
public readonly record struct AffiliationOutcome(Affiliation? Affiliation, Refusal? Refusal)
{
    public static implicit operator AffiliationOutcome(Affiliation affiliation) => new(affiliation, Refusal: null);

    public static implicit operator AffiliationOutcome(Refusal refusal) => new(Affiliation: null, refusal);
}
