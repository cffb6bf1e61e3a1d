using System.Globalization;
using System.Text.Json;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Feeds;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Api.Feeds;

/// <summary>One row of a Meeting Guide feed: a weekly meeting, or a group that meets by appointment.</summary>
/// <param name="Rule">Null meets by appointment.</param>
/// <param name="Slug">Unique in the feed, at most 64 characters, and it stays.</param>
internal sealed record MeetingGuideRow(DirectoryEntry Entry, MeetingRule? Rule, string Slug, Body? Body);

/// <summary>Writes meetings as the Meeting Guide format has them.</summary>
/// <param name="site">Address of this server.</param>
/// <param name="dialIn">The network's telephone number for PeerMesh rooms; null has none.</param>
internal sealed class MeetingGuideFeed(string site, string? dialIn)
{
    private const int SlugMax = 64;

    public static IEnumerable<MeetingGuideRow> Rows(IEnumerable<DirectoryEntry> entries, Func<DirectoryEntry, Body?> bodyOf, DateOnly today)
    {
        foreach (var entry in entries)
        {
            if (entry.Listing.Timetable is { ByAppointment: true })
            {
                yield return new MeetingGuideRow(entry, null, entry.Slug, bodyOf(entry));
                continue;
            }

            var rules = WeeklyRules.Of(entry.Listing.Timetable, today).ToList();
            foreach (var rule in rules)
            {
                yield return new MeetingGuideRow(entry, rule, rules.Count == 1 ? entry.Slug : SlugOf(entry.Slug, rule.Id), bodyOf(entry));
            }
        }
    }

    /// <summary>The row's fields, in the format's order. Values are texts, numbers or lists of texts.</summary>
    public IEnumerable<(string Name, object Value)> Fields(MeetingGuideRow row)
    {
        var (entry, listing, rule) = (row.Entry, row.Entry.Listing, row.Rule);
        var venue = rule?.Venue ?? listing.Venue ?? new Venue(VenueType.Virtual, InRoom: true);
        var place = venue.Place;
        var passed = MeetingGuideFields.IsFrom(listing.Origin) ? listing.Origin!.Extra : null;
        string? Passed(string name) => passed?.GetValueOrDefault(name);

        yield return ("name", entry.Name);
        yield return ("slug", row.Slug);
        if (rule?.Recurrence is Weekly weekly)
        {
            yield return ("day", weekly.Days.Count == 1 ? (int)weekly.Days[0] : weekly.Days.Select(day => (int)day).ToArray());
            yield return ("time", rule.StartsAt.ToString("HH:mm", CultureInfo.InvariantCulture));

            // A meeting of a whole day would seem to take no time.
            if (rule.Minutes < 24 * 60)
            {
                yield return ("end_time", rule.StartsAt.AddMinutes(rule.Minutes).ToString("HH:mm", CultureInfo.InvariantCulture));
            }
        }

        yield return ("timezone", listing.Timetable?.Zone ?? "America/New_York");
        foreach (var field in Where(venue, listing, Passed))
        {
            yield return field;
        }

        foreach (var field in OnLine(entry, venue))
        {
            yield return field;
        }

        var types = MeetingGuideFields.Types(listing, venue);
        if (types.Count > 0)
        {
            yield return ("types", types);
        }

        foreach (var (name, value) in Texts(
            ("notes", listing.Notes),
            ("location", place?.Name),
            ("location_notes", place?.Info),
            ("group", Passed("group") ?? (entry.About.Length > 0 ? entry.Name : null)),
            ("group_notes", entry.About),
            ("venmo", Passed("venmo")),
            ("square", Passed("square")),
            ("paypal", Passed("paypal")),
            ("homegroup_online", Passed("homegroup_online"))))
        {
            yield return (name, value);
        }

        yield return ("updated", entry.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        yield return ("url", $"{site}/groups/{entry.Slug}");
        foreach (var (name, value) in Texts(("edit_url", Passed("edit_url")), ("feedback_url", Passed("feedback_url"))))
        {
            yield return (name, value);
        }

        if (Passed("feedback_emails") is { } emails)
        {
            yield return ("feedback_emails", emails.Split(','));
        }

        foreach (var field in Entity(row.Body).Concat(Contacts(listing)))
        {
            yield return field;
        }
    }

    public void Write(Utf8JsonWriter json, MeetingGuideRow row)
    {
        json.WriteStartObject();
        foreach (var (name, value) in Fields(row))
        {
            json.WritePropertyName(name);
            switch (value)
            {
                case string text:
                    json.WriteStringValue(text);
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                case double degrees:
                    json.WriteNumberValue(degrees);
                    break;
                case IEnumerable<int> numbers:
                    json.WriteStartArray();
                    foreach (var each in numbers)
                    {
                        json.WriteNumberValue(each);
                    }

                    json.WriteEndArray();
                    break;
                case IEnumerable<string> texts:
                    json.WriteStartArray();
                    foreach (var each in texts)
                    {
                        json.WriteStringValue(each);
                    }

                    json.WriteEndArray();
                    break;
                default:
                    throw new NotSupportedException($"No way to write a {value.GetType().Name}.");
            }
        }

        json.WriteEndObject();
    }

    // Readers drop a meeting that is nowhere, so even one on line says which town it belongs to.
    private static IEnumerable<(string Name, object Value)> Where(Venue venue, Listing listing, Func<string, string?> passed)
    {
        var place = venue.Place ?? new Place(Approximate: true);
        var town = Line(place.City ?? place.Borough, Region(place), place.Nation);
        var street = place.Approximate || venue.Type == VenueType.Virtual && place.Street is null ? null : place.Street;
        var whole = passed("formatted_address")
            ?? (street is not null ? Line(street, place.City ?? place.Borough, Region(place), Nation(place)) : null)
            ?? (town is not null ? Line(place.City ?? place.Borough, Region(place), Nation(place)) : null)
            ?? ZoneTowns.Of(listing.Timetable?.Zone);
        yield return ("formatted_address", whole);
        foreach (var (name, value) in Texts(("address", place.Street), ("city", place.City), ("state", place.Region), ("postal_code", place.PostalCode), ("country", place.Nation)))
        {
            yield return (name, value);
        }

        foreach (var field in Regions(place, passed))
        {
            yield return field;
        }

        if (place is { Latitude: { } latitude, Longitude: { } longitude })
        {
            yield return ("latitude", Math.Round(latitude, 5));
            yield return ("longitude", Math.Round(longitude, 5));
        }

        yield return ("approximate", street is null ? "yes" : "no");
    }

    private static IEnumerable<(string Name, object Value)> Regions(Place place, Func<string, string?> passed)
    {
        if (passed("regions") is { } regions)
        {
            yield return ("regions", regions.Split('>', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        else if (passed("region") is { } region)
        {
            yield return ("region", region);
            if (passed("sub_region") is { } sub)
            {
                yield return ("sub_region", sub);
            }
        }
        else
        {
            // Without the state, which whole feeds share.
            string[] known = [.. new[] { place.City, place.Borough, place.Neighborhood }.OfType<string>().Distinct()];
            if (known.Length > 0)
            {
                yield return ("regions", known);
            }
        }
    }

    private IEnumerable<(string Name, object Value)> OnLine(DirectoryEntry entry, Venue venue)
    {
        if (venue.Type == VenueType.InPerson)
        {
            yield break;
        }

        foreach (var (name, value) in Texts(
            ("conference_url", venue.Link ?? (venue.InRoom ? $"{site}/groups/{entry.Slug}" : null)),
            ("conference_url_notes", venue.LinkNotes),
            ("conference_phone", venue.Phone ?? (venue.InRoom ? dialIn : null)),
            ("conference_phone_notes", venue.PhoneNotes)))
        {
            yield return (name, value);
        }
    }

    private static IEnumerable<(string Name, object Value)> Entity(Body? body)
    {
        if (body is null)
        {
            yield break;
        }

        yield return ("entity", body.Name);
        var website = body.Website?.StartsWith("https://", StringComparison.Ordinal) == true ? body.Website : null;
        foreach (var (name, value) in Texts(
            ("entity_email", body.Email),
            ("entity_location", body.Description),
            ("entity_phone", International(body.Helpline)),
            ("entity_website_url", website),
            ("entity_url", website)))
        {
            yield return (name, value);
        }
    }

    private static IEnumerable<(string Name, object Value)> Contacts(Listing listing)
    {
        var number = 0;
        foreach (var contact in listing.Contacts.Where(contact => contact.Public).Take(3))
        {
            number++;
            foreach (var (name, value) in Texts(($"contact_{number}_name", contact.Name), ($"contact_{number}_email", contact.Email), ($"contact_{number}_phone", contact.Phone)))
            {
                yield return (name, value);
            }
        }
    }

    // "+1-123-456-7890"; ten digits are a number of North America, and what is neither stays away.
    private static string? International(string? phone)
    {
        var digits = new string([.. (phone ?? "").Where(char.IsAsciiDigit)]);
        return digits.Length == 10 ? $"+1-{digits[..3]}-{digits[3..6]}-{digits[6..]}"
            : digits.Length == 11 && digits[0] == '1' ? $"+1-{digits[1..4]}-{digits[4..7]}-{digits[7..]}"
            : phone?.StartsWith('+') == true ? phone
            : null;
    }

    private static string? Region(Place place) => Line(place.Region)?.ToString() is { } region ? $"{region} {place.PostalCode}".Trim() : place.PostalCode;

    private static string Nation(Place place) => place.Nation ?? "USA";

    private static string? Line(params ReadOnlySpan<string?> parts)
    {
        var line = "";
        foreach (var part in parts)
        {
            line += string.IsNullOrWhiteSpace(part) ? "" : (line.Length > 0 ? ", " : "") + part.Trim();
        }

        return line.Length == 0 ? null : line;
    }

    private static IEnumerable<(string Name, string Value)> Texts(params (string Name, string? Value)[] fields) =>
        fields.Where(field => !string.IsNullOrEmpty(field.Value)).Select(field => (field.Name, field.Value!));

    private static string SlugOf(string slug, string rule) => $"{(slug.Length + rule.Length + 1 > SlugMax ? slug[..(SlugMax - rule.Length - 1)] : slug)}-{rule}";
}

/// <summary>A town for meetings that are nowhere but on line.</summary>
internal static class ZoneTowns
{
    private static readonly Dictionary<string, string> Towns = new(StringComparer.Ordinal)
    {
        ["America/New_York"] = "New York, NY, USA",
        ["America/Chicago"] = "Chicago, IL, USA",
        ["America/Denver"] = "Denver, CO, USA",
        ["America/Los_Angeles"] = "Los Angeles, CA, USA",
        ["America/Phoenix"] = "Phoenix, AZ, USA",
        ["America/Anchorage"] = "Anchorage, AK, USA",
        ["Pacific/Honolulu"] = "Honolulu, HI, USA",
        ["America/Puerto_Rico"] = "San Juan, PR, USA",
    };

    public static string Of(string? zone) =>
        zone is null ? Towns["America/New_York"] : Towns.GetValueOrDefault(zone) ?? zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
