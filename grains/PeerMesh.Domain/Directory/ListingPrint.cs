using System.Text.Json;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Directory;

/// <summary>The content of a listing, or of a part of one, as one text. Lists compare by reference, so records with the same content need not be equal; their prints are.</summary>
internal static class ListingPrint
{
    public static string Of(Listing listing) => JsonSerializer.Serialize(listing);

    public static string Of(IReadOnlyList<MeetingRule> rules) => JsonSerializer.Serialize(rules);
}
