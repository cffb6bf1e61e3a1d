using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.DirectoryBench;

/// <summary>A made-up network with the skew of real ones: few large cities and many towns, a few common topics, evenings, names that repeat. The same for the same size.</summary>
internal static class Network
{
    // The largest cities of the United States; the other towns lie around them and in between.
    private static readonly (string Name, string State, double Latitude, double Longitude, string Zone)[] Cities =
    [
        ("New York", "NY", 40.66, -73.94, "America/New_York"), ("Los Angeles", "CA", 34.02, -118.41, "America/Los_Angeles"), ("Chicago", "IL", 41.84, -87.68, "America/Chicago"),
        ("Houston", "TX", 29.78, -95.39, "America/Chicago"), ("Phoenix", "AZ", 33.57, -112.09, "America/Phoenix"), ("Philadelphia", "PA", 40.01, -75.13, "America/New_York"),
        ("San Antonio", "TX", 29.47, -98.53, "America/Chicago"), ("San Diego", "CA", 32.82, -117.14, "America/Los_Angeles"), ("Dallas", "TX", 32.79, -96.77, "America/Chicago"),
        ("Jacksonville", "FL", 30.34, -81.66, "America/New_York"), ("Austin", "TX", 30.30, -97.75, "America/Chicago"), ("Columbus", "OH", 39.99, -82.99, "America/New_York"),
        ("Charlotte", "NC", 35.21, -80.83, "America/New_York"), ("Indianapolis", "IN", 39.78, -86.15, "America/Indiana/Indianapolis"), ("Seattle", "WA", 47.62, -122.35, "America/Los_Angeles"),
        ("Denver", "CO", 39.76, -104.88, "America/Denver"), ("Boston", "MA", 42.33, -71.02, "America/New_York"), ("Detroit", "MI", 42.38, -83.10, "America/Detroit"),
        ("Nashville", "TN", 36.17, -86.78, "America/Chicago"), ("Portland", "OR", 45.54, -122.65, "America/Los_Angeles"), ("Tampa", "FL", 27.97, -82.48, "America/New_York"),
        ("Miami", "FL", 25.78, -80.21, "America/New_York"), ("Minneapolis", "MN", 44.96, -93.27, "America/Chicago"), ("Atlanta", "GA", 33.76, -84.42, "America/New_York"),
    ];

    private static readonly string[] Names =
        ["circle", "group", "lights", "steps", "hope", "evening", "morning", "ground", "harbor", "together", "calm", "path", "open door", "new day", "strength", "serenity", "courage", "voices", "bridge", "haven"];

    private static readonly string[] SpanishNames = ["Círculo", "esperanza", "calma", "nuevo día", "fortaleza", "camino", "juntos", "puerta abierta"];

    public static readonly string[] Topics = [.. DirectoryCatalog.Topics];

    public static readonly (double Latitude, double Longitude)[] Towns = MakeTowns();

    public static IEnumerable<DirectoryEntry> Groups(int count)
    {
        var random = new Random(500_000);
        for (var i = 0; i < count; i++)
        {
            yield return Group(random, i);
        }
    }

    /// <summary>The nth of so many, the first ones most often (Zipf).</summary>
    public static int Skewed(Random random, int count) => Math.Min(count - 1, (int)Math.Pow(count, random.NextDouble()) - 1);

    private static DirectoryEntry Group(Random random, int i)
    {
        var town = Skewed(random, Towns.Length);
        var city = Cities[town % Cities.Length];
        var spanish = random.Next(8) == 0;
        var topic = Topics[Skewed(random, Topics.Length)];
        var name = spanish
            ? $"{SpanishNames[random.Next(SpanishNames.Length)]} {SpanishNames[random.Next(SpanishNames.Length)]}"
            : $"{FirstWord(random, topic)} {Names[Skewed(random, Names.Length)]}";
        var id = $"bench{i:x8}";
        var venue = random.Next(10) switch { < 4 => VenueType.InPerson, < 8 => VenueType.Virtual, _ => VenueType.Hybrid };
        var place = new Place(
            Name: $"{city.Name} community house {random.Next(400)}",
            Street: $"{random.Next(1, 9999)} Main Street",
            City: town < Cities.Length ? city.Name : $"Town {town}",
            Region: city.State,
            PostalCode: $"{10000 + (town * 7 % 89999)}",
            Nation: "USA",
            Latitude: Math.Round(Towns[town].Latitude + ((random.NextDouble() - .5) * .3), 5),
            Longitude: Math.Round(Towns[town].Longitude + ((random.NextDouble() - .5) * .3), 5));
        return new DirectoryEntry(
            new GroupId(id),
            $"{topic}-{id}",
            name,
            spanish ? "Un lugar tranquilo para quienes viven con esto. Todas las personas son bienvenidas." : $"A quiet place for people who live with {topic.Replace('-', ' ')}. Newcomers are welcome, listening is enough.",
            "Open discussion",
            random.Next(5) == 0 ? Openness.Members : Openness.Open,
            new Listing(
                Visibility.Public,
                random.Next(20) switch { 0 => GroupKind.Training, 1 => GroupKind.MentoringCircle, _ => GroupKind.SupportGroup },
                random.Next(3) == 0 ? [topic, Topics[Skewed(random, Topics.Length)]] : [topic],
                null,
                random.Next(3) == 0 ? [DirectoryCatalog.Audiences[Skewed(random, DirectoryCatalog.Audiences.Length)]] : [],
                random.Next(25) == 0 ? AgeBand.Teens : AgeBand.Adults,
                [spanish ? "es" : random.Next(60) == 0 ? "ht" : "en"],
                random.Next(2) == 0 ? ["O", "D"] : ["C"],
                random.Next(3) == 0 ? ["step-free", "transit"] : [],
                null,
                null,
                random.Next(2) == 0 ? 12 : null,
                random.Next(15) == 0 ? SeriesKind.Limited : SeriesKind.Ongoing,
                null,
                new Venue(venue, venue == VenueType.Virtual ? null : place, Phone: venue != VenueType.InPerson && random.Next(3) == 0 ? "+18135550100" : null, InRoom: venue != VenueType.InPerson),
                new Timetable(city.Zone, [Rule(random)], [], []),
                [],
                new BodyId($"body{Skewed(random, 3000)}"),
                null,
                null,
                random.Next(10) == 0,
                new DateOnly(2026, 1, 1),
                null),
            ["Ana"],
            [],
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            1);
    }

    private static string FirstWord(Random random, string topic) => random.Next(3) switch
    {
        0 => Enum.GetName((Weekday)random.Next(7))!,
        1 => char.ToUpperInvariant(topic[0]) + topic[1..].Replace('-', ' '),
        _ => $"{Cities[Skewed(random, Cities.Length)].Name}",
    };

    // Evenings on weekdays above all; some at noon, few at night.
    private static MeetingRule Rule(Random random)
    {
        var hour = random.Next(10) switch { < 6 => random.Next(18, 21), 6 => 12, 7 => random.Next(9, 12), 8 => random.Next(14, 18), _ => random.Next(24) };
        var day = (Weekday)(random.Next(6) == 0 ? random.Next(7) : random.Next(1, 5));
        Recurrence recurrence = random.Next(10) switch
        {
            0 => new MonthlyOnWeekdays(day, [1, 3]),
            1 => new Weekly([day], 2),
            2 => new Weekly([day, (Weekday)(((int)day + 3) % 7)]),
            _ => new Weekly([day]),
        };
        return new MeetingRule("a", recurrence, new TimeOnly(hour, random.Next(4) == 0 ? 30 : 0), random.Next(2) == 0 ? 60 : 90, new DateOnly(2025, 1, 1));
    }

    private static (double, double)[] MakeTowns()
    {
        var random = new Random(24);
        return [.. Cities.Select(city => (city.Latitude, city.Longitude)).Concat(Enumerable.Range(0, 6000).Select(i =>
        {
            var near = Cities[(i + Cities.Length) % Cities.Length];
            return (Math.Clamp(near.Latitude + ((random.NextDouble() - .5) * 8), 25, 48.9), Math.Clamp(near.Longitude + ((random.NextDouble() - .5) * 12), -124, -67));
        }))];
    }
}
