using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Web;

namespace PeerMesh.Api.Tests.Groups;

/// <summary>Every page of a group speaks the reader's language to the last word: nothing on it is one of our English texts.</summary>
public sealed partial class PageLanguageTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    // What people wrote themselves stays as it is; these say nothing that a text of ours says.
    private const string About = "Zzyzx.";

    [Theory]
    [InlineData("es")]
    [InlineData("ht")]
    public async Task No_page_of_a_group_has_a_word_of_english(string language)
    {
        var ana = await api.SignIn("Ana");
        var group = await Full(ana);
        var english = English(language);
        Assert.True(english.Count > 800, "The texts were not found.");
        string[] pages =
        [
            $"/groups/{group}", $"/groups/{group}/edit", $"/groups/{group}/listing", $"/groups/{group}/timetable", $"/groups/{group}/agenda", $"/groups/{group}/membership",
            $"/groups/{group}/roster", $"/groups/{group}/join", "/groups/new", "/me", "/settings", "/help", "/find", "/", "/bodies", "/feeds", "/unsubscribe", "/calendar", "/error/404",
        ];
        var found = new List<string>();
        foreach (var page in pages)
        {
            var html = await Html(ana, page, language);
            found.AddRange(Words(html).Where(words => english.Contains(words) || Days.Any(day => words.Contains(day, StringComparison.Ordinal))).Distinct().Select(words => $"{page}: {words}"));
        }

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("es")]
    [InlineData("ht")]
    public async Task What_is_wrong_with_a_form_is_said_in_the_readers_language(string language)
    {
        var ana = await api.SignIn("Ana");
        var group = await Full(ana);
        var english = English(language);
        foreach (var (page, form) in ((string, Dictionary<string, string>)[])
        [
            ($"/groups/{group}/timetable?handler=Rule", new() { ["kind"] = "weekly", ["startsAt"] = "19:00", ["minutes"] = "90", ["from"] = "2030-01-01" }),
            ($"/groups/{group}/timetable?handler=Closure", new() { ["from"] = "2030-01-02", ["to"] = "2030-01-01", ["reason"] = "x" }),
            ($"/groups/{group}/listing", new() { ["sizeMax"] = "1" }),
            ($"/groups/{group}/membership?handler=Invite", new() { ["email"] = "nobody", ["name"] = "Ben" }),
        ])
        {
            var html = await Html(ana, page, language, form);
            Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
            Assert.Empty(Words(html).Where(english.Contains).Select(words => $"{page}: {words}"));
        }
    }

    [Theory]
    [InlineData("en", "Grief and loss")]
    [InlineData("es-MX,es;q=0.9,en;q=0.5", "Duelo y pérdida")]
    [InlineData("ht", "Dèy ak pèt")]
    [InlineData("xx", "Grief and loss")]
    public async Task The_catalog_has_the_names_in_the_language_asked_for_and_the_same_ids_in_all(string language, string grief)
    {
        using var http = api.Gateway.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/directory/catalog");
        request.Headers.AcceptLanguage.ParseAdd(language);

        using var answer = await http.SendAsync(request);
        var topics = (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("topics").EnumerateArray().ToList();

        Assert.Equal(["Accept-Language"], answer.Headers.Vary);
        Assert.Equal(DirectoryCatalog.Topics, topics.Select(topic => topic.GetProperty("id").GetString()));
        Assert.Equal(grief, topics.Single(topic => topic.GetProperty("id").GetString() == "grief").GetProperty("name").GetString());
    }

    private async Task<string> Full(Guest ana)
    {
        var group = await ana.FoundGroup();
        using var listing = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/listing", new
        {
            visibility = "public",
            kind = "supportGroup",
            topics = (string[])["depression", "grief"],
            focus = About,
            audiences = (string[])["veterans", "women"],
            ages = "adults",
            languages = (string[])["es", "ht"],
            types = (string[])["BE", "D"],
            access = (string[])["captions", "step-free"],
            whatToExpect = About,
            sizeMax = 12,
            series = "closed",
            closesAfter = 3,
            venue = new { type = "hybrid", place = new { name = "Zzyzx", street = "1 Zzyzx Rd", city = "Tampa", region = "FL" }, link = "https://example.org/zz" },
            contacts = new[] { new { name = "Zzyzx", email = "z@example.org", @public = true } },
        });
        Assert.True(listing.IsSuccessStatusCode, await listing.Content.ReadAsStringAsync());
        using var timetable = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/timetable", new
        {
            zone = "America/New_York",
            rules = new object[]
            {
                new { id = "a", recurrence = new { type = "weekly", days = (string[])["tuesday", "friday"], everyWeeks = 2 }, startsAt = "19:00", minutes = 90, from = "2030-01-01" },
                new { id = "b", recurrence = new { type = "monthlyOnWeekdays", day = "monday", which = (int[])[1, -1], everyMonths = 2 }, startsAt = "23:30", minutes = 60, from = "2030-01-01", count = 6 },
                new { id = "c", recurrence = new { type = "monthlyOnDay", day = 31 }, startsAt = "19:00", minutes = 60, from = "2030-01-01", until = "2031-01-01" },
                new { id = "d", recurrence = new { type = "monthlyAfterWeekday", day = "wednesday", after = "monday", which = 1 }, startsAt = "19:00", minutes = 60, from = "2030-01-01" },
                new { id = "e", recurrence = new { type = "once" }, startsAt = "19:00", minutes = 60, from = "2030-01-05" },
            },
            changes = new object[] { new { rule = "e", date = "2030-01-05", kind = "cancelled", reason = "Zzyzx" } },
            closures = new object[] { new { from = "2030-02-01", to = "2030-02-28", reason = "Zzyzx" } },
        });
        Assert.True(timetable.IsSuccessStatusCode, await timetable.Content.ReadAsStringAsync());
        using var settings = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/membership/settings", new
        {
            mode = "request",
            sizeMax = 12,
            registration = true,
            placesPerDate = 2,
        });
        Assert.True(settings.IsSuccessStatusCode, await settings.Content.ReadAsStringAsync());
        var ben = await api.SignIn("Ben");
        using var asked = await ben.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Zzyzxben", requestId = "j" });
        Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
        return group;
    }

    private static async Task<string> Html(Guest who, string page, string language, Dictionary<string, string>? form = null)
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, page);
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (form is not null)
        {
            // As a browser does: the form's own token, and the cookie that came with it.
            using var fetched = await who.Http.GetAsync(page.Split('?')[0]);
            var token = FormToken().Match(await fetched.Content.ReadAsStringAsync()).Groups[1].Value;
            request.Headers.Add("Cookie", string.Join("; ", fetched.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
            request.Content = new FormUrlEncodedContent(form.Append(new("__RequestVerificationToken", token)));
        }

        using var answer = await who.Http.SendAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{page}: {answer.StatusCode} {answer.Headers.Location}");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>What a page says, piece by piece: between tags, and in the attributes that people read or hear.</summary>
    private static IEnumerable<string> Words(string html)
    {
        var body = Unread().Replace(html, "");
        return Tag().Split(body).Concat(Attribute().Matches(body).Select(match => match.Groups[1].Value))
            .Select(text => WebUtility.HtmlDecode(text).Trim())
            // The switch calls each language what it calls itself.
            .Where(text => text is not ("" or "English"));
    }

    /// <summary>Our English texts that are others in this language, and the names of days and months.</summary>
    private static HashSet<string> English(string language)
    {
        var assembly = typeof(PeerMeshWeb).Assembly;
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith("Texts.resources", StringComparison.Ordinal)))
        {
            using var english = new ResourceReader(assembly.GetManifestResourceStream(name)!);
            using var other = assembly.GetManifestResourceStream(name.Replace(".resources", $".{language}.resources", StringComparison.Ordinal)) is { } stream ? new ResourceReader(stream) : null;
            var others = (other?.Cast<DictionaryEntry>() ?? []).Select(entry => (string)entry.Value!).ToHashSet(StringComparer.Ordinal);
            all.UnionWith(english.Cast<DictionaryEntry>().Select(entry => (string)entry.Value!).Where(text => !others.Contains(text)));
        }

        all.UnionWith(RefusalSentences);
        return all;
    }

    private static IEnumerable<string> Days =>
        CultureInfo.InvariantCulture.DateTimeFormat.DayNames.Concat(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames).Where(name => name.Length > 3);

    private static IEnumerable<string> RefusalSentences => typeof(Refusal).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Select(known => known.FieldType == typeof(Refusal) ? ((Refusal)known.GetValue(null)!).Detail
            : known.FieldType == typeof(ListingWarning) ? ((ListingWarning)known.GetValue(null)!).Detail
            : null)
        .OfType<string>();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]*)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<(script|style|datalist)\\b.*?</\\1>|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Unread();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")]
    private static partial Regex Attribute();
}
