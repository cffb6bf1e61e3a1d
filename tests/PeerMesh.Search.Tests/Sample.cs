using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Search.Tests;

/// <summary>Directories of random groups, the same for the same number.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 6, 22, 40, 0, TimeSpan.Zero);

    public static readonly string[] Zones = ["America/New_York", "America/Los_Angeles", "America/Phoenix", "Asia/Kolkata", "Europe/Madrid", "UTC"];

    public static readonly string[] Topics = ["anxiety", "grief", "depression", "alcohol", "caregiving", "chronic-pain"];

    public static readonly string[] Names = ["Tuesday", "circle", "Lights", "evening", "Círculo", "ansiedad", "calma", "Morning", "ground", "hope", "steps", "women's", "anxiety"];

    private static readonly string[] BodyIds = ["net", "bay", "cove", "far"];
    private static readonly string[] WantedBodies = ["net", "bay", "cove", "nowhere"];

    public static readonly (double Latitude, double Longitude)[] Cities = [(27.97, -82.48), (40.71, -74.0), (34.05, -118.24), (61.2, -149.9), (-17.7, 179.9)];

    public static readonly BodyTree Bodies = new(
    [
        new BodyNode(new("net"), null, "Network", []),
        new BodyNode(new("bay"), new("net"), "Bay", [new Holiday(new DateOnly(2026, 3, 9), "Day off")]),
        new BodyNode(new("cove"), new("bay"), "Cove", []),
        new BodyNode(new("far"), null, "Far", []),
    ]);

    public static DirectoryIndex Index(IEnumerable<DirectoryEntry> entries, FakeTimeProvider? clock = null)
    {
        var index = new DirectoryIndex(clock ?? new FakeTimeProvider(Now)) { Bodies = Bodies };
        var numbers = new long[IDirectoryShardGrain.Shards];
        foreach (var entry in entries)
        {
            var shard = DirectoryShards.Of(entry.Group);
            index.Apply(shard, [new DirectoryChange(++numbers[shard], entry.Group, entry)]);
        }

        for (var shard = 0; shard < numbers.Length; shard++)
        {
            index.MarkWhole(shard);
        }

        return index;
    }

    public static List<DirectoryEntry> Groups(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => Group(random, $"g{i}"))];

    public static DirectoryEntry Group(Random random, string id)
    {
        var name = string.Join(' ', Some(random, Names, 1, 3));
        var venue = VenueOf(random);
        return new DirectoryEntry(
            new GroupId(id),
            $"{id}-slug",
            name,
            string.Join(' ', Some(random, ["a", "quiet", "place", "for", "anyone", "ansiedad", "grief"], 1, 4)),
            "Open discussion",
            (Openness)random.Next(2),
            new Listing(
                random.Next(20) == 0 ? Visibility.Private : Visibility.Public,
                (GroupKind)random.Next(3),
                [.. Some(random, Topics, 0, 2)],
                random.Next(3) == 0 ? "lived experience" : null,
                [.. Some(random, ["women", "men", "lgbtq", "veterans"], 0, 2)],
                (AgeBand)(random.Next(8) / 7),
                [.. Some(random, ["en", "es", "es-MX", "ht"], 1, 2)],
                [.. Some(random, ["O", "C", "B", "XT"], 0, 2)],
                [.. Some(random, ["step-free", "asl", "captions"], 0, 3)],
                null,
                null,
                null,
                (SeriesKind)random.Next(3),
                null,
                venue,
                random.Next(10) == 0 ? null : TimetableOf(random),
                [],
                random.Next(3) == 0 ? null : new BodyId(BodyIds[random.Next(4)]),
                null,
                null,
                random.Next(4) == 0,
                null,
                null),
            ["Ana"],
            random.Next(15) == 0 ? [new SessionId($"{id}.now-x")] : [],
            Now,
            Now,
            Version: 1);
    }

    public static SearchQuery Query(Random random)
    {
        var query = new SearchQuery
        {
            Zone = Zones[random.Next(Zones.Length)],
            Limit = 1 + random.Next(30),
            Order = (Order)random.Next(4),
            When = random.Next(3) == 0 ? (TimeFrame)random.Next(5) : TimeFrame.Anytime,
            Grace = random.Next(4) * 20,
        };
        foreach (var facet in Enum.GetValues<Facet>())
        {
            if (random.Next(9) == 0)
            {
                query = query.With(facet, Some(random, ValuesOf(facet), 1, 2));
            }
        }

        if (random.Next(3) == 0)
        {
            query = query with { Days = [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => (Weekday)random.Next(7))] };
        }

        if (random.Next(3) == 0)
        {
            query = query with { From = new TimeOnly(random.Next(24), random.Next(4) * 15), To = random.Next(2) == 0 ? new TimeOnly(random.Next(24), random.Next(60)) : null };
        }

        if (random.Next(3) == 0)
        {
            var (latitude, longitude) = Cities[random.Next(Cities.Length)];
            query = query with { Near = GeoPoint.Of(latitude, longitude), Miles = 1 + random.Next(200), OrOnline = random.Next(2) == 0 };
        }

        if (random.Next(3) == 0)
        {
            query = query with { Words = [.. Some(random, [.. Names.SelectMany(Words.Of), "anxeity", "tuesdya", "circuloo", "groun", "hop", "ansiedda", "x"], 1, 2)] };
        }

        if (random.Next(5) == 0)
        {
            query = query with { Body = new BodyId(WantedBodies[random.Next(4)]), WithBranches = random.Next(3) > 0 };
        }

        return query;
    }

    public static T[] Some<T>(Random random, IReadOnlyList<T> from, int min, int max) =>
        [.. from.OrderBy(_ => random.Next()).Take(random.Next(min, max + 1))];

    private static string[] ValuesOf(Facet facet) => facet switch
    {
        Facet.Topic => Topics,
        Facet.Audience => ["women", "men", "veterans"],
        Facet.Language => ["en", "es", "es-mx", "fr"],
        Facet.Venue => ["inPerson", "virtual", "hybrid"],
        Facet.Way => ["inPerson", "online", "phone"],
        Facet.Kind => ["supportGroup", "mentoringCircle", "training"],
        Facet.Openness => ["open", "members"],
        Facet.Series => ["ongoing", "limited", "closed"],
        Facet.Ages => ["adults", "teens"],
        Facet.Access => ["step-free", "asl", "captions"],
        Facet.Type => ["o", "c", "b"],
        _ => ["true"],
    };

    private static Venue VenueOf(Random random)
    {
        var (latitude, longitude) = Cities[random.Next(Cities.Length)];
        var place = random.Next(6) == 0
            ? new Place(City: "Nowhere")
            : new Place(City: "Tampa", Region: "FL", Latitude: Math.Clamp(latitude + (random.NextDouble() * 4) - 2, -90, 90), Longitude: Wrapped(longitude + (random.NextDouble() * 4) - 2));
        return new Venue((VenueType)random.Next(1, 4), place, Phone: random.Next(5) == 0 ? "+18135550100" : null);
    }

    private static double Wrapped(double longitude) => longitude > 180 ? longitude - 360 : longitude;

    private static Timetable TimetableOf(Random random) => new(
        Zones[random.Next(Zones.Length)],
        [.. Enumerable.Range(0, random.Next(0, 3)).Select(i => new MeetingRule(
            $"r{i}",
            random.Next(4) switch
            {
                0 => new MonthlyOnWeekdays((Weekday)random.Next(7), [1, 3]),
                1 => new MonthlyOnDay(random.Next(1, 32)),
                _ => new Weekly([.. Enumerable.Range(0, 7).Where(_ => random.Next(4) == 0).Select(day => (Weekday)day).DefaultIfEmpty(Weekday.Friday)], 1 + random.Next(2)),
            },
            new TimeOnly(random.Next(24), random.Next(4) * 15),
            10 + random.Next(12) * 15,
            new DateOnly(2026, 1, 1),
            Venue: random.Next(6) == 0 ? VenueOf(random) : null))],
        random.Next(4) switch
        {
            0 => [new DateChange("r0", new DateOnly(2026, 3, 7 + random.Next(7)), DateChangeKind.Cancelled)],
            1 => [new DateChange("r0", new DateOnly(2026, 3, 1 + random.Next(14)), DateChangeKind.Moved, Venue: VenueOf(random))],
            _ => [],
        },
        random.Next(8) switch
        {
            0 => [new Closure(new DateOnly(2026, 3, 8), new DateOnly(2026, 3, 10), "Away")],
            1 or 2 => [new Closure(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 5 + random.Next(8)), "Painting", new Venue(VenueType.Virtual, null, Link: "https://example.org/room"))],
            _ => [],
        });
}
