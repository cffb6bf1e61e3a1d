using System.Collections.Immutable;
using NodaTime;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using PeerMesh.Search;

namespace PeerMesh.Api.Finding;

/// <param name="Total">How many groups fit in all.</param>
/// <param name="AsOf">The moment the search looks from. Further pages look from the same.</param>
/// <param name="Zone">The zone in which days and times were understood.</param>
/// <param name="Near">Where distances are from.</param>
/// <param name="Next">The cursor of the next page; null is the last.</param>
internal sealed record FoundGroupsResponse(
    int Total, DateTimeOffset AsOf, string Zone, PlaceResponse? Near, string? Next, ImmutableArray<FoundGroupResponse> Groups)
{
    public static FoundGroupsResponse Of(ReadQuery read, SearchPage page, BodyTree bodies) => new(
        page.Total, page.AsOf, read.Query!.Zone, PlaceResponse.Of(read), page.Next?.ToString(), [.. page.Hits.Select(hit => FoundGroupResponse.Of(hit, bodies))]);
}

/// <summary>One group in a list of results.</summary>
/// <param name="Slug">Its address: <c>/v1/directory/groups/{slug}</c>, and the page <c>/groups/{slug}</c>.</param>
/// <param name="Body">The body it belongs to.</param>
/// <param name="NextMeeting">Its next meeting that fits the search; null where none is known within a year.</param>
/// <param name="OpenSessions">Sessions whose door is open now.</param>
/// <param name="Miles">How far away it is; null without a place to measure from or to.</param>
/// <param name="Affiliation">How it stands with the organisation it asked to belong to; null of one that never asked.</param>
internal sealed record FoundGroupResponse(
    GroupId Id,
    string Slug,
    string Name,
    string About,
    GroupKind Kind,
    Openness Openness,
    SeriesKind Series,
    AgeBand Ages,
    ImmutableList<string> Topics,
    ImmutableList<string> Audiences,
    ImmutableList<string> Languages,
    ImmutableList<string> Types,
    ImmutableList<string> Access,
    bool GivesProof,
    VenueResponse? Venue,
    BodyResponse? Body,
    AffiliationMark? Affiliation,
    NextMeetingResponse? NextMeeting,
    ImmutableList<SessionId> OpenSessions,
    double? Miles)
{
    public static FoundGroupResponse Of(SearchHit hit, BodyTree bodies)
    {
        var (group, listing) = (hit.Group, hit.Group.Listing);
        return new FoundGroupResponse(
            group.Group,
            group.Slug,
            group.Name,
            group.About,
            listing.Kind,
            group.Openness,
            listing.Series,
            listing.Ages,
            listing.Topics,
            listing.Audiences,
            listing.Languages,
            listing.Types,
            listing.Access,
            listing.GivesProof,
            VenueResponse.Of(listing.Venue),
            BodyResponse.Of(listing.Body, bodies),
            listing.Affiliation,
            NextMeetingResponse.Of(hit),
            group.OpenSessions,
            hit.Miles is { } miles ? Math.Round(miles, 1) : null);
    }
}

/// <param name="StartsAt">On the group's clock, with its offset.</param>
/// <param name="EndsAt">On the group's clock; null where the meeting is further ahead than nine days.</param>
/// <param name="Zone">IANA name of the group's zone.</param>
/// <param name="Venue">How it is held.</param>
internal sealed record NextMeetingResponse(DateTimeOffset StartsAt, DateTimeOffset? EndsAt, string Zone, VenueType? Venue)
{
    public static NextMeetingResponse? Of(SearchHit hit) => Of(hit, ZoneOf(hit.Group));

    /// <param name="zone">The group's.</param>
    public static NextMeetingResponse? Of(SearchHit hit, DateTimeZone? zone) => hit.NextAt is not { } startsAt || zone is null
        ? null
        : new NextMeetingResponse(Local(startsAt, zone), hit.EndsAt is { } endsAt ? Local(endsAt, zone) : null, zone.Id, hit.NextVenue ?? hit.Group.Listing.Venue?.Type);

    public static DateTimeZone? ZoneOf(DirectoryEntry group) =>
        group.Listing.Timetable is { } timetable ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(timetable.Zone) ?? DateTimeZone.Utc : null;

    private static DateTimeOffset Local(DateTimeOffset at, DateTimeZone zone) => at.ToOffset(zone.GetUtcOffset(Instant.FromDateTimeOffset(at)).ToTimeSpan());
}

/// <param name="Link">Where to join on line, when not in a PeerMesh room.</param>
/// <param name="InRoom">Whether the on-line meeting is held in a PeerMesh room.</param>
internal sealed record VenueResponse(VenueType Type, Place? Place, string? Link, string? LinkNotes, string? Phone, string? PhoneNotes, bool InRoom)
{
    public static VenueResponse? Of(Venue? venue) => venue is null
        ? null
        : new VenueResponse(venue.Type, venue.Place, venue.Link, venue.LinkNotes, venue.Phone, venue.PhoneNotes, venue.InRoom);
}

internal sealed record BodyResponse(BodyId Id, string? Name)
{
    public static BodyResponse? Of(BodyId? body, BodyTree bodies) => body is { } id ? new BodyResponse(id, bodies.Find(id)?.Name) : null;
}

/// <param name="Groups">How many groups say they meet there.</param>
internal sealed record PlaceResponse(string Name, double Latitude, double Longitude, int Groups)
{
    /// <summary>Where the distances of a search are from.</summary>
    public static PlaceResponse? Of(ReadQuery read) => read.Query?.Near is { } point
        ? new PlaceResponse(read.NearName ?? "", Math.Round(point.Latitude, 5), Math.Round(point.Longitude, 5), 0)
        : null;

    public static PlaceResponse Of(KnownPlace place) => new(place.Name, Math.Round(place.Latitude, 5), Math.Round(place.Longitude, 5), place.Groups);
}

/// <param name="Places">The likeliest first.</param>
internal sealed record PlacesResponse(ImmutableArray<PlaceResponse> Places);

/// <param name="Total">How many groups fit the search.</param>
/// <param name="Facets">By parameter, each value with the number of groups it would give in place of the values chosen of that parameter.</param>
/// <param name="Bodies">The bodies of the groups found, at most 50.</param>
internal sealed record FacetsResponse(
    int Total, ImmutableSortedDictionary<string, ImmutableArray<FacetValueResponse>> Facets, ImmutableArray<FacetBodyResponse> Bodies)
{
    public static FacetsResponse Of(FacetPage page, BodyTree bodies) => new(
        page.Total,
        page.Counts.ToImmutableSortedDictionary(
            facet => QueryReader.NameOf(facet.Key),
            facet => facet.Value.Select(count => new FacetValueResponse(count.Value, count.Count)).ToImmutableArray(),
            StringComparer.Ordinal),
        [.. page.Bodies.Select(body => new FacetBodyResponse(body.Body, bodies.Find(body.Body)?.Name, body.Count))]);
}

internal sealed record FacetValueResponse(string Value, int Count);

internal sealed record FacetBodyResponse(BodyId Id, string? Name, int Count);

/// <summary>Everything the directory says of one group.</summary>
/// <param name="Meetings">The coming ones, those that are cancelled too; at most 20 within 60 days.</param>
/// <param name="Affiliation">How it stands with the organisation it asked to belong to: forming with the help of its sponsor, and so on; null of one that never asked.</param>
internal sealed record ListedGroupResponse(
    GroupId Id,
    string Slug,
    string Name,
    string About,
    string FormName,
    Openness Openness,
    ListingResponse Listing,
    ImmutableList<string> Facilitators,
    BodyResponse? Body,
    ImmutableList<Occurrence> Meetings,
    ImmutableList<SessionId> OpenSessions,
    DateTimeOffset UpdatedAt,
    AffiliationMark? Affiliation)
{
    private const int MeetingsMax = 20;
    private static readonly TimeSpan MeetingsWithin = TimeSpan.FromDays(60);

    public static ListedGroupResponse Of(DirectoryEntry entry, BodyTree bodies, DateTimeOffset now)
    {
        IReadOnlyList<Holiday> holidays = entry.Listing.Body is { } body ? bodies.HolidaysOf(body) : [];
        return new ListedGroupResponse(
            entry.Group,
            entry.Slug,
            entry.Name,
            entry.About,
            entry.FormName,
            entry.Openness,
            ListingResponse.Of(entry.Listing),
            entry.Facilitators,
            BodyResponse.Of(entry.Listing.Body, bodies),
            [.. Occurrences.Next(entry.Listing.Timetable, holidays, now.AddMinutes(-TimeWindows.GraceUsual), MeetingsMax, MeetingsWithin)],
            entry.OpenSessions,
            entry.UpdatedAt,
            entry.Listing.Affiliation);
    }
}

/// <param name="Contacts">Those that everybody may see.</param>
/// <param name="ConfirmedOn">When somebody last said that this is right.</param>
internal sealed record ListingResponse(
    GroupKind Kind,
    ImmutableList<string> Topics,
    string? Focus,
    ImmutableList<string> Audiences,
    AgeBand Ages,
    ImmutableList<string> Languages,
    ImmutableList<string> Types,
    ImmutableList<string> Access,
    string? AccessNotes,
    string? WhatToExpect,
    int? SizeMax,
    SeriesKind Series,
    int? ClosesAfter,
    VenueResponse? Venue,
    Timetable? Timetable,
    ImmutableList<Contact> Contacts,
    string? Website,
    string? Notes,
    bool GivesProof,
    DateOnly? ConfirmedOn)
{
    public static ListingResponse Of(Listing listing) => new(
        listing.Kind,
        listing.Topics,
        listing.Focus,
        listing.Audiences,
        listing.Ages,
        listing.Languages,
        listing.Types,
        listing.Access,
        listing.AccessNotes,
        listing.WhatToExpect,
        listing.SizeMax,
        listing.Series,
        listing.ClosesAfter,
        VenueResponse.Of(listing.Venue),
        listing.Timetable,
        [.. listing.Contacts.Where(contact => contact.Public)],
        listing.Website,
        listing.Notes,
        listing.GivesProof,
        listing.ConfirmedOn);
}
