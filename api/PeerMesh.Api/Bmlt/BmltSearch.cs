using System.Globalization;
using System.Text;
using PeerMesh.Api.Feeds;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Api.Bmlt;

/// <param name="Miles">From the place that was asked for; null where none was.</param>
internal sealed record BmltHit(FeedMeeting Meeting, double? Miles);

/// <summary>What <c>GetSearchResults</c> finds. What cannot be understood finds nothing, as clients of BMLT expect.</summary>
internal static class BmltSearch
{
    // As BMLT itself counts: degrees on a round earth.
    private const double MilesPerDegree = 69.0;
    private const double KilometresPerDegree = 111.111;
    private const double KilometresPerMile = KilometresPerDegree / MilesPerDegree;

    /// <summary>Meetings around an address, where no radius is given.</summary>
    private const int NearestDefault = 10;

    private static readonly Dictionary<string, string[]> SortAliases = new(StringComparer.Ordinal)
    {
        ["weekday"] = ["weekday_tinyint", "location_municipality", "location_city_subsection", "start_time", "location_neighborhood"],
        ["time"] = ["weekday_tinyint", "start_time", "location_municipality", "location_city_subsection", "location_neighborhood"],
        ["town"] = ["location_municipality", "location_city_subsection", "location_neighborhood", "weekday_tinyint", "start_time"],
        ["state"] = ["location_province", "location_municipality", "location_city_subsection", "weekday_tinyint", "start_time"],
        ["weekday_state"] = ["weekday_tinyint", "location_province", "location_municipality", "start_time", "location_city_subsection"],
    };

    private static readonly string[] SortDefault = ["weekday_tinyint", "start_time", "duration_time"];

    public static List<BmltHit> Find(FeedView view, BmltQuery query)
    {
        if (query.Numbers("meeting_ids") is not var (ids, notIds)
            || query.Numbers("weekdays") is not var (days, notDays)
            || query.Numbers("venue_types") is not var (venues, notVenues)
            || query.Numbers("services") is not var (services, notServices)
            || query.Numbers("formats") is not var (formats, notFormats)
            || days.Concat(notDays).Any(day => day > 7)
            || venues.Concat(notVenues).Any(venue => venue > 3)

            // Unpublished meetings are nobody's to see here.
            || query.One("advanced_published") == "-1")
        {
            return [];
        }

        var bad = false;
        var (startsAfter, startsBefore) = (query.Minutes("StartsAfter", 23, ref bad), query.Minutes("StartsBefore", 23, ref bad));
        var endsBefore = query.Minutes("EndsBefore", 24, ref bad);
        var (minDuration, maxDuration) = (query.Minutes("MinDuration", 24, ref bad), query.Minutes("MaxDuration", 24, ref bad));
        var key = query.One("meeting_key");
        var values = KeyValues(query, key);
        if (bad || (key is not null && values.Count == 0))
        {
            return [];
        }

        if (query.IsOne("recursive"))
        {
            services = WithBranches(view, services);
            notServices = WithBranches(view, notServices);
        }

        var any = query.One("formats_comparison_operator") is { } op && !op.Equals("AND", StringComparison.OrdinalIgnoreCase);
        var words = Words(query, out var numbers);
        var matching = view.Meetings.Where(meeting =>
            In(ids, notIds, meeting.Number)
            && In(days, notDays, (int)meeting.Day + 1)
            && In(venues, notVenues, (int)VenueOf(meeting))
            && In(services, notServices, meeting.Body?.Number ?? 0)
            && (formats.Count == 0 || (any ? meeting.Formats.Any(each => formats.Contains(each)) : formats.All(each => meeting.Formats.Contains((int)Math.Min(each, int.MaxValue)))))
            && (notFormats.Count == 0 || !meeting.Formats.Any(each => notFormats.Contains(each)))
            && Fits(meeting, startsAfter, startsBefore, endsBefore, minDuration, maxDuration)
            && (numbers is null || numbers.Contains(meeting.Number))
            && (key is null || values.Contains(ValueOf(view, meeting, key)))
            && (words is null || Says(meeting, words)));

        return Near(view, query, matching) is { } hits ? Page(query, Sort(view, query, hits)) : [];
    }

    /// <summary>A field of a meeting, those that only the network knows included.</summary>
    public static string ValueOf(FeedView view, FeedMeeting meeting, string key) => key switch
    {
        "id_bigint" => FormatBook.Number(meeting.Number),
        "service_body_bigint" => FormatBook.Number(meeting.Body?.Number ?? 0),
        "service_body_name" => meeting.Body?.Name ?? "",
        "formats" => string.Join(',', meeting.Formats.Select(number => view.Formats.Word(number, "en")?.Key).OfType<string>()),
        "format_shared_id_list" => string.Join(',', meeting.Formats),
        "weekday_tinyint" => FormatBook.Number((int)meeting.Day + 1),
        "start_time" => meeting.Rule.StartsAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        "meeting_name" => meeting.Entry.Name,
        _ => meeting.Fields().GetValueOrDefault(key, ""),
    };

    private static bool In(HashSet<long> include, HashSet<long> exclude, long value) =>
        (include.Count == 0 || include.Contains(value)) && !exclude.Contains(value);

    private static VenueType VenueOf(FeedMeeting meeting) => (meeting.Rule.Venue ?? meeting.Entry.Listing.Venue)?.Type ?? VenueType.InPerson;

    private static bool Fits(FeedMeeting meeting, int? startsAfter, int? startsBefore, int? endsBefore, int? minDuration, int? maxDuration)
    {
        var start = (meeting.Rule.StartsAt.Hour * 60) + meeting.Rule.StartsAt.Minute;
        var length = meeting.Rule.Minutes;
        return !(start <= startsAfter) && !(start >= startsBefore) && !(start + length > endsBefore) && !(length < minDuration) && !(length > maxDuration);
    }

    private static HashSet<string> KeyValues(BmltQuery query, string? key)
    {
        var values = query.One("meeting_key_value") is { } one && !query.Has("meeting_key_value[]") ? [one] : query.List("meeting_key_value");
        return key is "start_time" or "duration_time"
            ? [.. values.Select(value => value.Split(':') is { Length: 2 } parts ? $"{parts[0].PadLeft(2, '0')}:{parts[1].PadLeft(2, '0')}:00" : value)]
            : [.. values];
    }

    private static HashSet<long> WithBranches(FeedView view, HashSet<long> numbers)
    {
        var found = new HashSet<long>(numbers);
        var children = view.Bodies.ToLookup(body => body.Parent);
        var queue = new Queue<BodyId>(view.Bodies.Where(body => numbers.Contains(body.Number)).Select(body => body.Id));
        while (queue.TryDequeue(out var id))
        {
            foreach (var child in children[id].Where(child => found.Add(child.Number)))
            {
                queue.Enqueue(child.Id);
            }
        }

        return found;
    }

    /// <summary>Words to be found, all of them; numbers between commas ask for meetings by their number instead.</summary>
    private static string[]? Words(BmltQuery query, out HashSet<long>? numbers)
    {
        numbers = null;
        if (query.One("SearchString")?.Trim() is not { } text || query.IsOne("StringSearchIsAnAddress"))
        {
            return null;
        }

        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 0 && Array.TrueForAll(parts, part => part.All(char.IsAsciiDigit)))
        {
            numbers = [.. parts.Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
            return null;
        }

        // Shorter words are no search.
        return text.Length > 2 ? [.. Plain(text).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)] : null;
    }

    private static bool Says(FeedMeeting meeting, string[] words)
    {
        var place = (meeting.Rule.Venue ?? meeting.Entry.Listing.Venue)?.Place;
        var said = Plain(string.Join(
            ' ',
            meeting.Entry.Name,
            place?.Name,
            place?.Info,
            place?.Street,
            place?.Neighborhood,
            place?.Borough,
            place?.City,
            place?.County,
            place?.Region,
            place?.PostalCode,
            meeting.Entry.Listing.Notes));
        return Array.TrueForAll(words, word => said.Contains(word, StringComparison.Ordinal));
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
        {
            plain.Append(char.ToLowerInvariant(c));
        }

        return plain.ToString();
    }

    /// <summary>Those within the distance that was asked for; null where the question lacks a part.</summary>
    private static List<BmltHit>? Near(FeedView view, BmltQuery query, IEnumerable<FeedMeeting> meetings)
    {
        var (north, east) = (query.Real("lat_val"), query.Real("long_val"));
        var (miles, kilometres) = (query.Real("geo_width"), query.Real("geo_width_km"));
        if (query.IsOne("StringSearchIsAnAddress") && query.One("SearchString") is { } address)
        {
            if (PlaceOf(view, address) is not var (lat, lon))
            {
                return null;
            }

            (north, east, miles, kilometres) = (lat, lon, query.Real("SearchStringRadius") ?? -NearestDefault, null);
        }
        else if (!query.Has("lat_val") && !query.Has("long_val"))
        {
            return [.. meetings.Select(meeting => new BmltHit(meeting, Miles: null))];
        }

        var keys = query.List("data_field_key");
        var asksDistance = keys.Contains("distance_in_miles") || keys.Contains("distance_in_km");
        if (north is not { } n || east is not { } e || Math.Abs(n) > 90 || Math.Abs(e) > 180 || (miles is null && kilometres is null && !asksDistance))
        {
            return null;
        }

        var measured = meetings.Select(meeting => new BmltHit(meeting, DistanceOf(meeting, n, e))).Where(hit => hit.Miles is not null);
        var radius = miles ?? (kilometres / KilometresPerMile);
        if (radius is not { } width)
        {
            return [.. measured];
        }

        if (width < 0)
        {
            // The circle that holds so many; those as far away as the last of them belong too.
            var nearest = measured.OrderBy(hit => hit.Miles).ToList();
            var count = (int)Math.Min(Math.Abs(miles ?? kilometres!.Value), nearest.Count);
            return count == 0 ? [] : nearest.FindAll(hit => hit.Miles <= nearest[count - 1].Miles);
        }

        return [.. measured.Where(hit => hit.Miles <= width)];
    }

    private static double? DistanceOf(FeedMeeting meeting, double north, double east)
    {
        if ((meeting.Rule.Venue ?? meeting.Entry.Listing.Venue)?.Place is not { Latitude: { } lat, Longitude: { } lon })
        {
            return null;
        }

        static double Rad(double degrees) => degrees * Math.PI / 180;
        var cosine = (Math.Cos(Rad(lat)) * Math.Cos(Rad(north)) * Math.Cos(Rad(lon) - Rad(east))) + (Math.Sin(Rad(lat)) * Math.Sin(Rad(north)));
        return MilesPerDegree * Math.Acos(Math.Min(1, Math.Max(-1, cosine))) * 180 / Math.PI;
    }

    /// <summary>Where the listings' own towns and postal codes are: no address leaves this server to be looked up elsewhere.</summary>
    private static (double North, double East)? PlaceOf(FeedView view, string address)
    {
        var parts = Plain(address).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        bool Is(Place place) => Array.Exists(parts, part =>
            part == Plain(place.City ?? "") || part == Plain(place.PostalCode ?? "").Split('-')[0] || part == Plain(place.Borough ?? ""));
        var points = view.Meetings
            .Select(meeting => (meeting.Rule.Venue ?? meeting.Entry.Listing.Venue)?.Place)
            .Where(place => place is { Latitude: not null, Longitude: not null } && Is(place))
            .Select(place => (place!.Latitude!.Value, place.Longitude!.Value))
            .ToList();
        return points.Count == 0 ? null : (points.Average(point => point.Item1), points.Average(point => point.Item2));
    }

    private static List<BmltHit> Sort(FeedView view, BmltQuery query, List<BmltHit> hits)
    {
        if (query.IsOne("sort_results_by_distance") && hits.TrueForAll(hit => hit.Miles is not null))
        {
            return [.. hits.OrderBy(hit => hit.Miles).ThenBy(hit => hit.Meeting.Number)];
        }

        var keys = query.List("sort_keys") is { Count: > 0 } own ? [.. own.Take(10)]
            : query.One("sort_key") is { } alias && SortAliases.TryGetValue(alias, out var known) ? known
            : SortDefault;
        var values = hits.ConvertAll(hit => (Hit: hit, Values: Array.ConvertAll(keys, key => ValueOf(view, hit.Meeting, key))));
        values.Sort((one, other) =>
        {
            for (var at = 0; at < keys.Length; at++)
            {
                var order = keys[at] is "id_bigint" or "service_body_bigint" or "latitude" or "longitude"
                    ? Real(one.Values[at]).CompareTo(Real(other.Values[at]))
                    : string.Compare(one.Values[at], other.Values[at], StringComparison.OrdinalIgnoreCase);
                if (order != 0)
                {
                    return order;
                }
            }

            return one.Hit.Meeting.Number.CompareTo(other.Hit.Meeting.Number);
        });
        return values.ConvertAll(value => value.Hit);
    }

    private static double Real(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : 0;

    private static List<BmltHit> Page(BmltQuery query, List<BmltHit> hits)
    {
        if (!query.Has("page_size"))
        {
            return hits;
        }

        var (size, number) = (query.Whole("page_size", int.MaxValue), query.One("page_num") is null ? 1 : query.Whole("page_num", int.MaxValue));
        return size is not > 0 || number is not > 0 ? [] : [.. hits.Skip((int)Math.Min((long)size * (number.Value - 1), int.MaxValue)).Take(size.Value)];
    }
}
