using System.Globalization;
using System.Text;
using System.Xml;
using PeerMesh.Api.Bodies;
using PeerMesh.Api.Http;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;
using PeerMesh.Search;

namespace PeerMesh.Api.Feeds;

/// <summary>The directory for other sites and programs to read.</summary>
internal static class FeedEndpoints
{
    /// <summary>The network's telephone number for its rooms, where it has one.</summary>
    private const string DialInKey = "PeerMesh:Feeds:DialIn";

    /// <summary>New groups in the feed of new groups: more than a large network founds between two looks.</summary>
    private const int NewMax = 100;

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] Columns =
    [
        "name", "slug", "day", "time", "end_time", "timezone", "location", "formatted_address", "address", "city", "state", "postal_code", "country", "region",
        "latitude", "longitude", "approximate", "types", "notes", "location_notes", "group", "group_notes", "conference_url", "conference_url_notes",
        "conference_phone", "conference_phone_notes", "url", "entity", "entity_phone", "entity_website_url", "updated",
    ];

    private static readonly string[] DayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/feeds/meeting-guide.json", Read, AllMeetings).AsFeed().ExcludeFromDescription();
        routes.MapMethods("/bodies/{id}/meetings.json", Read, MeetingsOfBody).AsFeed().ExcludeFromDescription();
        routes.MapMethods("/feeds/groups.csv", Read, AllTable).AsFeed().ExcludeFromDescription();
        routes.MapMethods("/bodies/{id}/meetings.csv", Read, TableOfBody).AsFeed().ExcludeFromDescription();
        routes.MapMethods("/feeds/new-groups.xml", Read, NewGroups).AsFeed().ExcludeFromDescription();
    }

    private static Task AllMeetings(HttpContext context, FeedMeetings meetings, NetworkBodies bodies, IConfiguration configuration, TimeProvider clock)
    {
        var view = meetings.Now();
        return SendMeetings(context, view.Tag, view.Entries, bodies, configuration, clock);
    }

    private static Task MeetingsOfBody(string id, HttpContext context, IDirectory directory, NetworkBodies bodies, IConfiguration configuration, TimeProvider clock) =>
        bodies.Find(new BodyId(id)) is { } body
            ? SendMeetings(context, State(directory, bodies, clock), OfBody(directory, body), bodies, configuration, clock)
            : BodyRefusals.NotFound.ToProblem().ExecuteAsync(context);

    private static Task AllTable(HttpContext context, FeedMeetings meetings, NetworkBodies bodies, IConfiguration configuration, TimeProvider clock)
    {
        var view = meetings.Now();
        return SendTable(context, view.Tag, view.Entries, bodies, configuration, clock);
    }

    private static Task TableOfBody(string id, HttpContext context, IDirectory directory, NetworkBodies bodies, IConfiguration configuration, TimeProvider clock) =>
        bodies.Find(new BodyId(id)) is { } body
            ? SendTable(context, State(directory, bodies, clock), OfBody(directory, body), bodies, configuration, clock)
            : BodyRefusals.NotFound.ToProblem().ExecuteAsync(context);

    private static Task SendMeetings(HttpContext context, string state, IEnumerable<DirectoryEntry> entries, NetworkBodies bodies, IConfiguration configuration, TimeProvider clock)
    {
        var feed = new MeetingGuideFeed(FeedAnswers.Site(context.Request), configuration[DialInKey]);
        return FeedAnswers.Send(
            context,
            state,
            "application/json; charset=utf-8",
            (stream, stop) => FeedJson.WriteArray(stream, MeetingGuideFeed.Rows(entries, entry => bodies.Find(entry.Listing.Body), Today(clock)), feed.Write, stop));
    }

    private static Task SendTable(HttpContext context, string state, IEnumerable<DirectoryEntry> entries, NetworkBodies bodies, IConfiguration configuration, TimeProvider clock)
    {
        var feed = new MeetingGuideFeed(FeedAnswers.Site(context.Request), configuration[DialInKey]);
        context.Response.Headers.ContentDisposition = "attachment; filename=\"meetings.csv\"";
        return FeedAnswers.Send(
            context,
            state,
            "text/csv; charset=utf-8",
            async (stream, stop) =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
                await text.WriteLineAsync(string.Join(',', Columns.Select(Heading)).AsMemory(), stop);
                foreach (var row in MeetingGuideFeed.Rows(entries, entry => bodies.Find(entry.Listing.Body), Today(clock)))
                {
                    var fields = feed.Fields(row).DistinctBy(field => field.Name).ToDictionary(field => field.Name, field => field.Value);
                    await text.WriteLineAsync(string.Join(',', Columns.Select(column => Cell(column, fields.GetValueOrDefault(column)))).AsMemory(), stop);
                }
            });
    }

    /// <summary>Atom (RFC 4287): the newest groups first.</summary>
    private static Task NewGroups(HttpContext context, FeedMeetings meetings)
    {
        var (view, site) = (meetings.Now(), FeedAnswers.Site(context.Request));
        return FeedAnswers.Send(context, view.Tag, "application/atom+xml; charset=utf-8", async (stream, stop) =>
        {
            var newest = view.Entries.Reverse().Take(NewMax).ToList();
            var settings = new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), CloseOutput = false, CheckCharacters = false };
            await using var xml = XmlWriter.Create(stream, settings);
            async Task Text(string name, string value) => await xml.WriteElementStringAsync(null, name, null, Printable(value));
            async Task Link(string href, string rel)
            {
                await xml.WriteStartElementAsync(null, "link", null);
                await xml.WriteAttributeStringAsync(null, "rel", null, rel);
                await xml.WriteAttributeStringAsync(null, "href", null, href);
                await xml.WriteEndElementAsync();
            }

            await xml.WriteStartDocumentAsync();
            await xml.WriteStartElementAsync(null, "feed", "http://www.w3.org/2005/Atom");
            await Text("id", $"{site}/feeds/new-groups.xml");
            await Text("title", "New groups");
            await Text("updated", Time(newest.Count == 0 ? DateTimeOffset.UnixEpoch : newest.Max(entry => entry.UpdatedAt)));
            await Link($"{site}/feeds/new-groups.xml", "self");
            await Link(site + "/", "alternate");
            await xml.WriteStartElementAsync(null, "author", null);
            await Text("name", "PeerMesh");
            await xml.WriteEndElementAsync();
            foreach (var entry in newest)
            {
                stop.ThrowIfCancellationRequested();
                await xml.WriteStartElementAsync(null, "entry", null);
                await Text("id", $"{site}/groups/{entry.Slug}");
                await Text("title", entry.Name);
                await Text("published", Time(entry.CreatedAt));
                await Text("updated", Time(entry.UpdatedAt));
                await Link($"{site}/groups/{entry.Slug}", "alternate");
                await Text("summary", entry.About.Length > 0 ? entry.About : entry.Listing.Notes ?? entry.FormName);
                await xml.WriteEndElementAsync();
            }

            await xml.WriteEndElementAsync();
            await xml.WriteEndDocumentAsync();
        });
    }

    private static List<DirectoryEntry> OfBody(IDirectory directory, Body body) =>
        [.. directory.OfBody(body.Id, withBranches: true).OrderBy(entry => entry.CreatedAt).ThenBy(entry => entry.Group.Value, StringComparer.Ordinal)];

    private static string State(IDirectory directory, NetworkBodies bodies, TimeProvider clock) => $"{directory.Tag}.{bodies.Tag}.{Today(clock):yyyyMMdd}";

    private static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Printable(string text) => new([.. text.Where(c => XmlConvert.IsXmlChar(c))]);

    // "Conference URL", as tables of meetings head their columns.
    private static string Heading(string column) =>
        string.Join(' ', column.Split('_').Select(word => word is "url" ? "URL" : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Cell(string column, object? value)
    {
        var text = value switch
        {
            null => "",
            string plain => plain,
            int day when column == "day" => DayNames[day],
            IEnumerable<int> days => string.Join(", ", days.Select(day => DayNames[day])),
            IEnumerable<string> codes when column == "types" => string.Join(", ", codes.Select(code => MeetingTypes.Names.GetValueOrDefault(code) ?? MeetingTypes.LanguageNames.GetValueOrDefault(code) ?? code)),
            IEnumerable<string> list => string.Join(" > ", list),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

        // A spreadsheet would calculate what begins like a formula.
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && column is not ("conference_phone" or "entity_phone"))
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
