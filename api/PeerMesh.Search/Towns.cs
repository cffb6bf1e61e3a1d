using System.Globalization;
using System.IO.Compression;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Search;

/// <summary>A place that people name: a town, a county, a ZIP code.</summary>
/// <param name="Name">As people write it: "Tampa, FL", "33602".</param>
/// <param name="Groups">How many groups say they meet there.</param>
public sealed record KnownPlace(string Name, double Latitude, double Longitude, int Groups);

/// <summary>Finds places by name: those of the United States that came with the program, and every town that a group meets in.</summary>
internal sealed class Towns
{
    private static readonly Lazy<(Dictionary<string, List<Town>> ByName, string[] Names)> Shipped = new(Load);

    private readonly Dictionary<(string Name, string Region), Own> _own = [];

    public void Add(DirectoryEntry entry) => Change(entry, 1);

    public void Remove(DirectoryEntry entry) => Change(entry, -1);

    /// <summary>Places whose name is this or begins so, the likeliest first: "Portland, ME", "portl", "97201".</summary>
    public IReadOnlyList<KnownPlace> Find(string text, int max)
    {
        var (name, region) = Read(text);
        if (name.Length == 0)
        {
            return [];
        }

        var (byName, names) = Shipped.Value;
        var found = new Dictionary<(string, string), (Town Town, int Groups)>();
        var at = Array.BinarySearch(names, name, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < names.Length && names[i].StartsWith(name, StringComparison.Ordinal); i++)
        {
            // A ZIP code that is only begun could be anywhere.
            if (names[i] == name || !char.IsAsciiDigit(name[0]))
            {
                foreach (var town in byName[names[i]])
                {
                    Take(town, 0);
                }
            }
        }

        foreach (var ((ownName, ownRegion), own) in _own)
        {
            if (ownName.StartsWith(name, StringComparison.Ordinal) && own.Count > 0)
            {
                var known = byName.GetValueOrDefault(ownName)?.Find(town => Words.Fold(town.Region) == ownRegion);
                Take(known ?? new Town(own.Name, own.Region, 0, own.Latitude / own.Count, own.Longitude / own.Count), own.Count);
            }
        }

        return [.. found.Values
            .OrderByDescending(place => Words.Fold(Spelled(place.Town.Name)) == name)
            .ThenByDescending(place => place.Groups > 0 ? 1 : 0)
            .ThenByDescending(place => place.Town.Area)
            .ThenBy(place => place.Town.Label, StringComparer.Ordinal)
            .Take(max)
            .Select(place => new KnownPlace(place.Town.Label, place.Town.Latitude, place.Town.Longitude, place.Groups))];

        void Take(Town town, int groups)
        {
            var ofRegion = Words.Fold(town.Region);
            if (region.Length == 0 || ofRegion.StartsWith(region, StringComparison.Ordinal) || States.CodeOf(region) == ofRegion)
            {
                var key = (Words.Fold(town.Name), ofRegion);
                if (!found.TryGetValue(key, out var known) || known.Groups < groups)
                {
                    found[key] = (town, groups);
                }
            }
        }
    }

    // "St. Petersburg", "Saint Petersburg" and "st petersburg" are one town.
    private static string Spelled(string name)
    {
        var words = Words.Of(name);
        return string.Join(' ', words.Select(word => word switch { "st" => "saint", "ste" => "sainte", "ft" => "fort", "mt" => "mount", _ => word }));
    }

    private static (string Name, string Region) Read(string text)
    {
        var parts = text.Split(',', 3, StringSplitOptions.TrimEntries);
        var name = Spelled(parts[0]);
        if (parts.Length > 1)
        {
            return (name, string.Join(' ', Words.Of(parts[1])));
        }

        // "Tampa FL": the last word is a state where it is one of two letters.
        var words = name.Split(' ');
        return words.Length > 1 && States.IsCode(words[^1]) ? (string.Join(' ', words[..^1]), words[^1]) : (name, "");
    }

    private void Change(DirectoryEntry entry, int by)
    {
        if (entry.Listing.Venue?.Place is not { Latitude: { } latitude, Longitude: { } longitude } place)
        {
            return;
        }

        foreach (var name in new[] { place.City, place.Borough, place.Neighborhood }.OfType<string>().Distinct())
        {
            var key = (Spelled(name), Words.Fold(place.Region ?? ""));
            if (!_own.TryGetValue(key, out var own))
            {
                _own[key] = own = new Own { Name = name, Region = place.Region ?? "" };
            }

            own.Count += by;
            own.Latitude += by * latitude;
            own.Longitude += by * longitude;
            if (own.Count == 0)
            {
                _own.Remove(key);
            }
        }
    }

    private static (Dictionary<string, List<Town>>, string[]) Load()
    {
        using var packed = typeof(Towns).Assembly.GetManifestResourceStream("us-places.tsv.gz")!;
        using var lines = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var towns = new Dictionary<string, List<Town>>(StringComparer.Ordinal);
        while (lines.ReadLine() is { } line)
        {
            var parts = line.Split('\t');
            var town = parts.Length == 5
                ? new Town(parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), Number(parts[3]), Number(parts[4]))
                : new Town(parts[0], "", 0, Number(parts[1]), Number(parts[2]));
            var name = Spelled(town.Name);
            if (!towns.TryGetValue(name, out var same))
            {
                towns[name] = same = [];
            }

            same.Add(town);
        }

        var names = towns.Keys.ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        return (towns, names);

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private sealed record Town(string Name, string Region, int Area, double Latitude, double Longitude)
    {
        public string Label => Region.Length == 0 ? Name : $"{Name}, {Region}";
    }

    private sealed class Own
    {
        public required string Name { get; init; }

        public required string Region { get; init; }

        public int Count { get; set; }

        public double Latitude { get; set; }

        public double Longitude { get; set; }
    }
}

/// <summary>The states of the United States by their names, because people write "Tampa, Florida" too.</summary>
internal static class States
{
    private static readonly Dictionary<string, string> Codes = (
        "alabama al alaska ak arizona az arkansas ar california ca colorado co connecticut ct delaware de district-of-columbia dc florida fl georgia ga hawaii hi "
        + "idaho id illinois il indiana in iowa ia kansas ks kentucky ky louisiana la maine me maryland md massachusetts ma michigan mi minnesota mn mississippi ms "
        + "missouri mo montana mt nebraska ne nevada nv new-hampshire nh new-jersey nj new-mexico nm new-york ny north-carolina nc north-dakota nd ohio oh oklahoma ok "
        + "oregon or pennsylvania pa puerto-rico pr rhode-island ri south-carolina sc south-dakota sd tennessee tn texas tx utah ut vermont vt virginia va washington wa "
        + "west-virginia wv wisconsin wi wyoming wy").Split(' ').Chunk(2).ToDictionary(pair => pair[0].Replace('-', ' '), pair => pair[1]);

    private static readonly HashSet<string> All = [.. Codes.Values];

    public static string? CodeOf(string name) => Codes.GetValueOrDefault(name);

    public static bool IsCode(string text) => All.Contains(text);
}
