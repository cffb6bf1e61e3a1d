using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Directory;

/// <summary>What of a listing others can propose to change, and whose history is kept field by field.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ListingField>))]
public enum ListingField
{
    [JsonStringEnumMemberName("name")]
    Name = 0,

    [JsonStringEnumMemberName("about")]
    About = 1,

    [JsonStringEnumMemberName("whatToExpect")]
    WhatToExpect = 2,

    [JsonStringEnumMemberName("website")]
    Website = 3,

    [JsonStringEnumMemberName("notes")]
    Notes = 4,

    [JsonStringEnumMemberName("accessNotes")]
    AccessNotes = 5,

    /// <summary>Of the building.</summary>
    [JsonStringEnumMemberName("placeName")]
    PlaceName = 6,

    [JsonStringEnumMemberName("street")]
    Street = 7,

    [JsonStringEnumMemberName("city")]
    City = 8,

    [JsonStringEnumMemberName("region")]
    Region = 9,

    [JsonStringEnumMemberName("postalCode")]
    PostalCode = 10,

    /// <summary>How to find the door.</summary>
    [JsonStringEnumMemberName("placeInfo")]
    PlaceInfo = 11,

    /// <summary>Where to join on line.</summary>
    [JsonStringEnumMemberName("link")]
    Link = 12,

    /// <summary>The number to call to join.</summary>
    [JsonStringEnumMemberName("phone")]
    Phone = 13,
}

/// <param name="Value">What it is to say; null says nothing any more.</param>
[GenerateSerializer, Immutable, Alias("pm.listing.proposal")]
public sealed record FieldProposal(
    [property: Id(0)] ListingField Field,
    [property: Id(1)] string? Value);

/// <summary>One field that was changed.</summary>
/// <param name="By">Who changed it, by the name they go by; empty where nobody said.</param>
/// <param name="Request">The proposal it came from; null came from no proposal.</param>
[GenerateSerializer, Immutable, Alias("pm.listing.field-change")]
public sealed record FieldChange(
    [property: Id(0)] ListingField Field,
    [property: Id(1)] string? Before,
    [property: Id(2)] string? After,
    [property: Id(3)] string By,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string? Request = null);

[JsonConverter(typeof(JsonStringEnumConverter<ListingRequestState>))]
public enum ListingRequestState
{
    [JsonStringEnumMemberName("open")]
    Open = 0,

    [JsonStringEnumMemberName("approved")]
    Approved = 1,

    /// <summary>Approved with other words than were proposed.</summary>
    [JsonStringEnumMemberName("edited")]
    Edited = 2,

    [JsonStringEnumMemberName("rejected")]
    Rejected = 3,
}

/// <summary>A change somebody proposed to a listing.</summary>
/// <param name="By">Who is to be told; forgotten once they were.</param>
/// <param name="ByName">What to call them.</param>
/// <param name="Note">Why, or what no field says.</param>
/// <param name="Fields">What they proposed.</param>
/// <param name="AnsweredBy">Who decided, by the name they go by.</param>
/// <param name="Message">What was said to who proposed it.</param>
[GenerateSerializer, Immutable, Alias("pm.listing.request")]
public sealed record ListingRequest(
    [property: Id(0)] string Id,
    [property: Id(1)] MemberId? By,
    [property: Id(2)] string ByName,
    [property: Id(3)] string Note,
    [property: Id(4)] ImmutableList<FieldProposal> Fields,
    [property: Id(5)] ListingRequestState State,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] string? AnsweredBy = null,
    [property: Id(8)] string? Message = null,
    [property: Id(9)] DateTimeOffset? AnsweredAt = null);
