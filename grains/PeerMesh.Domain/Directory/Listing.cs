using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Directory;

/// <summary>What a group tells those who look for one, besides its name and what it says of itself.</summary>
/// <param name="Visibility">Whether it is found at all.</param>
/// <param name="Kind">What kind of group it is.</param>
/// <param name="Topics">Ids from the list of topics, most important first.</param>
/// <param name="Focus">The experience its people share, in their words.</param>
/// <param name="Audiences">Ids of who it is for; none is everyone.</param>
/// <param name="Ages">The age band; adults and teens never share a group.</param>
/// <param name="Languages">BCP 47 tags, the main one first.</param>
/// <param name="Types">Codes of what its meetings are like (open, speaker, beginners, …): those of Meeting Guide where one fits.</param>
/// <param name="Access">Ids of what it offers to people who need it (step-free entrance, sign language, captions, …).</param>
/// <param name="AccessNotes">The same in words.</param>
/// <param name="WhatToExpect">For somebody who comes for the first time.</param>
/// <param name="SizeMax">How many it takes; null has no such bound.</param>
/// <param name="Series">Whether it is ongoing or ends after some meetings.</param>
/// <param name="ClosesAfter">A closed series takes newcomers until this meeting; null always.</param>
/// <param name="Venue">Where it usually meets.</param>
/// <param name="Timetable">When it meets; null says nothing.</param>
/// <param name="Contacts">Whom to ask. First names only.</param>
/// <param name="Body">The body it belongs to; null is none.</param>
/// <param name="Website">Its own page elsewhere; https.</param>
/// <param name="Notes">What else there is to know.</param>
/// <param name="GivesProof">Whether it confirms attendance to those who ask.</param>
/// <param name="ConfirmedOn">When somebody last said that this is right; null never.</param>
/// <param name="Origin">Where an imported listing comes from; null was made here.</param>
/// <param name="Affiliation">How it stands with the body it asked to belong to; null of a group that never asked.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.listing")]
public sealed record Listing(
    [property: Id(0)] Visibility Visibility,
    [property: Id(1)] GroupKind Kind,
    [property: Id(2)] ImmutableList<string> Topics,
    [property: Id(3)] string? Focus,
    [property: Id(4)] ImmutableList<string> Audiences,
    [property: Id(5)] AgeBand Ages,
    [property: Id(6)] ImmutableList<string> Languages,
    [property: Id(7)] ImmutableList<string> Types,
    [property: Id(8)] ImmutableList<string> Access,
    [property: Id(9)] string? AccessNotes,
    [property: Id(10)] string? WhatToExpect,
    [property: Id(11)] int? SizeMax,
    [property: Id(12)] SeriesKind Series,
    [property: Id(13)] int? ClosesAfter,
    [property: Id(14)] Venue? Venue,
    [property: Id(15)] Timetable? Timetable,
    [property: Id(16)] ImmutableList<Contact> Contacts,
    [property: Id(17)] BodyId? Body,
    [property: Id(18)] string? Website,
    [property: Id(19)] string? Notes,
    [property: Id(20)] bool GivesProof,
    [property: Id(21)] DateOnly? ConfirmedOn,
    [property: Id(22)] Origin? Origin,
    // Left out where there is none: what imports kept of listings before this was known still reads the same.
    [property: Id(23), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AffiliationMark? Affiliation = null)
{
    /// <summary>That of a group which has said nothing yet: it meets here, on line, and is found.</summary>
    public static Listing Blank(string language) => new(
        Visibility.Public,
        GroupKind.SupportGroup,
        Topics: [],
        Focus: null,
        Audiences: [],
        AgeBand.Adults,
        [language],
        Types: [],
        Access: [],
        AccessNotes: null,
        WhatToExpect: null,
        SizeMax: null,
        SeriesKind.Ongoing,
        ClosesAfter: null,
        new Venue(VenueType.Virtual, InRoom: true),
        Timetable: null,
        Contacts: [],
        Body: null,
        Website: null,
        Notes: null,
        GivesProof: false,
        ConfirmedOn: null,
        Origin: null);
}

[JsonConverter(typeof(JsonStringEnumConverter<Visibility>))]
public enum Visibility
{
    /// <summary>In the directory, on pages and in feeds.</summary>
    [JsonStringEnumMemberName("public")]
    Public = 0,

    /// <summary>Found by nobody; its people know its address.</summary>
    [JsonStringEnumMemberName("private")]
    Private = 1,
}

[JsonConverter(typeof(JsonStringEnumConverter<GroupKind>))]
public enum GroupKind
{
    [JsonStringEnumMemberName("supportGroup")]
    SupportGroup = 0,

    [JsonStringEnumMemberName("mentoringCircle")]
    MentoringCircle = 1,

    [JsonStringEnumMemberName("training")]
    Training = 2,
}

[JsonConverter(typeof(JsonStringEnumConverter<AgeBand>))]
public enum AgeBand
{
    /// <summary>18 and older.</summary>
    [JsonStringEnumMemberName("adults")]
    Adults = 0,

    /// <summary>13 to 17.</summary>
    [JsonStringEnumMemberName("teens")]
    Teens = 1,
}

[JsonConverter(typeof(JsonStringEnumConverter<SeriesKind>))]
public enum SeriesKind
{
    /// <summary>Goes on; people come and go.</summary>
    [JsonStringEnumMemberName("ongoing")]
    Ongoing = 0,

    /// <summary>A limited number of meetings, open all along.</summary>
    [JsonStringEnumMemberName("limited")]
    Limited = 1,

    /// <summary>A limited number of meetings with the same people.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed = 2,
}

/// <summary>Where people meet.</summary>
/// <param name="Place">For those who come in person.</param>
/// <param name="Link">Where to join on line, when not in a PeerMesh room; https.</param>
/// <param name="LinkNotes">How to join, such as a meeting number.</param>
/// <param name="Phone">The number to call: digits and <c>+ , * #</c>.</param>
/// <param name="PhoneNotes">How to join by phone.</param>
/// <param name="InRoom">Whether the on-line meeting is held in a PeerMesh room.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.venue")]
public sealed record Venue(
    [property: Id(0)] VenueType Type,
    [property: Id(1)] Place? Place = null,
    [property: Id(2)] string? Link = null,
    [property: Id(3)] string? LinkNotes = null,
    [property: Id(4)] string? Phone = null,
    [property: Id(5)] string? PhoneNotes = null,
    [property: Id(6)] bool InRoom = false);

[JsonConverter(typeof(JsonStringEnumConverter<VenueType>))]
public enum VenueType
{
    [JsonStringEnumMemberName("inPerson")]
    InPerson = 1,

    [JsonStringEnumMemberName("virtual")]
    Virtual = 2,

    [JsonStringEnumMemberName("hybrid")]
    Hybrid = 3,
}

/// <summary>A place people go to, in the parts that listings elsewhere know it by.</summary>
/// <param name="Name">Of the building: "Grace Church".</param>
/// <param name="Info">How to find the door.</param>
/// <param name="Region">State or province, as in "NY".</param>
/// <param name="Nation">As written, "USA".</param>
/// <param name="Latitude">Degrees north, WGS 84.</param>
/// <param name="Longitude">Degrees east, WGS 84.</param>
/// <param name="Approximate">The point is the town's, not the door's.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.place")]
public sealed record Place(
    [property: Id(0)] string? Name = null,
    [property: Id(1)] string? Info = null,
    [property: Id(2)] string? Street = null,
    [property: Id(3)] string? Neighborhood = null,
    [property: Id(4)] string? Borough = null,
    [property: Id(5)] string? City = null,
    [property: Id(6)] string? County = null,
    [property: Id(7)] string? Region = null,
    [property: Id(8)] string? PostalCode = null,
    [property: Id(9)] string? Nation = null,
    [property: Id(10)] double? Latitude = null,
    [property: Id(11)] double? Longitude = null,
    [property: Id(12)] bool Approximate = false,
    [property: Id(13)] string? BusLines = null,
    [property: Id(14)] string? TrainLines = null);

/// <param name="Name">A first name or a role, never a last name.</param>
/// <param name="Public">Whether everyone may see it; else those who lead do.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.contact")]
public sealed record Contact(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Email = null,
    [property: Id(2)] string? Phone = null,
    [property: Id(3)] bool Public = false);

/// <summary>Where an imported listing comes from.</summary>
/// <param name="Source">The source, as the body that imports calls it.</param>
/// <param name="Id">What the source calls this listing.</param>
/// <param name="WorldId">The number that a larger fellowship gave it.</param>
/// <param name="Formats">The source's own format codes, in its order, so that they come out again as they went in.</param>
/// <param name="Batch">The import that brought it last.</param>
/// <param name="Extra">Facts of the source that PeerMesh has no place for, by their name there.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.origin")]
public sealed record Origin(
    [property: Id(0)] string Source,
    [property: Id(1)] string Id,
    [property: Id(2)] string? WorldId,
    [property: Id(3)] ImmutableList<string> Formats,
    [property: Id(4)] string Batch,
    [property: Id(5)] ImmutableDictionary<string, string> Extra);

/// <summary>One group as the directory knows it: public facts alone, whole.</summary>
/// <param name="Slug">Its address in this network: words of the name and the group's id; unique, and it stays when the group is renamed.</param>
/// <param name="Openness">Who may come.</param>
/// <param name="FormName">How its meetings run.</param>
/// <param name="Facilitators">Names as the roster shows them.</param>
/// <param name="OpenSessions">Sessions whose door is open, with the time it opened.</param>
/// <param name="CreatedAt">When the group was founded here.</param>
/// <param name="UpdatedAt">When anything of this last changed.</param>
/// <param name="Version">Grows with each change; an older one never replaces a newer one.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.entry")]
public sealed record DirectoryEntry(
    [property: Id(0)] GroupId Group,
    [property: Id(1)] string Slug,
    [property: Id(2)] string Name,
    [property: Id(3)] string About,
    [property: Id(4)] string FormName,
    [property: Id(5)] Openness Openness,
    [property: Id(6)] Listing Listing,
    [property: Id(7)] ImmutableList<string> Facilitators,
    [property: Id(8)] ImmutableList<SessionId> OpenSessions,
    [property: Id(9)] DateTimeOffset CreatedAt,
    [property: Id(10)] DateTimeOffset UpdatedAt,
    [property: Id(11)] long Version);
