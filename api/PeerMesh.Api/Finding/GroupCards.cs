using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using NodaTime;
using PeerMesh.Api.Http;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Search;

namespace PeerMesh.Api.Finding;

/// <summary>What a list of results says of a group whatever was asked, as JSON: the same few groups are shown again and again.</summary>
internal sealed class GroupCards
{
    /// <summary>About a hundred megabytes, and more groups than anybody asks for in an hour.</summary>
    private const int RememberedMax = 131_072;

    // The first member that depends on the search: those before it are remembered, it and those behind are written anew.
    private static readonly byte[] FirstOfSearch = Encoding.UTF8.GetBytes($",\"{JsonNamingPolicy.CamelCase.ConvertName(nameof(FoundGroupResponse.NextMeeting))}\":");

    private ConcurrentDictionary<GroupId, Card> _remembered = new();
    private int _count;

    public Card Of(SearchHit hit, BodyTree bodies)
    {
        var entry = hit.Group;
        if (_remembered.TryGetValue(entry.Group, out var known) && ReferenceEquals(known.Entry, entry) && ReferenceEquals(known.Bodies, bodies))
        {
            return known;
        }

        var whole = JsonSerializer.SerializeToUtf8Bytes(FoundGroupResponse.Of(hit, bodies), WireJson.Options);
        var card = new Card(entry, bodies, whole[1..whole.AsSpan().LastIndexOf(FirstOfSearch)], NextMeetingResponse.ZoneOf(entry));
        if (Interlocked.Increment(ref _count) > RememberedMax)
        {
            (_remembered, _count) = (new(), 0);
        }

        return _remembered[entry.Group] = card;
    }

    /// <param name="Json">The members of <see cref="FoundGroupResponse"/> up to the body, without the brace before them.</param>
    /// <param name="Zone">The group's; null where it has no timetable.</param>
    internal sealed record Card(DirectoryEntry Entry, BodyTree Bodies, byte[] Json, DateTimeZone? Zone);
}
