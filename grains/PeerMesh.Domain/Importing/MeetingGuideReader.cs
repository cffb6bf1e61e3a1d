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

/// <summary>Reads listings in the fields of the Meeting Guide format, whether they came as JSON or as a table.</summary>
internal sealed class MeetingGuideReader(ImportOptions options)
{
    private const int MinutesDefault = 60;
    private static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>Fields that PeerMesh has a place for; all others are kept as they are.</summary>
    private static readonly ImmutableHashSet<string> Placed = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "name", "slug", "id", "day", "time", "end_time", "timezone", "address", "city", "state", "postal_code", "country", "latitude", "longitude",
        "approximate", "conference_url", "conference_url_notes", "conference_phone", "conference_phone_notes", "types", "notes", "location",
        "location_notes", "group_notes", "contact_1_name", "contact_1_email", "contact_1_phone", "contact_2_name", "contact_2_email",
        "contact_2_phone", "contact_3_name", "contact_3_email", "contact_3_phone", "updated");

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<BodyId, Body> _bodies = [];
    private readonly List<ImportRow> _rows = [];
    private readonly List<RowProblem> _problems = [];

    public static bool Knows(JsonElement meeting) =>
        meeting.ValueKind == JsonValueKind.Object && meeting.TryGetProperty("name", out _) && !BmltReader.Knows(meeting);

    public static ImportFile Read(JsonElement meetings, ImportOptions options)
    {
        var reader = new MeetingGuideReader(options);
        var line = 0;
        foreach (var meeting in meetings.EnumerateArray())
        {
            line++;
            if (meeting.ValueKind == JsonValueKind.Object)
            {
                reader.Read(line, Flat(meeting));
            }
            else
            {
                reader._problems.Add(new RowProblem(line, "", "This is no meeting but a single value."));
            }
        }

        return reader.File(ImportKind.MeetingGuide);
    }

    /// <param name="fields">Lists stand as their words between commas, with <c>regions</c> between <c>&gt;</c>.</param>
    public void Read(int line, Dictionary<string, string> fields)
    {
        var name = RowText.Line(fields.GetValueOrDefault("name"), GroupLimits.NameMax);
        if (name is null)
        {
            _problems.Add(new RowProblem(line, "", "It has no name."));
            return;
        }

        var days = Days(fields.GetValueOrDefault("day"), out var badDay);
        var start = RowText.Time(fields.GetValueOrDefault("time"));
        var zone = ZoneOf(fields);
        var id = RowText.Line(fields.GetValueOrDefault("slug") ?? fields.GetValueOrDefault("id"), 200)
            ?? ImportIds.OfContent(name, fields.GetValueOrDefault("day") ?? "", fields.GetValueOrDefault("time") ?? "", fields.GetValueOrDefault("address") ?? "", fields.GetValueOrDefault("conference_url") ?? "");
        var reason = badDay ? "Its day is not one of 0 (Sunday) to 6, nor the name of a day."
            : start is null && RowText.Line(fields.GetValueOrDefault("time")) is not null ? "Its time is not one of a day, as in 19:30 or 7:30 PM."
            : days.IsEmpty != start is null ? "It has a day without a time, or a time without a day. Give both, or neither for a group that meets by appointment."
            : Zones.Problem(fields.GetValueOrDefault("timezone"), zone) is { } zoneless ? zoneless
            : _seen.Contains(id) ? "An earlier row has the same slug."
            : null;
        if (reason is not null)
        {
            _problems.Add(new RowProblem(line, name, reason));
            return;
        }

        _seen.Add(id);
        _rows.Add(Row(line, id, name, zone!, days, start, fields));
    }

    public ImportFile File(ImportKind kind) => new(kind, [.. _rows], [.. _problems], [.. _bodies.Values], []);

    private ImportRow Row(int line, string id, string name, string zone, ImmutableList<Weekday> days, TimeOnly? start, Dictionary<string, string> fields)
    {
        var words = List(fields.GetValueOrDefault("types"));
        var codes = words.Select(word => MeetingTypes.Find(word) ?? word).Distinct().ToImmutableList();

        // A word of the source's own that is no code is kept with its origin alone.
        var types = codes.Where(code => code.Length <= ListingLimits.TypeMax && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !MeetingTypes.Languages.ContainsKey(code)).ToImmutableList();
        var languages = codes.Select(code => MeetingTypes.Languages.GetValueOrDefault(code)).OfType<string>().Take(ListingLimits.LanguagesMax).ToImmutableList();
        ImmutableList<MeetingRule> rules = start is { } time ? [new MeetingRule("w1", new Weekly(days), time, Length(time, fields.GetValueOrDefault("end_time")), options.Today)] : [];
        var kept = fields.Where(field => !Placed.Contains(field.Key) && field.Value.Length is > 0 and <= ImportLimits.ExtraValueMax && field.Key.Length <= 64)
            .Take(ImportLimits.ExtraMax)
            .ToImmutableDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal)
            .SetItem(BmltFields.KindKey, MeetingGuideFields.Kind)
            .SetItem(BmltFields.TypesKey, string.Join(',', types));
        var listing = new Listing(
            Visibility.Public,
            GroupKind.SupportGroup,
            Topics: [],
            Focus: null,
            Audiences: [],
            AgeBand.Adults,
            languages.IsEmpty ? ["en"] : languages,
            types,
            Access: [],
            AccessNotes: null,
            WhatToExpect: null,
            SizeMax: null,
            SeriesKind.Ongoing,
            ClosesAfter: null,
            VenueOf(fields, types),
            new Timetable(zone, rules, [], [], ByAppointment: rules.IsEmpty),
            Contacts(fields),
            BodyOf(fields),
            Links.Https(fields.GetValueOrDefault("url")),
            RowText.Notes(fields.GetValueOrDefault("notes")),
            GivesProof: types.Contains(MeetingTypes.ProofOfAttendance),
            ConfirmedOn: null,
            new Origin(options.Source, id, WorldId: null, codes, options.Batch, kept));
        return new ImportRow(line, ImportIds.Group(options.Source, id), name, RowText.Notes(fields.GetValueOrDefault("group_notes"), GroupLimits.AboutMax) ?? "", listing);
    }

    // The entity that keeps a listing is a body of this network, one for each name.
    private BodyId? BodyOf(Dictionary<string, string> fields)
    {
        if (RowText.Line(fields.GetValueOrDefault("entity"), BodyLimits.NameMax) is not { } entity)
        {
            return options.Body;
        }

        var id = ImportIds.Body(options.Source, entity);
        if (_bodies.TryGetValue(id, out _) || _bodies.Count >= BodyLimits.BodiesMax)
        {
            return id;
        }

        _bodies[id] = new Body(
            id,
            entity,
            RowText.Line(fields.GetValueOrDefault("entity_location")) ?? "",
            BodyType.Chapter,
            options.Body,
            RowText.Line(fields.GetValueOrDefault("entity_website_url") ?? fields.GetValueOrDefault("entity_url"), BodyLimits.WebsiteMax),
            RowText.Line(fields.GetValueOrDefault("entity_phone"), BodyLimits.HelplineMax),
            RowText.Line(fields.GetValueOrDefault("entity_email"), BodyLimits.EmailMax),
            WorldId: null,
            Holidays: [],
            Number: 0,
            new BodyOrigin(options.Source, entity, Type: null),
            Version: 0);
        return id;
    }

    private string? ZoneOf(Dictionary<string, string> fields)
    {
        if (RowText.Line(fields.GetValueOrDefault("timezone"), 64) is { } named)
        {
            return ZoneNames.Known(named);
        }

        var place = Addresses.Of(fields);
        return Zones.Of(place?.Region, place?.Nation, place?.Latitude, place?.Longitude) ?? options.Zone;
    }

    private static Venue VenueOf(Dictionary<string, string> fields, ImmutableList<string> types)
    {
        var place = Addresses.Of(fields);
        var link = Links.Https(fields.GetValueOrDefault("conference_url"));
        var phone = Links.Phone(fields.GetValueOrDefault("conference_phone"));
        var onLine = link is not null || phone is not null;
        var inPerson = place is { Approximate: false } && !types.Contains(MeetingTypes.PlaceClosed);
        var type = onLine && inPerson ? VenueType.Hybrid : onLine ? VenueType.Virtual : VenueType.InPerson;
        return new Venue(
            type,
            place,
            link,
            RowText.Notes(fields.GetValueOrDefault("conference_url_notes"), RowText.InfoMax),
            phone,
            RowText.Notes(fields.GetValueOrDefault("conference_phone_notes"), RowText.InfoMax));
    }

    private static ImmutableList<Contact> Contacts(Dictionary<string, string> fields)
    {
        List<Contact> contacts = [];
        for (var number = 1; number <= 3; number++)
        {
            string? Part(string part, int max = 64) => RowText.Line(fields.GetValueOrDefault($"contact_{number}_{part}"), max);
            if (Part("name") is { } name)
            {
                contacts.Add(new Contact(FirstName(name), Email(Part("email", 254)), Phone(Part("phone")), Public: true));
            }
        }

        return [.. contacts];
    }

    private static string? Email(string? text) =>
        text?.Split('@') is [{ Length: > 0 }, var host] && host.Contains('.', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace) ? text : null;

    private static string? Phone(string? text) => text?.Any(char.IsAsciiDigit) == true ? text : null;

    // No last names in listings: "Maria Gomez" becomes "Maria G."
    private static string FirstName(string name) =>
        name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: 2 } parts && parts[1].TrimEnd('.').Length > 1 && char.IsUpper(parts[1][0])
            ? $"{parts[0]} {parts[1][0]}."
            : name;

    private static int Length(TimeOnly start, string? end) =>
        RowText.Time(end) is { } until && until != start
            ? (int)(((until - start).TotalMinutes + 1440) % 1440)
            : MinutesDefault;

    private static ImmutableList<Weekday> Days(string? text, out bool bad)
    {
        bad = false;
        var days = ImmutableList.CreateBuilder<Weekday>();
        foreach (var word in List(text))
        {
            var day = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Array.IndexOf(DayNames, word.ToLowerInvariant());
            if (day is < 0 or > 6)
            {
                // Tables say so in words.
                bad = !word.Contains("appointment", StringComparison.OrdinalIgnoreCase);
                return [];
            }

            if (!days.Contains((Weekday)day))
            {
                days.Add((Weekday)day);
            }
        }

        return days.ToImmutable();
    }

    private static ImmutableList<string> List(string? text) =>
        [.. (text ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length <= 64).Take(40)];

    private static Dictionary<string, string> Flat(JsonElement meeting)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in meeting.EnumerateObject())
        {
            fields[property.Name] = property.Value.ValueKind == JsonValueKind.Array
                ? string.Join(property.Name == "regions" ? ">" : ",", property.Value.EnumerateArray().Select(RowText.Of).OfType<string>())
                : RowText.Of(property.Value) ?? "";
        }

        return fields;
    }
}
