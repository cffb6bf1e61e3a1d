using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Notices;

/// <summary>One thing to tell one person by mail. It says facts; the words are chosen when it is sent, in the reader's language.</summary>
/// <param name="Id">Unique among this person's notices: the same id again is the same notice and is sent once.</param>
/// <param name="GroupName">What the group was called then; mails name it only to those who asked for that.</param>
/// <param name="StartsAt">When the meeting it is about starts; null where it is about none.</param>
/// <param name="Zone">The group's zone by its IANA name, for the time on its wall clock; null where it has none.</param>
/// <param name="Before">With a change: when the meeting would have started.</param>
/// <param name="AnswerBy">Until when an answer is waited for.</param>
/// <param name="Words">What somebody said to this person with it, or why something changed.</param>
/// <param name="GoodUntil">Not worth sending after this; null is always.</param>
/// <param name="Link">Where on this site it leads, as an address that starts with a slash; null leads to the person's own page.</param>
/// <param name="More">With a change: how many more dates it is about.</param>
[GenerateSerializer, Immutable, Alias("pm.notice")]
public sealed record Notice(
    [property: Id(0)] string Id,
    [property: Id(1)] NoticeKind Kind,
    [property: Id(2)] GroupId Group,
    [property: Id(3)] string GroupName,
    [property: Id(4)] DateTimeOffset? StartsAt = null,
    [property: Id(5)] string? Zone = null,
    [property: Id(6)] DateTimeOffset? Before = null,
    [property: Id(7)] DateTimeOffset? AnswerBy = null,
    [property: Id(8)] string? Words = null,
    [property: Id(9)] DateTimeOffset? GoodUntil = null,
    [property: Id(10)] string? Link = null,
    [property: Id(11)] int More = 0);

[JsonConverter(typeof(JsonStringEnumConverter<NoticeKind>))]
public enum NoticeKind
{
    /// <summary>A meeting starts soon.</summary>
    [JsonStringEnumMemberName("reminder")]
    Reminder = 0,

    /// <summary>A meeting is at another time or in another place.</summary>
    [JsonStringEnumMemberName("meetingMoved")]
    MeetingMoved = 1,

    [JsonStringEnumMemberName("meetingCancelled")]
    MeetingCancelled = 2,

    /// <summary>A place came free and is held for them until <see cref="Notice.AnswerBy"/>.</summary>
    [JsonStringEnumMemberName("placeOffered")]
    PlaceOffered = 3,

    /// <summary>They have a place now.</summary>
    [JsonStringEnumMemberName("placeGiven")]
    PlaceGiven = 4,

    [JsonStringEnumMemberName("requestApproved")]
    RequestApproved = 5,

    [JsonStringEnumMemberName("requestDeclined")]
    RequestDeclined = 6,

    /// <summary>For those who lead: somebody asks to join.</summary>
    [JsonStringEnumMemberName("requestReceived")]
    RequestReceived = 7,

    [JsonStringEnumMemberName("invitation")]
    Invitation = 8,

    /// <summary>The held place went to the next in line; they keep waiting if they want.</summary>
    [JsonStringEnumMemberName("offerExpired")]
    OfferExpired = 9,

    /// <summary>A request was approved, and all places are taken: they are in the line.</summary>
    [JsonStringEnumMemberName("requestApprovedToWait")]
    RequestApprovedToWait = 10,

    /// <summary>For those who facilitate: nobody has confirmed for a while what people read of the group.</summary>
    [JsonStringEnumMemberName("listingUnconfirmed")]
    ListingUnconfirmed = 11,

    /// <summary>A meeting that was off takes place after all.</summary>
    [JsonStringEnumMemberName("meetingTakesPlace")]
    MeetingTakesPlace = 12,

    /// <summary>For those in a date's line: from now on a free place is for whoever comes first.</summary>
    [JsonStringEnumMemberName("firstToArrive")]
    FirstToArrive = 13,

    /// <summary>For those who lead: the same, and how many wait (<see cref="Notice.More"/>).</summary>
    [JsonStringEnumMemberName("firstToArriveLead")]
    FirstToArriveLead = 14,

    /// <summary>Their application to belong to an organisation took a step.</summary>
    [JsonStringEnumMemberName("affiliationMoved")]
    AffiliationMoved = 15,

    /// <summary>For those who decide: somebody applies, or takes it back.</summary>
    [JsonStringEnumMemberName("affiliationReceived")]
    AffiliationReceived = 16,

    /// <summary>For both sides: an affiliation has to be renewed soon.</summary>
    [JsonStringEnumMemberName("renewalNear")]
    RenewalNear = 17,

    /// <summary>For those who decide: somebody proposes a change to a listing.</summary>
    [JsonStringEnumMemberName("listingChangeReceived")]
    ListingChangeReceived = 18,

    /// <summary>A change they proposed was approved or rejected.</summary>
    [JsonStringEnumMemberName("listingChangeAnswered")]
    ListingChangeAnswered = 19,

    /// <summary>For everybody on a group's list: from now on the organisation may read the names on it.</summary>
    [JsonStringEnumMemberName("namesShown")]
    NamesShown = 20,
}

/// <summary>What one can switch off.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeTopic>))]
public enum NoticeTopic
{
    /// <summary>That a meeting starts soon.</summary>
    [JsonStringEnumMemberName("reminders")]
    Reminders = 0,

    /// <summary>That a meeting was moved or cancelled.</summary>
    [JsonStringEnumMemberName("changes")]
    Changes = 1,

    /// <summary>Places and answers to requests.</summary>
    [JsonStringEnumMemberName("membership")]
    Membership = 2,

    /// <summary>For those who lead: who asks to join, who waits at the door, and whether the listing is still right.</summary>
    [JsonStringEnumMemberName("requests")]
    Requests = 3,

    /// <summary>That somebody invites them to a group, which may also come to those who never gave an address.</summary>
    [JsonStringEnumMemberName("invitations")]
    Invitations = 4,
}
