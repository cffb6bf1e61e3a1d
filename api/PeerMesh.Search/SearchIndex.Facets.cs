using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Search;

/// <param name="Total">How many groups fit the search.</param>
/// <param name="Counts">For each facet how many groups each of its values would give, were it chosen in place of what is chosen of the facet. Most first.</param>
/// <param name="Bodies">The same for the bodies that have groups of their own among those found; at most <see cref="BodiesMax"/>.</param>
public sealed record FacetPage(
    int Total,
    ImmutableDictionary<Facet, ImmutableArray<FacetCount>> Counts,
    ImmutableArray<(BodyId Body, int Count)> Bodies)
{
    public const int BodiesMax = 50;
}

public readonly record struct FacetCount(string Value, int Count);

internal sealed partial class SearchIndex
{
    public FacetPage Facets(SearchQuery query, BodyTree bodies, DateTimeOffset now)
    {
        var scratch = Scratch.Rent(WordsUsed);
        var asOf = TimeWindows.MinuteOf(now);
        var look = LookFor(query, bodies, asOf);
        Match(look, scratch, scratch.Found, except: null);
        var total = Bits.Count(scratch.Found);
        var ofBodies = _bodies
            .Select(pair => (Body: pair.Key, Count: pair.Value.CountIn(scratch.Found)))
            .Where(body => body.Count > 0)
            .OrderByDescending(body => body.Count)
            .ThenBy(body => body.Body.Value, StringComparer.Ordinal)
            .Take(FacetPage.BodiesMax)
            .ToImmutableArray();

        var counts = ImmutableDictionary.CreateBuilder<Facet, ImmutableArray<FacetCount>>();
        foreach (var byFacet in _facets.GroupBy(pair => pair.Key.Facet))
        {
            var counted = byFacet.Key is Facet.Venue or Facet.Way && look.Windows is not null
                ? CountEach(query, bodies, asOf, scratch, byFacet.Key, byFacet.Select(pair => pair.Key.Value))
                : CountTogether(look, scratch, byFacet);
            counts[byFacet.Key] = [.. counted.Where(value => value.Count > 0).OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal)];
        }

        return new FacetPage(total, counts.ToImmutable(), ofBodies);
    }

    // At a time that is asked for, how a group is held depends on its meeting then, so each value is a search of its own.
    private List<FacetCount> CountEach(SearchQuery query, BodyTree bodies, int asOf, Scratch scratch, Facet facet, IEnumerable<string> values)
    {
        var counts = new List<FacetCount>();
        foreach (var value in values)
        {
            Match(LookFor(query.With(facet, value), bodies, asOf), scratch, scratch.Found, except: null);
            counts.Add(new FacetCount(value, Bits.Count(scratch.Found)));
        }

        return counts;
    }

    private List<FacetCount> CountTogether(Look look, Scratch scratch, IEnumerable<KeyValuePair<(Facet Facet, string Value), SlotSet>> values)
    {
        // Access needs are all wanted, so another one narrows what is found; of other facets another value widens it.
        var facet = values.First().Key.Facet;
        Match(look, scratch, scratch.Found, except: facet is not Facet.Access && look.Query.Facets.ContainsKey(facet) ? facet : null);
        return [.. values.Select(pair => new FacetCount(pair.Key.Value, pair.Value.CountIn(scratch.Found)))];
    }
}
