using System.Collections.Immutable;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Search;

/// <summary>What can be asked of a group, one value or several each.</summary>
public enum Facet
{
    Topic,
    Audience,

    /// <summary>BCP 47 tags, and their language alone: a group in es-MX is found as "es" too.</summary>
    Language,

    /// <summary>As stored: inPerson, virtual, hybrid.</summary>
    Venue,

    /// <summary>How people can take part: inPerson, online, phone.</summary>
    Way,
    Kind,
    Openness,
    Series,
    Ages,
    Access,
    Type,
    Proof,
}

/// <summary>What the directory knows of a group for a search, apart from when it meets.</summary>
public sealed class SearchFacts
{
    private SearchFacts(DirectoryEntry entry, DateOnly today, Sharing? sharing)
    {
        var listing = entry.Listing;
        TitleWords = [.. Words.Of(entry.Name).Distinct().Select(Shared)];
        OtherWords = [.. OtherTexts(entry).SelectMany(Words.Of).Distinct().Select(Shared)];
        Values = [.. ValuesOf(entry, today).Distinct()];
        Name = Words.Fold(entry.Name);

        // Where people go: a place that is kept for an on-line group says nothing of how near it is.
        var place = listing.Venue is { Type: not VenueType.Virtual, Place: { } at } ? at : null;
        Point = place is { Latitude: { } latitude, Longitude: { } longitude } ? GeoPoint.Of(latitude, longitude) : null;

        string Shared(string word) => sharing?.Text(word) ?? word;
    }

    /// <summary>The words of its name.</summary>
    public ImmutableArray<string> TitleWords { get; }

    /// <summary>The words of everything else it says in short: topics, focus, what it is about, where it is.</summary>
    public ImmutableArray<string> OtherWords { get; }

    public ImmutableArray<(Facet Facet, string Value)> Values { get; }

    /// <summary>Its name, folded, to order by.</summary>
    public string Name { get; }

    public GeoPoint? Point { get; }

    /// <param name="today">What is different on single dates counts from here on.</param>
    internal static SearchFacts Of(DirectoryEntry entry, DateOnly today, Sharing? sharing) => new(entry, today, sharing);

    /// <summary>The name of an enumeration's value as it stands in addresses and JSON: "inPerson".</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
    }

    private static IEnumerable<string?> OtherTexts(DirectoryEntry entry)
    {
        var listing = entry.Listing;
        var place = listing.Venue?.Place;
        return [.. listing.Topics, listing.Focus, entry.About, place?.Name, place?.Neighborhood, place?.Borough, place?.City, place?.PostalCode];
    }

    private static IEnumerable<Venue?> VenuesOf(Listing listing, DateOnly today) =>
    [
        listing.Venue,
        .. listing.Timetable?.Rules.Select(rule => rule.Venue) ?? [],
        .. listing.Timetable?.Closures.Where(closure => closure.To >= today).Select(closure => closure.VirtualInstead) ?? [],
        .. listing.Timetable?.Changes.Where(change => (change.MovedTo ?? change.Date) >= today).Select(change => change.Venue) ?? [],
    ];

    private static IEnumerable<(Facet, string)> ValuesOf(DirectoryEntry entry, DateOnly today)
    {
        var listing = entry.Listing;
        foreach (var (facet, values) in new[]
        {
            (Facet.Topic, listing.Topics), (Facet.Audience, listing.Audiences), (Facet.Access, listing.Access), (Facet.Type, listing.Types),
        })
        {
            foreach (var value in values)
            {
                yield return (facet, value.ToLowerInvariant());
            }
        }

        foreach (var tag in listing.Languages.Select(language => language.ToLowerInvariant()))
        {
            yield return (Facet.Language, tag);
            yield return (Facet.Language, tag.Split('-')[0]);
        }

        // A group may meet in a room on Tuesdays, on line on Fridays, and all on line while the room is painted: it is found all ways.
        // Where a search asks for a time as well, the meeting at that time decides: see Agenda.
        foreach (var value in WaysOf.Values(VenuesOf(listing, today).Aggregate(Ways.None, (ways, venue) => ways | WaysOf.Venue(venue))))
        {
            yield return value;
        }

        yield return (Facet.Kind, NameOf(listing.Kind));
        yield return (Facet.Openness, NameOf(entry.Openness));
        yield return (Facet.Series, NameOf(listing.Series));
        yield return (Facet.Ages, NameOf(listing.Ages));
        if (listing.GivesProof)
        {
            yield return (Facet.Proof, "true");
        }
    }
}
