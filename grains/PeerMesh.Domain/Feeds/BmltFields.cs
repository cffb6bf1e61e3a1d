using System.Collections.Immutable;
using System.Globalization;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Feeds;

/// <summary>A meeting in the fields by which BMLT knows it. All values are text, and days count from 1 for Sunday.</summary>
public static class BmltFields
{
    public const string KindKey = "@kind";
    public const string TypesKey = "@types";
    public const string Kind = "bmlt";

    /// <summary>Fields of a source that never come out again: whom to reach in private, and what only a server says of itself.</summary>
    private static readonly ImmutableHashSet<string> Hidden = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "email_contact", "root_server_uri", "root_server_id", "distance_in_km", "distance_in_miles", "id_bigint", "service_body_bigint",
        "service_body_name", "format_shared_id_list", "formats", "published", "shared_group_id_bigint");

    /// <summary>The fields that follow from a listing, without the numbers that only the network knows (meeting, body, formats).</summary>
    public static Dictionary<string, string> Of(string name, Listing listing, MeetingRule rule, Weekday day)
    {
        var venue = rule.Venue ?? listing.Venue ?? new Venue(VenueType.InPerson);
        var place = venue.Place ?? new Place();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["worldid_mixed"] = listing.Origin?.WorldId ?? "",
            ["weekday_tinyint"] = Number((int)day + 1),
            ["venue_type"] = Number((int)venue.Type),
            ["start_time"] = rule.StartsAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            ["duration_time"] = $"{Number(rule.Minutes / 60).PadLeft(2, '0')}:{Number(rule.Minutes % 60).PadLeft(2, '0')}:00",
            ["time_zone"] = listing.Timetable?.Zone ?? "",
            ["lang_enum"] = listing.Languages.FirstOrDefault() ?? "",
            ["longitude"] = Degrees(place.Longitude),
            ["latitude"] = Degrees(place.Latitude),
            ["published"] = listing.Visibility == Visibility.Public ? "1" : "0",
            ["meeting_name"] = name,
            ["location_text"] = place.Name ?? "",
            ["location_info"] = place.Info ?? "",
            ["location_street"] = place.Street ?? "",
            ["location_city_subsection"] = place.Borough ?? "",
            ["location_neighborhood"] = place.Neighborhood ?? "",
            ["location_municipality"] = place.City ?? "",
            ["location_sub_province"] = place.County ?? "",
            ["location_province"] = place.Region ?? "",
            ["location_postal_code_1"] = place.PostalCode ?? "",
            ["location_nation"] = place.Nation ?? "",
            ["comments"] = listing.Notes ?? "",
            ["train_lines"] = place.TrainLines ?? "",
            ["bus_lines"] = place.BusLines ?? "",
            ["phone_meeting_number"] = venue.Phone ?? "",
            ["virtual_meeting_link"] = venue.Link ?? "",
            ["virtual_meeting_additional_info"] = venue.LinkNotes ?? "",
            ["contact_name_1"] = "",
            ["contact_phone_1"] = "",
            ["contact_email_1"] = "",
        };
        return WithWordsOf(listing.Origin, fields);
    }

    /// <summary>
    /// What an import has to remember so that its row comes out again as it went in: the source's own way of writing a field
    /// where ours differs, and fields we have no place for.
    /// </summary>
    public static ImmutableDictionary<string, string> Remember(IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> ours)
    {
        var kept = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, raw) in source)
        {
            if (kept.Count >= ImportLimits.ExtraMax || raw.Length > ImportLimits.ExtraValueMax || key.Length > 64 || Hidden.Contains(key) || IsPrivate(key))
            {
                continue;
            }

            if (!ours.TryGetValue(key, out var value))
            {
                if (raw.Length > 0)
                {
                    kept[key] = raw;
                }
            }
            else if (value != raw)
            {
                kept[key] = raw;

                // Their word stands for ours as long as ours stays what it is now.
                kept["@" + key] = value;
            }
        }

        return kept.ToImmutable();
    }

    public static bool IsFrom(Origin? origin) => origin?.Extra.GetValueOrDefault(KindKey) == Kind;

    /// <summary>The source's own words for what the meeting is like, as long as nobody changed what they were read as.</summary>
    public static ImmutableList<string>? OwnFormats(Listing listing) =>
        IsFrom(listing.Origin) && listing.Origin!.Extra.GetValueOrDefault(TypesKey) == string.Join(',', listing.Types) ? listing.Origin.Formats : null;

    private static Dictionary<string, string> WithWordsOf(Origin? origin, Dictionary<string, string> fields)
    {
        if (!IsFrom(origin))
        {
            return fields;
        }

        foreach (var (key, raw) in origin!.Extra)
        {
            if (key.StartsWith('@') || Hidden.Contains(key) || IsPrivate(key))
            {
                continue;
            }

            if (!fields.TryGetValue(key, out var ours) || origin.Extra.GetValueOrDefault("@" + key) == ours)
            {
                fields[key] = raw;
            }
        }

        return fields;
    }

    private static bool IsPrivate(string key) => key.StartsWith("contact_", StringComparison.Ordinal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Degrees(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
