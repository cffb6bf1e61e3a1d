namespace PeerMesh.Domain.Directory;

/// <summary>Something about a listing that those who edit it may want to change. It keeps nothing from being stored.</summary>
/// <param name="Code">Keeps its meaning for good.</param>
/// <param name="Detail">What is the matter and what one can do.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.warning")]
public sealed record ListingWarning(
    [property: Id(0)] string Code,
    [property: Id(1)] string Detail);

public static class ListingWarnings
{
    public static readonly ListingWarning NameLong = new("listing.name_long", "The name is longer than 64 characters and is cut off on phones.");
    public static readonly ListingWarning TopicMissing = new("listing.topic_missing", "Without a topic people find the group by its words alone.");
    public static readonly ListingWarning StreetMissing = new("listing.street_missing", "People meet in person, and the listing has no street.");
    public static readonly ListingWarning TownMissing = new("listing.town_missing", "The listing has neither town and state nor a postal code, so nobody finds it by distance.");
    public static readonly ListingWarning StreetNeedless = new("listing.street_needless", "People meet on line alone, and the listing has a street. Somebody may go there.");
    public static readonly ListingWarning RegionMissing = new("listing.region_missing", "Without a town and state most other directories leave an on-line group out.");
    public static readonly ListingWarning JoiningNotesMissing = new("listing.joining_notes_missing", "There is a link and no word on how to join, such as a meeting number or password.");
    public static readonly ListingWarning MeetingLong = new("listing.meeting_long", "A meeting takes longer than 120 minutes. Most people cannot listen for that long.");
    public static readonly ListingWarning TimetableMissing = new("listing.timetable_missing", "The group says nothing of when it meets. Give it a timetable.");
    public static readonly ListingWarning NoDatesLeft = new("listing.no_dates_left", "No meeting is planned any more. Add one, or make the group private.");
    public static readonly ListingWarning ContactLastName = new("listing.contact_last_name_seen", "A contact seems to have a last name. Listings carry first names alone.");
    public static readonly ListingWarning Unconfirmed = new("listing.unconfirmed", "Nobody has said for 90 days that this listing is right. Look it over and confirm it.");
}
