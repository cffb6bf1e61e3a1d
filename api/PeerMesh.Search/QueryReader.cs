using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Search;

/// <summary>What a search was read as, or which parameter is wrong and why.</summary>
/// <param name="NearName">What the place is called that distances are from.</param>
/// <param name="Cursor">Where the page begins; null is the first.</param>
public sealed record ReadQuery(SearchQuery? Query, string? NearName, SearchCursor? Cursor, QueryProblem? Problem)
{
    public static implicit operator ReadQuery(QueryProblem problem) => new(null, null, null, problem);
}

/// <param name="Parameter">The parameter that cannot be read.</param>
/// <param name="Code">Stable; what programs branch on.</param>
/// <param name="Why">A sentence that says what to do.</param>
public sealed record QueryProblem(string Parameter, string Code, string Why);

/// <summary>Reads a search from the parameters of an address, the same for the API and the pages.</summary>
public static class QueryReader
{
    /// <summary>Characters of one value; nothing anybody means is longer.</summary>
    private const int ValueMax = 200;

    private const int ValuesMax = 32;

    private const string Invalid = "directory.invalid_parameter";

    private static readonly (string Name, Facet Facet)[] Facets =
    [
        ("topic", Facet.Topic), ("audience", Facet.Audience), ("language", Facet.Language), ("venue", Facet.Venue), ("way", Facet.Way), ("kind", Facet.Kind),
        ("openness", Facet.Openness), ("series", Facet.Series), ("ages", Facet.Ages), ("access", Facet.Access), ("type", Facet.Type), ("proof", Facet.Proof),
    ];

    private static readonly ImmutableDictionary<Facet, string[]> Closed = new Dictionary<Facet, string[]>
    {
        [Facet.Venue] = ["inPerson", "virtual", "hybrid"],
        [Facet.Way] = ["inPerson", "online", "phone"],
        [Facet.Kind] = ["supportGroup", "mentoringCircle", "training"],
        [Facet.Openness] = ["open", "members"],
        [Facet.Series] = ["ongoing", "limited", "closed"],
        [Facet.Ages] = ["adults", "teens"],
        [Facet.Proof] = ["true"],
    }.ToImmutableDictionary();

    /// <summary>The parameters that are read. All others are nobody's.</summary>
    public static IReadOnlySet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        [.. Facets.Select(facet => facet.Name), "q", "body", "branches", "when", "day", "from", "to", "zone", "grace", "near", "lat", "lon", "miles", "orOnline", "sort", "limit", "cursor"]);

    /// <summary>The parameter that asks for a facet.</summary>
    public static string NameOf(Facet facet) => Array.Find(Facets, each => each.Facet == facet).Name;

    /// <param name="values">The values of a parameter, none where it is absent.</param>
    /// <param name="directory">To know places by their names, and whether a cursor is still good.</param>
    /// <param name="now">The moment of the search.</param>
    public static ReadQuery Read(Func<string, IReadOnlyList<string?>> values, DirectoryIndex directory, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(directory);
        var reading = new Reading(values);
        var query = reading.Facets(new SearchQuery()) with
        {
            Words = [.. Words.Of(reading.One("q")).Distinct().Take(SearchQuery.WordsMax)],
            Body = reading.One("body") is { Length: > 0 } body ? new BodyId(body) : null,
            WithBranches = reading.Bool("branches", otherwise: true),
            When = reading.Choice("when", TimeFrame.Anytime),
            Days = reading.Days(),
            From = reading.Time("from"),
            To = reading.Time("to"),
            Zone = reading.Zone(directory),
            Grace = reading.Number("grace", TimeWindows.GraceUsual, 0, TimeWindows.GraceMax),
            Miles = reading.Number("miles", 25, 1, 500),
            OrOnline = reading.Bool("orOnline", otherwise: false),
            Limit = reading.Number("limit", SearchQuery.LimitUsual, 1, SearchQuery.LimitMax),
        };
        var (near, name) = reading.Near(directory);
        query = query with { Near = near };
        query = query with { Order = reading.Choice("sort", UsualOrder(query)) };
        if (query.Order == Order.Distance && near is null)
        {
            reading.Fail("sort", "Sorting by distance needs a place: add near, or lat and lon.");
        }

        if (query.OrOnline && near is null)
        {
            reading.Fail("orOnline", "orOnline widens a search around a place: add near, or lat and lon; for groups on line alone use way=online.");
        }

        var cursor = reading.Cursor(query, now);
        return reading.Problem is { } problem ? problem : new ReadQuery(query, name, cursor, null);
    }

    private static Order UsualOrder(SearchQuery query) => query switch
    {
        { Words.Length: > 0 } => Order.Relevance,
        { Near: not null, When: TimeFrame.Anytime, Days.IsEmpty: true, From: null, To: null } => Order.Distance,
        _ => Order.Next,
    };

    private sealed class Reading(Func<string, IReadOnlyList<string?>> values)
    {
        public QueryProblem? Problem { get; private set; }

        public void Fail(string parameter, string why, string code = Invalid) => Problem ??= new QueryProblem(parameter, code, why);

        public string? One(string name)
        {
            var given = values(name);
            if (given.Count > 1)
            {
                Fail(name, $"\"{name}\" may be given once.");
            }

            var value = given.Count == 0 ? null : given[0]?.Trim();
            if (value?.Length > ValueMax)
            {
                Fail(name, string.Create(CultureInfo.InvariantCulture, $"\"{name}\" may have at most {ValueMax} characters."));
                return null;
            }

            return string.IsNullOrEmpty(value) ? null : value;
        }

        public SearchQuery Facets(SearchQuery query)
        {
            foreach (var (name, facet) in QueryReader.Facets)
            {
                var wanted = Many(name);
                if (Closed.GetValueOrDefault(facet) is { } possible)
                {
                    wanted = [.. wanted.Select(value => Array.Find(possible, each => string.Equals(each, value, StringComparison.OrdinalIgnoreCase)) ?? Unknown(name, possible))];
                }

                query = wanted.Count > 0 ? query.With(facet, wanted) : query;
            }

            return query;
        }

        // Several values come as several parameters, or with commas between them.
        private List<string> Many(string name)
        {
            var all = values(name);
            if (all.Count == 0)
            {
                return [];
            }

            var given = all.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
            if (given.Count > ValuesMax || given.Exists(value => value.Length > ValueMax))
            {
                Fail(name, string.Create(CultureInfo.InvariantCulture, $"\"{name}\" may have at most {ValuesMax} values of at most {ValueMax} characters."));
                return [];
            }

            return given;
        }

        private string Unknown(string name, string[] possible)
        {
            Fail(name, $"\"{name}\" is one of {string.Join(", ", possible)}.");
            return possible[0];
        }

        public bool Bool(string name, bool otherwise)
        {
            switch (One(name))
            {
                case null:
                    return otherwise;
                case "true" or "1" or "on":
                    return true;
                case "false" or "0":
                    return false;
                default:
                    Fail(name, $"\"{name}\" is true or false.");
                    return otherwise;
            }
        }

        public int Number(string name, int otherwise, int min, int max)
        {
            if (One(name) is not { } text)
            {
                return otherwise;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            {
                return number;
            }

            Fail(name, string.Create(CultureInfo.InvariantCulture, $"\"{name}\" is a whole number from {min} to {max}."));
            return otherwise;
        }

        public T Choice<T>(string name, T otherwise)
            where T : struct, Enum
        {
            if (One(name) is not { } text)
            {
                return otherwise;
            }

            if (Named<T>.Values.TryGetValue(text, out var value))
            {
                return value;
            }

            Fail(name, $"\"{name}\" is one of {string.Join(", ", Enum.GetValues<T>().Select(SearchFacts.NameOf))}.");
            return otherwise;
        }

        public ImmutableSortedSet<Weekday> Days()
        {
            var days = ImmutableSortedSet.CreateBuilder<Weekday>();
            foreach (var text in Many("day"))
            {
                if (Named<Weekday>.Values.TryGetValue(text, out var day))
                {
                    days.Add(day);
                }
                else
                {
                    Fail("day", "\"day\" is a day of the week, such as tuesday.");
                }
            }

            // All days are any day.
            return days.Count == 7 ? [] : days.ToImmutable();
        }

        public TimeOnly? Time(string name)
        {
            if (One(name) is not { } text)
            {
                return null;
            }

            if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                return time;
            }

            Fail(name, $"\"{name}\" is a time on a 24-hour clock, such as 18:30.");
            return null;
        }

        public string Zone(DirectoryIndex directory)
        {
            if (One("zone") is not { } name)
            {
                return directory.UsualZone;
            }

            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null)
            {
                return name;
            }

            Fail("zone", "\"zone\" is the IANA name of a time zone, such as America/New_York.");
            return "UTC";
        }

        public (GeoPoint? Point, string? Name) Near(DirectoryIndex directory)
        {
            var (latitude, longitude) = (Degrees("lat", 90), Degrees("lon", 180));
            if ((latitude is null) != (longitude is null))
            {
                Fail(latitude is null ? "lat" : "lon", "\"lat\" and \"lon\" come together, in degrees.");
                return default;
            }

            var near = One("near");
            if (latitude is { } lat && longitude is { } lon)
            {
                return (GeoPoint.Of(lat, lon), near);
            }

            if (near is null)
            {
                return default;
            }

            if (directory.FindPlaces(near, 1) is [var place])
            {
                return (GeoPoint.Of(place.Latitude, place.Longitude), place.Name);
            }

            Fail("near", "That place is not known here. Try a town with its state, as in \"Tampa, FL\", or a ZIP code.", "directory.place_unknown");
            return default;
        }

        public SearchCursor? Cursor(SearchQuery query, DateTimeOffset now)
        {
            if (One("cursor") is not { } text || Problem is not null)
            {
                return null;
            }

            if (SearchCursor.Parse(text) is not { } cursor)
            {
                Fail("cursor", "That is no cursor. Take \"next\" from the page before, as it is.");
                return null;
            }

            if (!cursor.Continues(query, now))
            {
                Fail("cursor", "This cursor belongs to another search, or to one that began too long ago. Begin with the first page.", "directory.cursor_expired");
            }

            return cursor;
        }

        private double? Degrees(string name, double max)
        {
            if (One(name) is not { } text)
            {
                return null;
            }

            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= max)
            {
                return degrees;
            }

            Fail(name, string.Create(CultureInfo.InvariantCulture, $"\"{name}\" is in degrees, from -{max} to {max}."));
            return null;
        }
    }

    private static class Named<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<string, T> Values = Enum.GetValues<T>().ToFrozenDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);
    }
}
