using Microsoft.Extensions.Localization;
using NodaTime;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Search;
using PeerMesh.Web.Finding;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.Pages.Find;

/// <summary>One list of choices of the form.</summary>
internal sealed record ChoiceModel(FindModel Page, Facet Facet, string Label);

/// <summary>One group among the results.</summary>
/// <param name="Zone">The reader's.</param>
internal sealed record HitModel(SearchHit Hit, DateTimeOffset Now, DateTimeZone Zone, BodyTree Bodies)
{
    private static readonly TimeSpan SoonMax = TimeSpan.FromHours(2);

    /// <summary>Whether the meeting shown is under way.</summary>
    public bool IsNow => Hit.NextAt <= Now && Hit.EndsAt > Now;

    /// <summary>Minutes until it begins, where they are few.</summary>
    public int? Soon => Hit.NextAt is { } at && at > Now && at - Now < SoonMax ? (int)Math.Ceiling((at - Now).TotalMinutes) : null;

    public IEnumerable<string> Facts(IStringLocalizer find, IStringLocalizer pages, VenueType? venue)
    {
        var listing = Hit.Group.Listing;
        if (venue is { } type)
        {
            yield return FindWords.Of(find, Facet.Venue, SearchFacts.NameOf(type));
        }

        if (venue is not VenueType.Virtual && FindWords.Town(listing.Venue?.Place) is { } town)
        {
            yield return town;
        }

        yield return string.Join(", ", listing.Languages.Select(tag => PageWords.Language(pages, tag)));
        if (listing.Topics.Count > 0)
        {
            yield return string.Join(", ", listing.Topics.Take(3).Select(topic => FindWords.Of(find, Facet.Topic, topic)));
        }

        if (listing.Ages == AgeBand.Teens)
        {
            yield return FindWords.Of(find, Facet.Ages, "teens");
        }

        if (Hit.Group.Openness == Openness.Members)
        {
            yield return FindWords.Of(find, Facet.Openness, "members");
        }
    }
}

/// <summary>Zones by the names people in the United States give them, others by their own.</summary>
internal static class FindZones
{
    public static string Name(IStringLocalizer texts, string zone)
    {
        var text = texts[$"Zone.{zone}"];
        return text.ResourceNotFound ? zone.Replace('_', ' ') : text.Value;
    }
}
