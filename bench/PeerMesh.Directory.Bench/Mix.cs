using System.Globalization;

namespace PeerMesh.DirectoryBench;

/// <summary>One search, as an address and in the parts that SQL asks for.</summary>
internal sealed record Asked(string Address, string? Topic, int? Day, (int From, int To)? Hours, string? Venue, double Latitude, double Longitude, double Miles, string? Words);

/// <summary>What people ask for: three kinds, each with as many different searches as asked for. The same in every run.</summary>
internal static class Mix
{
    public static readonly string[] Kinds = ["topic + day + near", "topic + day + near + window + venue", "near + words"];

    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    // As people type: some rightly, some with a slip.
    private static readonly string[] Typed =
        ["hope", "circle", "anxiety", "anxeity", "depresion", "serenity", "seranity", "courage", "esperanza", "circulo", "harbour", "morning", "tuesday", "tusday", "strenght", "grief", "voices", "recovery", "bridge", "calm"];

    public static List<Asked> Of(int kind, int count)
    {
        var random = new Random(1000 + kind);
        return [.. Enumerable.Range(0, count).Select(_ => One(random, kind))];
    }

    private static Asked One(Random random, int kind)
    {
        var (latitude, longitude) = Network.Towns[Network.Skewed(random, Network.Towns.Length)];
        var miles = new[] { 10, 25, 25, 50 }[random.Next(4)];
        var topic = Network.Topics[Network.Skewed(random, Network.Topics.Length)];
        var day = random.Next(7);
        var near = string.Create(CultureInfo.InvariantCulture, $"lat={latitude:0.#####}&lon={longitude:0.#####}&miles={miles}");
        var place = (Math.Round(latitude, 5), Math.Round(longitude, 5));
        switch (kind)
        {
            case 0:
                return new Asked($"topic={topic}&day={Days[day]}&{near}&zone=America/New_York", topic, day, null, null, place.Item1, place.Item2, miles, null);
            case 1:
                var from = random.Next(8, 19);
                var venue = random.Next(2) == 0 ? "inPerson" : "hybrid";
                return new Asked(
                    string.Create(CultureInfo.InvariantCulture, $"topic={topic}&day={Days[day]}&from={from:00}:00&to={from + 3:00}:00&venue={venue}&{near}&zone=America/New_York"),
                    topic, day, (from, from + 3), venue, place.Item1, place.Item2, miles, null);
            default:
                var word = Typed[random.Next(Typed.Length)];
                return new Asked($"q={word}&{near}&zone=America/New_York", null, null, null, null, place.Item1, place.Item2, miles, word);
        }
    }
}
