using PeerMesh.Domain.Directory;

namespace PeerMesh.Search;

/// <summary>How one meeting is held and how people can take part in it: the values of <see cref="Facet.Venue"/> and <see cref="Facet.Way"/> as bits.</summary>
[Flags]
internal enum Ways : byte
{
    None = 0,
    VenueInPerson = 1,
    VenueVirtual = 2,
    VenueHybrid = 4,
    InPerson = 8,
    Online = 16,
    Phone = 32,
}

internal static class WaysOf
{
    private static readonly (Ways Bit, Facet Facet, string Value)[] All =
    [
        (Ways.VenueInPerson, Facet.Venue, SearchFacts.NameOf(VenueType.InPerson)),
        (Ways.VenueVirtual, Facet.Venue, SearchFacts.NameOf(VenueType.Virtual)),
        (Ways.VenueHybrid, Facet.Venue, SearchFacts.NameOf(VenueType.Hybrid)),
        (Ways.InPerson, Facet.Way, "inPerson"),
        (Ways.Online, Facet.Way, "online"),
        (Ways.Phone, Facet.Way, "phone"),
    ];

    public static Ways Venue(Venue? venue) => venue is null
        ? Ways.None
        : (venue.Phone is null ? Ways.None : Ways.Phone) | venue.Type switch
        {
            VenueType.InPerson => Ways.VenueInPerson | Ways.InPerson,
            VenueType.Virtual => Ways.VenueVirtual | Ways.Online,
            _ => Ways.VenueHybrid | Ways.InPerson | Ways.Online,
        };

    public static IEnumerable<(Facet Facet, string Value)> Values(Ways ways) => All.Where(each => ways.HasFlag(each.Bit)).Select(each => (each.Facet, each.Value));

    /// <summary>The bits of which a meeting has to have one for each of the two facets that a query asks for; none where it asks for neither.</summary>
    public static (Ways Venue, Ways Way) Asked(SearchQuery query) => (Asked(query, Facet.Venue), Asked(query, Facet.Way));

    private static Ways Asked(SearchQuery query, Facet facet)
    {
        var asked = Ways.None;
        if (query.Facets.TryGetValue(facet, out var values))
        {
            foreach (var (bit, of, value) in All)
            {
                asked |= of == facet && values.Contains(value) ? bit : Ways.None;
            }
        }

        return asked;
    }
}
