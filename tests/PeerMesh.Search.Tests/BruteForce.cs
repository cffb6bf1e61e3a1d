using NodaTime;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Search.Tests;

/// <summary>The search as one would write it on a napkin: every group is asked everything. It shares nothing with the index but the words for a query.</summary>
internal static class BruteForce
{
    public static List<(string Group, DateTimeOffset? Next)> Search(IEnumerable<DirectoryEntry> groups, SearchQuery query, DateTimeOffset now)
    {
        var asOf = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 60 * 60);
        var found = groups
            .Where(group => group.Listing.Visibility == Visibility.Public)
            .Where(group => Facets(group, query) && Body(group, query) && Near(group, query))
            .Select(group => (Group: group, Next: Next(group, query, asOf), Open: Door(group, query), Score: Score(group, query)))
            .Where(each => each.Score is not null && (!AsksForTime(query) || each.Next is not null || each.Open))
            .ToList();
        var ordered = query.Order switch
        {
            Order.Distance => found.OrderBy(each => Miles(each.Group, query) ?? double.MaxValue),
            Order.Relevance => found.OrderByDescending(each => each.Score).ThenBy(each => each.Open ? 0 : 1).ThenBy(each => Instant(each.Open, each.Next)),
            Order.Name => found.OrderBy(each => Words.Fold(each.Group.Name), StringComparer.Ordinal),
            _ => found.OrderBy(each => each.Open ? 0 : 1).ThenBy(each => Instant(each.Open, each.Next)),
        };
        return [.. ordered
            .ThenBy(each => Rank.TieOf(each.Group.Group))
            .ThenBy(each => each.Group.Group.Value, StringComparer.Ordinal)
            .Select(each => (each.Group.Group.Value, each.Next))];
    }

    // Among open doors the next meeting does not order.
    private static DateTimeOffset Instant(bool open, DateTimeOffset? next) => open ? DateTimeOffset.MinValue : next ?? DateTimeOffset.MaxValue;

    private static bool AsksForTime(SearchQuery query) => query.When != TimeFrame.Anytime || !query.Days.IsEmpty || query.From is not null || query.To is not null;

    private static bool Door(DirectoryEntry group, SearchQuery query) =>
        !group.OpenSessions.IsEmpty && query.When is TimeFrame.Anytime or TimeFrame.Now or TimeFrame.Next && !group.OpenSessions.IsEmpty && query.Days.IsEmpty && query.From is null && query.To is null;

    private static DateTimeOffset? Next(DirectoryEntry group, SearchQuery query, DateTimeOffset asOf)
    {
        var holidays = group.Listing.Body is { } body ? Sample.Bodies.HolidaysOf(body) : [];
        var meetings = Occurrences.Between(group.Listing.Timetable, holidays, asOf.AddHours(-6), asOf.AddDays(370))
            .Where(meeting => meeting.Status != OccurrenceStatus.Cancelled && meeting.StartsAt >= asOf.AddMinutes(-query.Grace))
            .Where(meeting => meeting.EndsAt > asOf || meeting.StartsAt > asOf)
            .Where(meeting => !AsksForTime(query) || (Fits(meeting.StartsAt, query, asOf) && HeldAsAsked(meeting.Venue ?? group.Listing.Venue, query)));
        return meetings.Select(meeting => (DateTimeOffset?)meeting.StartsAt.ToUniversalTime()).FirstOrDefault();
    }

    private static bool Fits(DateTimeOffset start, SearchQuery query, DateTimeOffset asOf)
    {
        var zone = DateTimeZoneProviders.Tzdb[query.Zone];
        var today = NodaTime.Instant.FromDateTimeOffset(asOf).InZone(zone).Date;
        var local = NodaTime.Instant.FromDateTimeOffset(start).InZone(zone).LocalDateTime;
        if (start >= asOf.AddMinutes(7 * 24 * 60)
            || (query.When == TimeFrame.Now && start > asOf)
            || (query.When == TimeFrame.Next && start > asOf.AddHours(3)))
        {
            return false;
        }

        // The evening it belongs to: a window past midnight still belongs to the day on which it began.
        var clock = new TimeOnly(local.Hour, local.Minute);
        var wraps = query is { From: { } begins, To: { } ends } && ends <= begins;
        var fitsClock = wraps ? clock >= query.From || clock < query.To : !(clock < query.From) && !(clock >= query.To);
        if (!fitsClock)
        {
            return false;
        }

        var day = wraps && clock < query.To ? local.Date.PlusDays(-1) : local.Date;
        return (Weekday)((int)day.DayOfWeek % 7) is var weekday
            && (query.Days.IsEmpty || query.Days.Contains(weekday))
            && (query.When != TimeFrame.Today || day == today)
            && (query.When != TimeFrame.Tomorrow || day == today.PlusDays(1));
    }

    private static bool Facets(DirectoryEntry group, SearchQuery query) => query.Facets.All(facet =>
    {
        var values = Values(group, facet.Key).ToHashSet();
        return facet.Key == Facet.Access ? facet.Value.All(values.Contains) : facet.Value.Any(values.Contains);
    });

    private static IEnumerable<string> Values(DirectoryEntry group, Facet facet)
    {
        var listing = group.Listing;
        return facet switch
        {
            Facet.Topic => listing.Topics,
            Facet.Audience => listing.Audiences,
            Facet.Language => listing.Languages.SelectMany(tag => new[] { tag.ToLowerInvariant(), tag[..2] }),
            Facet.Venue or Facet.Way => Venues(group).SelectMany(each => Held(each, facet)),
            Facet.Kind => [listing.Kind switch { GroupKind.SupportGroup => "supportGroup", GroupKind.MentoringCircle => "mentoringCircle", _ => "training" }],
            Facet.Openness => [group.Openness == Domain.Groups.Openness.Open ? "open" : "members"],
            Facet.Series => [listing.Series switch { SeriesKind.Ongoing => "ongoing", SeriesKind.Limited => "limited", _ => "closed" }],
            Facet.Ages => [listing.Ages == AgeBand.Adults ? "adults" : "teens"],
            Facet.Access => listing.Access,
            Facet.Type => listing.Types.Select(type => type.ToLowerInvariant()),
            _ => listing.GivesProof ? ["true"] : [],
        };
    }

    // All the ways it meets, temporary ones included that are not over at the time of the sample.
    private static IEnumerable<Venue> Venues(DirectoryEntry group)
    {
        var today = DateOnly.FromDateTime(Sample.Now.UtcDateTime);
        var timetable = group.Listing.Timetable;
        return new[] { group.Listing.Venue }
            .Concat(timetable?.Rules.Select(rule => rule.Venue) ?? [])
            .Concat(timetable?.Closures.Where(closure => closure.To >= today).Select(closure => closure.VirtualInstead) ?? [])
            .Concat(timetable?.Changes.Where(change => (change.MovedTo ?? change.Date) >= today).Select(change => change.Venue) ?? [])
            .OfType<Venue>();
    }

    private static IEnumerable<string> Held(Venue venue, Facet facet) => facet == Facet.Venue
        ? [venue.Type switch { VenueType.InPerson => "inPerson", VenueType.Virtual => "virtual", _ => "hybrid" }]
        : new (bool, string)[] { (venue.Type != VenueType.Virtual, "inPerson"), (venue.Type != VenueType.InPerson, "online"), (venue.Phone is not null, "phone") }.Where(way => way.Item1).Select(way => way.Item2);

    // At a time that is asked for, the meeting itself is held as asked.
    private static bool HeldAsAsked(Venue? venue, SearchQuery query) => new[] { Facet.Venue, Facet.Way }.All(facet =>
        !query.Facets.TryGetValue(facet, out var wanted) || (venue is not null && Held(venue, facet).Any(wanted.Contains)));

    private static bool Body(DirectoryEntry group, SearchQuery query)
    {
        if (query.Body is not { } wanted)
        {
            return true;
        }

        for (var body = group.Listing.Body; body is { } at; body = query.WithBranches ? Sample.Bodies.Find(at)?.Parent : null)
        {
            if (at == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Near(DirectoryEntry group, SearchQuery query) =>
        query.Near is null || Miles(group, query) <= query.Miles || (query.OrOnline && Values(group, Facet.Way).Contains("online"));

    // Haversine, in its textbook form.
    private static double? Miles(DirectoryEntry group, SearchQuery query)
    {
        if (query.Near is not { } near || group.Listing.Venue is not { Type: not VenueType.Virtual, Place: { Latitude: { } latitude, Longitude: { } longitude } })
        {
            return null;
        }

        double Radians(double degrees) => degrees * Math.PI / 180;
        var (dLat, dLon) = (Radians(latitude - near.Latitude), Radians(longitude - near.Longitude));
        var a = Math.Pow(Math.Sin(dLat / 2), 2) + (Math.Cos(Radians(near.Latitude)) * Math.Cos(Radians(latitude)) * Math.Pow(Math.Sin(dLon / 2), 2));
        return 2 * 6371.0088 / 1.609344 * Math.Asin(Math.Sqrt(a));
    }

    // Null where a word is missing; else for each word 4 for the name, 2 for the rest, one less where it only nearly fits.
    private static int? Score(DirectoryEntry group, SearchQuery query)
    {
        var listing = group.Listing;
        var title = Words.Of(group.Name);
        var other = new[] { group.About, listing.Focus, listing.Venue!.Place!.City }.Concat(listing.Topics).SelectMany(Words.Of).ToList();
        var score = 0;
        foreach (var word in query.Words)
        {
            var best = title.Contains(word) ? 4 : title.Any(own => Nearly(word, own)) ? 3 : other.Contains(word) ? 2 : other.Any(own => Nearly(word, own)) ? 1 : 0;
            if (best == 0)
            {
                return null;
            }

            score += best;
        }

        return score;
    }

    private static bool Nearly(string typed, string word) =>
        (typed.Length >= 3 && word.StartsWith(typed, StringComparison.Ordinal)) || Distance(typed, word) <= (typed.Length < 4 ? 0 : typed.Length < 8 ? 1 : 2);

    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
