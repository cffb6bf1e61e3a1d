using System.Globalization;
using System.Text.Json;
using PeerMesh.Api.Feeds;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Api.Bmlt;

/// <summary>The answers of the BMLT semantic API. All values are texts; the corners of the covered area alone are numbers.</summary>
/// <param name="root">Address of the BMLT root, without a slash at its end.</param>
internal sealed class BmltAnswers(FeedView view, BmltQuery query, string root)
{
    private const string LanguageDefault = "en";

    /// <summary>Fields of a meeting in the order of the documentation, with what they are.</summary>
    private static readonly (string Key, string Description)[] FieldKeys =
    [
        ("id_bigint", "ID"), ("worldid_mixed", "World ID"), ("shared_group_id_bigint", "Shared Group ID"), ("service_body_bigint", "Service Body ID"),
        ("weekday_tinyint", "Weekday"), ("venue_type", "Venue Type"), ("start_time", "Start Time"), ("duration_time", "Duration"), ("time_zone", "Time Zone"),
        ("formats", "Formats"), ("lang_enum", "Language"), ("longitude", "Longitude"), ("latitude", "Latitude"), ("meeting_name", "Meeting Name"),
        ("location_text", "Location Name"), ("location_info", "Additional Location Information"), ("location_street", "Street Address"),
        ("location_city_subsection", "Borough"), ("location_neighborhood", "Neighborhood"), ("location_municipality", "Town"), ("location_sub_province", "County"),
        ("location_province", "State"), ("location_postal_code_1", "Zip Code"), ("location_nation", "Nation"), ("comments", "Comments"), ("train_lines", "Train Lines"),
        ("bus_lines", "Bus Lines"), ("contact_phone_1", "Contact 1 Phone"), ("contact_email_1", "Contact 1 Email"), ("contact_name_1", "Contact 1 Name"),
        ("phone_meeting_number", "Phone Meeting Dial-in Number"), ("virtual_meeting_link", "Virtual Meeting Link"),
        ("virtual_meeting_additional_info", "Virtual Meeting Additional Info"),
    ];

    public static bool IsField(string key) => Array.Exists(FieldKeys, field => field.Key == key);

    public async Task SearchResults(Utf8JsonWriter json, CancellationToken stop)
    {
        var hits = BmltSearch.Find(view, query);
        var language = query.One("lang_enum") ?? LanguageDefault;
        var keys = query.List("data_field_key").ToHashSet(StringComparer.Ordinal);
        var (formatsOnly, withFormats) = (query.Has("get_formats_only"), query.Has("get_used_formats"));
        if (!formatsOnly && !withFormats)
        {
            await FeedJson.WriteArray(json, hits, (to, hit) => WriteMeeting(to, hit, keys, language), stop);
            return;
        }

        var used = hits.SelectMany(hit => hit.Meeting.Formats).ToHashSet();
        json.WriteStartObject();
        if (!formatsOnly)
        {
            json.WritePropertyName("meetings");
            await FeedJson.WriteArray(json, hits, (to, hit) => WriteMeeting(to, hit, keys, language), stop);
        }

        json.WritePropertyName("formats");
        await FeedJson.WriteArray(json, view.Formats.All.Where(format => format.Word.Language == language && used.Contains(format.Number)), WriteFormat, stop);
        json.WriteEndObject();
    }

    public Task Formats(Utf8JsonWriter json, CancellationToken stop)
    {
        if (query.Numbers("format_ids") is not var (include, exclude))
        {
            return FeedJson.WriteArray<KnownFormat>(json, [], WriteFormat, stop);
        }

        var languages = query.List("lang_enum") is { Count: > 0 } asked ? asked : [LanguageDefault];
        var keys = query.List("key_strings");
        var used = query.IsOne("show_all") ? null : view.Meetings.SelectMany(meeting => meeting.Formats).ToHashSet();
        var found = view.Formats.All.Where(format =>
            languages.Contains(format.Word.Language)
            && (include.Count == 0 || include.Contains(format.Number))
            && !exclude.Contains(format.Number)
            && (keys.Count == 0 || keys.Contains(format.Word.Key))

            // Clients ask for the venue's words by name before any meeting has one.
            && (used is null || used.Contains(format.Number) || (keys.Count > 0 && FormatBook.IsVenueWord(format.Word.Key))));
        return FeedJson.WriteArray(json, found, WriteFormat, stop);
    }

    public Task ServiceBodies(Utf8JsonWriter json, CancellationToken stop)
    {
        if (query.Numbers("services") is not var (include, exclude))
        {
            return FeedJson.WriteArray<Body>(json, [], WriteBody, stop);
        }

        var byId = view.Bodies.ToDictionary(body => body.Id);
        var chosen = view.Bodies.Where(body => include.Count == 0 || include.Contains(body.Number)).Select(body => body.Id).ToHashSet();
        if (query.IsOne("recursive"))
        {
            chosen.UnionWith(chosen.ToList().SelectMany(id => BodyTreeRules.Below(view.Bodies, id)));
        }

        if (query.IsOne("parents"))
        {
            chosen.UnionWith(chosen.ToList().SelectMany(id => BodyTreeRules.Above(byId, id)));
        }

        return FeedJson.WriteArray(json, view.Bodies.Where(body => chosen.Contains(body.Id) && !exclude.Contains(body.Number)), WriteBody, stop);
    }

    public static Task Keys(Utf8JsonWriter json, CancellationToken stop) =>
        FeedJson.WriteArray(
            json,
            FieldKeys,
            static (to, field) =>
            {
                to.WriteStartObject();
                to.WriteString("key", field.Key);
                to.WriteString("description", field.Description);
                to.WriteEndObject();
            },
            stop);

    public Task Values(Utf8JsonWriter json, string key, CancellationToken stop)
    {
        var formats = query.Numbers("specific_formats")?.Include ?? [];
        var all = query.IsOne("all_formats");
        var found = view.Meetings
            .Where(meeting => formats.Count == 0 || (all ? formats.All(each => meeting.Formats.Contains((int)Math.Min(each, int.MaxValue))) : meeting.Formats.Any(each => formats.Contains(each))))
            .GroupBy(meeting => BmltSearch.ValueOf(view, meeting, key), StringComparer.Ordinal)
            .OrderBy(same => same.Key, StringComparer.OrdinalIgnoreCase);
        return FeedJson.WriteArray(
            json,
            found,
            (to, same) =>
            {
                to.WriteStartObject();
                to.WriteString(key, same.Key);
                if (key != "meeting_key_value")
                {
                    to.WriteString("meeting_key_value", same.Key);
                }

                to.WriteString("ids", string.Join(',', same.Select(meeting => meeting.Number).Order()));
                to.WriteEndObject();
            },
            stop);
    }

    /// <summary>What is known of changes: when each meeting came and when it last changed. Who did it and what it was before is nobody's here.</summary>
    public Task Changes(Utf8JsonWriter json, CancellationToken stop)
    {
        if (!Date("start_date", out var from) || !Date("end_date", out var to) || query.Numbers("meeting_id") is not var (meetings, _) || query.Numbers("service_body_id") is not var (bodies, _))
        {
            return FeedJson.WriteArray<int>(json, [], static (_, _) => { }, stop);
        }

        bool Between(DateTimeOffset at) => !(DateOnly.FromDateTime(at.UtcDateTime) < from) && !(DateOnly.FromDateTime(at.UtcDateTime) > to);
        var changes = view.Meetings
            .Where(meeting => (meetings.Count == 0 || meetings.Contains(meeting.Number)) && (bodies.Count == 0 || bodies.Contains(meeting.Body?.Number ?? 0)))
            .SelectMany(meeting => new[] { (Meeting: meeting, At: meeting.Entry.CreatedAt, Kind: "new"), (Meeting: meeting, At: meeting.Entry.UpdatedAt, Kind: "change") })
            .Where(change => Between(change.At) && (change.Kind == "new" || change.At > change.Meeting.Entry.CreatedAt))
            .OrderByDescending(change => change.At)
            .ThenBy(change => change.Meeting.Number);
        return FeedJson.WriteArray(
            json,
            changes,
            static (to, change) =>
            {
                to.WriteStartObject();
                to.WriteString("date_int", FormatBook.Number(change.At.ToUnixTimeSeconds()));
                to.WriteString("date_string", change.At.UtcDateTime.ToString("h:mm tt, M/d/yyyy", CultureInfo.InvariantCulture));
                to.WriteString("change_type", $"comdef_change_type_{change.Kind}");
                to.WriteString("meeting_id", FormatBook.Number(change.Meeting.Number));
                to.WriteString("meeting_name", change.Meeting.Entry.Name);
                to.WriteString("user_id", "");
                to.WriteString("user_name", "");
                to.WriteString("service_body_id", FormatBook.Number(change.Meeting.Body?.Number ?? 0));
                to.WriteString("service_body_name", change.Meeting.Body?.Name ?? "");
                to.WriteString("meeting_exists", "1");
                to.WriteStartObject("details");
                to.WriteEndObject();
                to.WriteEndObject();
            },
            stop);
    }

    public Task ServerInfo(Utf8JsonWriter json, CancellationToken stop)
    {
        var points = Points();
        var center = points.Count == 0 ? (North: 39.8, East: -98.6) : (North: (points.Max(point => point.North) + points.Min(point => point.North)) / 2, East: (points.Max(point => point.East) + points.Min(point => point.East)) / 2);
        var languages = view.Formats.All.Select(format => format.Word.Language).Append("en").Distinct().Order(StringComparer.Ordinal);
        return FeedJson.WriteArray(
            json,
            [0],
            (to, _) =>
            {
                to.WriteStartObject();

                // The version of the interface, by which clients tell what they may ask.
                to.WriteString("version", "4.0.0");
                to.WriteString("versionInt", "4000000");
                to.WriteString("langs", string.Join(',', languages));
                to.WriteString("nativeLang", LanguageDefault);
                to.WriteString("centerLongitude", Degrees(center.East));
                to.WriteString("centerLatitude", Degrees(center.North));
                to.WriteString("centerZoom", "6");
                to.WriteString("defaultDuration", "01:00:00");
                to.WriteString("regionBias", "us");
                to.WriteString("charSet", "UTF-8");
                to.WriteString("distanceUnits", "mi");
                to.WriteString("semanticAdmin", "0");
                to.WriteString("emailEnabled", "0");
                to.WriteString("emailIncludesServiceBodies", "0");
                to.WriteString("changesPerMeeting", "1");
                to.WriteString("meeting_states_and_provinces", "");
                to.WriteString("meeting_counties_and_sub_provinces", "");
                to.WriteString("available_keys", string.Join(',', FieldKeys.Select(field => field.Key).Concat(["root_server_uri", "format_shared_id_list"])));
                to.WriteString("google_api_key", "");
                to.WriteString("meeting_time_zones_enabled", "1");
                to.WriteString("aggregator_mode_enabled", "0");
                to.WriteEndObject();
            },
            stop);
    }

    public async Task CoverageArea(Utf8JsonWriter json, CancellationToken stop)
    {
        var points = Points();
        json.WriteStartObject();
        if (points.Count > 0)
        {
            json.WriteNumber("nw_corner_longitude", points.Min(point => point.East));
            json.WriteNumber("nw_corner_latitude", points.Max(point => point.North));
            json.WriteNumber("se_corner_longitude", points.Max(point => point.East));
            json.WriteNumber("se_corner_latitude", points.Min(point => point.North));
        }

        json.WriteEndObject();
        await json.FlushAsync(stop);
    }

    private void WriteMeeting(Utf8JsonWriter json, BmltHit hit, HashSet<string> keys, string language)
    {
        var (meeting, fields) = (hit.Meeting, hit.Meeting.Fields());
        fields["id_bigint"] = FormatBook.Number(meeting.Number);
        fields["shared_group_id_bigint"] = "";
        fields["service_body_bigint"] = FormatBook.Number(meeting.Body?.Number ?? 0);
        fields["service_body_name"] = meeting.Body?.Name ?? "";
        fields["formats"] = string.Join(',', meeting.Formats.Select(number => view.Formats.Word(number, language)?.Key).OfType<string>());
        fields["format_shared_id_list"] = string.Join(',', meeting.Formats);
        fields["root_server_uri"] = root;
        fields["email_contact"] = "";

        // Asked without a place, these stand empty, as clients know them.
        fields["distance_in_km"] = hit.Miles is { } miles ? Degrees(miles * 111.111 / 69.0) : "";
        fields["distance_in_miles"] = hit.Miles is { } there ? Degrees(there) : "";

        json.WriteStartObject();
        var first = FieldKeys.Select(field => field.Key).Where(fields.ContainsKey).ToList();
        foreach (var key in first.Concat(fields.Keys.Except(first)))
        {
            if (keys.Count == 0 || keys.Contains(key))
            {
                json.WriteString(key, fields[key]);
            }
        }

        json.WriteEndObject();
    }

    private void WriteFormat(Utf8JsonWriter json, KnownFormat format)
    {
        var word = format.Word;
        json.WriteStartObject();
        json.WriteString("key_string", word.Key);
        json.WriteString("name_string", word.Name);
        json.WriteString("description_string", word.Description);
        json.WriteString("lang", word.Language);
        json.WriteString("id", FormatBook.Number(format.Number));
        json.WriteString("world_id", word.WorldId ?? "");
        json.WriteString("root_server_uri", root);
        json.WriteString("format_type_enum", word.Type ?? "");
        json.WriteEndObject();
    }

    private void WriteBody(Utf8JsonWriter json, Body body)
    {
        json.WriteStartObject();
        json.WriteString("id", FormatBook.Number(body.Number));
        json.WriteString("parent_id", FormatBook.Number(view.Bodies.FirstOrDefault(other => other.Id == body.Parent)?.Number ?? 0));
        json.WriteString("name", body.Name);
        json.WriteString("description", body.Description);
        json.WriteString("type", body.Origin?.Type ?? BmltWords.OfBodyType(body.Type));
        json.WriteString("url", body.Website ?? "");
        json.WriteString("helpline", body.Helpline ?? "");
        json.WriteString("world_id", body.WorldId ?? "");
        json.WriteString("root_server_uri", root);
        json.WriteEndObject();
    }

    private List<(double North, double East)> Points() =>
    [
        .. view.Meetings.Select(meeting => (meeting.Rule.Venue ?? meeting.Entry.Listing.Venue)?.Place)
            .Where(place => place is { Latitude: not null, Longitude: not null })
            .Select(place => (place!.Latitude!.Value, place.Longitude!.Value)),
    ];

    private bool Date(string name, out DateOnly? date)
    {
        date = null;
        if (query.One(name) is not { } text)
        {
            return true;
        }

        var good = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        date = good ? day : null;
        return good;
    }

    private static string Degrees(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
