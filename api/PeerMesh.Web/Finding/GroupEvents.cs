using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Web.Finding;

/// <summary>A group's coming meetings as search engines read them (schema.org, JSON-LD).</summary>
internal static class GroupEvents
{
    /// <param name="page">The group's own address, absolute.</param>
    /// <returns>JSON that is safe inside a script element: what could end one is escaped.</returns>
    public static string Json(DirectoryEntry group, IEnumerable<Occurrence> meetings, string page, string? organizer)
    {
        var events = meetings.Select(meeting => (JsonNode)Event(group, meeting, page, organizer)).ToArray();
        return new JsonObject { ["@context"] = "https://schema.org", ["@graph"] = new JsonArray(events) }.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonObject Event(DirectoryEntry group, Occurrence meeting, string page, string? organizer)
    {
        var venue = meeting.Venue ?? group.Listing.Venue;
        var json = new JsonObject
        {
            ["@type"] = "Event",
            ["name"] = group.Name,
            ["startDate"] = meeting.StartsAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
            ["endDate"] = meeting.EndsAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
            ["eventStatus"] = "https://schema.org/" + meeting.Status switch
            {
                OccurrenceStatus.Cancelled => "EventCancelled",
                OccurrenceStatus.Moved => "EventRescheduled",
                _ => "EventScheduled",
            },
            ["eventAttendanceMode"] = "https://schema.org/" + venue?.Type switch
            {
                VenueType.InPerson => "OfflineEventAttendanceMode",
                VenueType.Hybrid => "MixedEventAttendanceMode",
                _ => "OnlineEventAttendanceMode",
            },
            ["isAccessibleForFree"] = true,
            ["url"] = page,
            ["organizer"] = new JsonObject { ["@type"] = "Organization", ["name"] = organizer ?? group.Name, ["url"] = page },
            ["inLanguage"] = group.Listing.Languages.FirstOrDefault(),
        };
        if (!string.IsNullOrWhiteSpace(group.About))
        {
            json["description"] = group.About;
        }

        var locations = Locations(venue, group, page).ToArray();
        json["location"] = locations.Length == 1 ? locations[0] : new JsonArray(locations);
        return json;
    }

    // Search engines know countries by their two letters (ISO 3166-1); listings of the United States say it in several ways.
    private static string? Country(string? nation) => nation?.Trim().ToUpperInvariant() is "USA" or "U.S.A." or "UNITED STATES" or "UNITED STATES OF AMERICA" ? "US" : nation;

    private static IEnumerable<JsonNode> Locations(Venue? venue, DirectoryEntry group, string page)
    {
        if (venue is { Type: VenueType.InPerson or VenueType.Hybrid })
        {
            var place = venue.Place ?? new Place();
            var at = new JsonObject
            {
                ["@type"] = "Place",
                ["name"] = place.Name ?? FindWords.Town(place) ?? group.Name,
                ["address"] = new JsonObject
                {
                    ["@type"] = "PostalAddress",
                    ["streetAddress"] = place.Street,
                    ["addressLocality"] = place.City ?? place.Borough,
                    ["addressRegion"] = place.Region,
                    ["postalCode"] = place.PostalCode,
                    ["addressCountry"] = Country(place.Nation),
                },
            };
            if (place is { Latitude: { } latitude, Longitude: { } longitude })
            {
                at["geo"] = new JsonObject { ["@type"] = "GeoCoordinates", ["latitude"] = latitude, ["longitude"] = longitude };
            }

            yield return at;
        }

        if (venue is not { Type: VenueType.InPerson })
        {
            yield return new JsonObject { ["@type"] = "VirtualLocation", ["url"] = page };
        }
    }
}
