using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Api.Tests.Finding;

/// <summary>Groups for the directory.</summary>
internal static class Listings
{
    public static DirectoryEntry Of(string group, long version = 1, string name = "Evening circle", Visibility visibility = Visibility.Public) => new(
        new GroupId(group),
        $"evening-circle-{group}",
        name,
        "For anyone who had a hard week.",
        "Open discussion",
        Openness.Open,
        new Listing(
            visibility, GroupKind.SupportGroup, ["anxiety"], null, ["everyone"], AgeBand.Adults, ["en"], ["O"], ["step-free"], null, null, null, SeriesKind.Ongoing, null,
            new Venue(VenueType.InPerson, new Place("Community library", Street: "900 N Ashley Dr", City: "Tampa", Region: "FL", PostalCode: "33602", Latitude: 27.95, Longitude: -82.46)),
            new Timetable("America/New_York", [new MeetingRule("r1", new Weekly([Weekday.Tuesday]), new TimeOnly(19, 0), 90, new DateOnly(2026, 1, 6))], [], []),
            [], null, null, null, GivesProof: false, null, null),
        ["Ana"],
        [],
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        version);
}
