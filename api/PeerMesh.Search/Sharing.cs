using System.Collections.Concurrent;
using System.Collections.Immutable;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Search;

/// <summary>Lets groups share what they say alike while the directory is loaded: half a million groups have a few thousand different towns, topics and languages.</summary>
internal sealed class Sharing
{
    private ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, ImmutableList<string>> _lists = new(StringComparer.Ordinal);

    /// <summary>The same entry, of shared parts.</summary>
    public DirectoryEntry Of(DirectoryEntry entry)
    {
        var listing = entry.Listing;
        return entry with
        {
            FormName = Text(entry.FormName)!,
            Listing = listing with
            {
                Topics = List(listing.Topics),
                Audiences = List(listing.Audiences),
                Languages = List(listing.Languages),
                Types = List(listing.Types),
                Access = List(listing.Access),
                Venue = Of(listing.Venue),
                Timetable = listing.Timetable is { } timetable ? timetable with { Zone = Text(timetable.Zone)! } : null,
                Body = listing.Body is { } body ? new(Text(body.Value)!) : null,
            },
        };
    }

    public string? Text(string? text) => text is null ? null : _texts.GetOrAdd(text, text);

    public void Forget()
    {
        _texts = new(StringComparer.Ordinal);
        _lists = new(StringComparer.Ordinal);
    }

    private Venue? Of(Venue? venue) => venue?.Place is not { } place
        ? venue
        : venue with
        {
            Place = place with
            {
                Borough = Text(place.Borough),
                City = Text(place.City),
                County = Text(place.County),
                Region = Text(place.Region),
                PostalCode = Text(place.PostalCode),
                Nation = Text(place.Nation),
            },
        };

    private ImmutableList<string> List(ImmutableList<string> list) =>
        list.IsEmpty ? ImmutableList<string>.Empty : _lists.GetOrAdd(string.Join('\n', list), _ => [.. list.Select(text => Text(text)!)]);
}
