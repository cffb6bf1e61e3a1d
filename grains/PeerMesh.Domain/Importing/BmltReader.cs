using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Feeds;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Importing;

/// <summary>Reads what a BMLT server answers: an array of meetings, or an object with <c>meetings</c>, <c>formats</c> and <c>serviceBodies</c>.</summary>
internal sealed class BmltReader
{
    private const int MinutesDefault = 60;

    private readonly ImportOptions _options;
    private readonly ImmutableList<FormatWord> _formats;
    private readonly Dictionary<string, FormatWord> _words;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<ImportRow> _rows = [];
    private readonly List<RowProblem> _problems = [];

    private BmltReader(ImportOptions options, ImmutableList<FormatWord> formats)
    {
        (_options, _formats) = (options, formats);

        // By key, in the language most of the word lists are whole in.
        _words = formats.OrderBy(word => word.Language == "en" ? 0 : 1)
            .GroupBy(word => word.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    }

    public static bool Knows(JsonElement meeting) =>
        meeting.ValueKind == JsonValueKind.Object && (meeting.TryGetProperty("id_bigint", out _) || meeting.TryGetProperty("weekday_tinyint", out _));

    public static ImportFile Read(JsonElement meetings, JsonElement formats, JsonElement bodies, ImportOptions options)
    {
        var reader = new BmltReader(options, Formats(formats));
        var line = 0;
        foreach (var meeting in meetings.EnumerateArray())
        {
            reader.Read(++line, meeting);
        }

        return new ImportFile(ImportKind.Bmlt, [.. reader._rows], [.. reader._problems], Bodies(bodies, options), reader._formats);
    }

    private void Read(int line, JsonElement meeting)
    {
        if (meeting.ValueKind != JsonValueKind.Object)
        {
            _problems.Add(new RowProblem(line, "", "This is no meeting but a single value."));
            return;
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in meeting.EnumerateObject())
        {
            fields[property.Name] = RowText.Of(property.Value) ?? "";
        }

        var name = RowText.Line(fields.GetValueOrDefault("meeting_name"), GroupLimits.NameMax);
        if (Problem(fields, name, out var zone, out var start) is { } reason)
        {
            _problems.Add(new RowProblem(line, name ?? "", reason));
            return;
        }

        var id = fields["id_bigint"].Trim();
        _seen.Add(id);
        _rows.Add(Row(line, id, name!, zone!, start, fields));
    }

    private string? Problem(Dictionary<string, string> fields, string? name, out string? zone, out TimeOnly start)
    {
        (zone, start) = (null, default);
        var id = fields.GetValueOrDefault("id_bigint")?.Trim() ?? "";
        if (id.Length is 0 or > 64)
        {
            return "It has no number (id_bigint), so it could not be found again.";
        }

        if (_seen.Contains(id))
        {
            return $"The number {id} is taken by an earlier meeting of the file.";
        }

        if (name is null)
        {
            return "It has no name (meeting_name).";
        }

        if (Day(fields) is null)
        {
            return "Its day (weekday_tinyint) is not 1 to 7.";
        }

        if (RowText.Time(fields.GetValueOrDefault("start_time")) is not { } time)
        {
            return "It does not say when it starts (start_time), as in 19:30:00.";
        }

        start = time;
        zone = ZoneOf(fields);
        return Zones.Problem(fields.GetValueOrDefault("time_zone"), zone);
    }

    private ImportRow Row(int line, string id, string name, string zone, TimeOnly start, Dictionary<string, string> fields)
    {
        var keys = List(fields.GetValueOrDefault("formats"));
        var types = Types(keys);
        var venue = VenueOf(fields, keys);
        var rule = new MeetingRule("w1", new Weekly([Day(fields)!.Value]), start, Length(fields), _options.Today);
        var origin = new Origin(_options.Source, id, RowText.Line(fields.GetValueOrDefault("worldid_mixed"), 64), keys, _options.Batch, ImmutableDictionary<string, string>.Empty);
        var listing = new Listing(
            fields.GetValueOrDefault("published") == "0" ? Visibility.Private : Visibility.Public,
            GroupKind.SupportGroup,
            Topics: [],
            Focus: null,
            Audiences: [],
            AgeBand.Adults,
            Languages(fields, keys),
            types,
            Access: [],
            AccessNotes: null,
            WhatToExpect: null,
            SizeMax: null,
            SeriesKind.Ongoing,
            ClosesAfter: null,
            venue,
            new Timetable(zone, [rule], [], []),
            Contacts: [],
            BodyOf(fields),
            Website: null,
            RowText.Notes(fields.GetValueOrDefault("comments")),
            GivesProof: types.Contains(MeetingTypes.ProofOfAttendance),
            ConfirmedOn: null,
            origin);

        var kept = BmltFields.Remember(fields, BmltFields.Of(name, listing, rule, Day(fields)!.Value))
            .SetItem(BmltFields.KindKey, BmltFields.Kind)
            .SetItem(BmltFields.TypesKey, string.Join(',', types));
        foreach (var number in (string[])["id_bigint", "service_body_bigint", "format_shared_id_list"])
        {
            if (fields.GetValueOrDefault(number) is { Length: > 0 and <= ImportLimits.ExtraValueMax } value)
            {
                kept = kept.SetItem(number, value);
            }
        }

        return new ImportRow(line, ImportIds.Group(_options.Source, id), name, "", listing with { Origin = origin with { Extra = kept } });
    }

    private BodyId? BodyOf(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault("service_body_bigint")?.Trim() is { Length: > 0 } id ? ImportIds.Body(_options.Source, id) : _options.Body;

    private string? ZoneOf(Dictionary<string, string> fields) =>
        RowText.Line(fields.GetValueOrDefault("time_zone"), 64) is { } named ? ZoneNames.Known(named)
        : Zones.Of(
            fields.GetValueOrDefault("location_province"),
            fields.GetValueOrDefault("location_nation"),
            RowText.Degrees(fields.GetValueOrDefault("latitude"), 90),
            RowText.Degrees(fields.GetValueOrDefault("longitude"), 180)) ?? _options.Zone;

    private static Weekday? Day(Dictionary<string, string> fields) =>
        int.TryParse(fields.GetValueOrDefault("weekday_tinyint"), NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 7
            ? (Weekday)(day - 1)
            : null;

    private static int Length(Dictionary<string, string> fields) =>
        RowText.Minutes(fields.GetValueOrDefault("duration_time")) is { } minutes and > 0 ? minutes : MinutesDefault;

    private static Venue VenueOf(Dictionary<string, string> fields, ImmutableList<string> keys)
    {
        var place = PlaceOf(fields);
        var link = Links.Https(fields.GetValueOrDefault("virtual_meeting_link"));
        var notes = RowText.Notes(fields.GetValueOrDefault("virtual_meeting_additional_info"), RowText.InfoMax);
        var phone = Links.Phone(fields.GetValueOrDefault("phone_meeting_number"));
        var onLine = link is not null || phone is not null || notes is not null;
        var type = fields.GetValueOrDefault("venue_type") switch
        {
            "1" => VenueType.InPerson,
            "2" => VenueType.Virtual,
            "3" => VenueType.Hybrid,
            _ when keys.Contains("VM") => VenueType.Virtual,
            _ when keys.Contains("HY") => VenueType.Hybrid,
            _ when onLine && place?.Street is null => VenueType.Virtual,
            _ when onLine => VenueType.Hybrid,
            _ => VenueType.InPerson,
        };
        return new Venue(type, place, link, notes, phone);
    }

    private static Place? PlaceOf(Dictionary<string, string> fields)
    {
        string? Line(string key) => RowText.Line(fields.GetValueOrDefault(key));
        var (latitude, longitude) = (RowText.Degrees(fields.GetValueOrDefault("latitude"), 90), RowText.Degrees(fields.GetValueOrDefault("longitude"), 180));

        // A point in the Gulf of Guinea is a point nobody filled in.
        if (latitude is null || longitude is null || (latitude == 0 && longitude == 0))
        {
            (latitude, longitude) = (null, null);
        }

        var place = new Place(
            Line("location_text"),
            RowText.Notes(fields.GetValueOrDefault("location_info"), RowText.InfoMax),
            Line("location_street"),
            Line("location_neighborhood"),
            Line("location_city_subsection"),
            Line("location_municipality"),
            Line("location_sub_province"),
            Line("location_province"),
            Line("location_postal_code_1"),
            Line("location_nation"),
            latitude,
            longitude,
            Approximate: Line("location_street") is null,
            Line("bus_lines"),
            Line("train_lines"));
        return place == new Place(Approximate: true) ? null : place;
    }

    private ImmutableList<string> Types(ImmutableList<string> keys) => [.. keys.Select(TypeOf).OfType<string>().Distinct()];

    private string? TypeOf(string key) =>
        _words.TryGetValue(key, out var word) && word.WorldId is { } world && BmltWords.Worlds.TryGetValue(world, out var type) ? type
        : word is not null && MeetingTypes.Names.FirstOrDefault(known => known.Value.Equals(word.Name, StringComparison.OrdinalIgnoreCase)).Key is { } named ? named
        : BmltWords.Keys.GetValueOrDefault(key);

    private ImmutableList<string> Languages(Dictionary<string, string> fields, ImmutableList<string> keys)
    {
        // What a meeting is held in says a format word; the row's own language is that of its text.
        var held = keys.Select(key => BmltWords.LanguageOf(key, _words.GetValueOrDefault(key))).OfType<string>().Distinct().ToImmutableList();
        return !held.IsEmpty ? held
            : fields.GetValueOrDefault("lang_enum") is { Length: 2 } tag && tag.All(char.IsAsciiLetterLower) ? [tag]
            : ["en"];
    }

    private static ImmutableList<string> List(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length <= 32).Take(40)];

    private static ImmutableList<FormatWord> Formats(JsonElement formats)
    {
        if (formats.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. formats.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.Object).Take(5000).Select(Format).Where(word => word.Key.Length > 0 && word.Id.Length > 0)];
    }

    private static FormatWord Format(JsonElement word) => new(
        RowText.Line(Text(word, "id"), 32) ?? "",
        RowText.Line(Text(word, "key_string"), 32) ?? "",
        RowText.Line(Text(word, "lang"), 16) ?? "en",
        RowText.Line(Text(word, "name_string")) ?? "",
        RowText.Notes(Text(word, "description_string")) ?? "",
        RowText.Line(Text(word, "world_id"), 64),
        RowText.Line(Text(word, "format_type_enum"), 32));

    private static ImmutableList<Body> Bodies(JsonElement bodies, ImportOptions options)
    {
        if (bodies.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var found = bodies.EnumerateArray().Where(body => body.ValueKind == JsonValueKind.Object)
            .Select(body => (Id: RowText.Line(Text(body, "id"), 64), Parent: RowText.Line(Text(body, "parent_id"), 64), Body: body))
            .Where(body => body.Id is not null)
            .DistinctBy(body => body.Id)
            .Take(BodyLimits.BodiesMax)
            .ToList();
        var known = found.Select(body => body.Id!).ToHashSet(StringComparer.Ordinal);

        // Parents first; what hangs in a circle hangs at the top instead.
        List<Body> ordered = [];
        var placed = new HashSet<string>(StringComparer.Ordinal);
        while (ordered.Count < found.Count)
        {
            var before = ordered.Count;
            foreach (var (id, parent, body) in found.Where(each => !placed.Contains(each.Id!)).ToList())
            {
                var top = parent is null || !known.Contains(parent);
                if (top || placed.Contains(parent!))
                {
                    placed.Add(id!);
                    ordered.Add(BodyRow(id!, top ? options.Body : ImportIds.Body(options.Source, parent!), body, options));
                }
            }

            if (ordered.Count == before)
            {
                var (id, _, body) = found.First(each => !placed.Contains(each.Id!));
                placed.Add(id!);
                ordered.Add(BodyRow(id!, options.Body, body, options));
            }
        }

        return [.. ordered];
    }

    private static Body BodyRow(string id, BodyId? parent, JsonElement body, ImportOptions options)
    {
        var type = RowText.Line(Text(body, "type"), 16);
        return new Body(
            ImportIds.Body(options.Source, id),
            RowText.Line(Text(body, "name"), BodyLimits.NameMax) ?? id,
            RowText.Notes(Text(body, "description"), BodyLimits.DescriptionMax) ?? "",
            BmltWords.BodyTypeOf(type),
            parent,
            RowText.Line(Text(body, "url"), BodyLimits.WebsiteMax),
            RowText.Line(Text(body, "helpline"), BodyLimits.HelplineMax),
            Email: null,
            Text(body, "world_id") is { Length: <= BodyLimits.WorldIdMax } world && RowText.Line(world) is not null ? world : null,
            Holidays: [],
            int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            new BodyOrigin(options.Source, id, type),
            Version: 0);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? RowText.Of(value) : null;
}
