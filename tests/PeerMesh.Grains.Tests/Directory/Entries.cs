using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Grains.Tests.Directory;

/// <summary>Groups for the directory, each of its own name.</summary>
internal static class Entries
{
    public static DirectoryEntry Of(string group, long version = 1, string name = "Evening circle", Visibility visibility = Visibility.Public) => new(
        new GroupId(group),
        $"evening-circle-{group}",
        name,
        "For anyone who had a hard week.",
        "Open discussion",
        Openness.Open,
        new Listing(
            visibility, GroupKind.SupportGroup, ["anxiety"], null, [], AgeBand.Adults, ["en"], ["O"], [], null, null, null, SeriesKind.Ongoing, null,
            new Venue(VenueType.InPerson, new Place("Community library", City: "Tampa", Region: "FL", Latitude: 27.95, Longitude: -82.46)),
            new Timetable("America/New_York", [new MeetingRule("r1", new Weekly([Weekday.Tuesday]), new TimeOnly(19, 0), 90, new DateOnly(2026, 1, 6))], [], []),
            [], null, null, null, GivesProof: false, null, null),
        ["Ana"],
        [],
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        version);

    /// <summary>Ids of groups that are all in this shard.</summary>
    public static List<string> GroupsIn(int shard, int count) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(i => $"g{i}x{shard}").Where(id => Contracts.Directory.DirectoryShards.Of(new GroupId(id)) == shard).Take(count)];
}
