using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using NodaTime;
using PeerMesh.Search;
using PeerMesh.Web.Finding;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.Pages.Find;

/// <summary>The directory: who looks for a group says what, where and when, and sees the next meetings that fit.</summary>
internal sealed class FindModel(DirectoryIndex directory, TimeProvider clock) : PageModel
{
    /// <summary>What a page of results holds: a phone scrolls through it in a moment.</summary>
    private const string PageLength = "20";

    /// <summary>Names of times of day, as the form offers them, and what they are on the clock.</summary>
    public static readonly IReadOnlyList<(string Name, string From, string To)> TimesOfDay =
        [("morning", "05:00", "12:00"), ("afternoon", "12:00", "17:00"), ("evening", "17:00", "22:00"), ("night", "22:00", "05:00")];

    private Dictionary<string, string[]> _asked = [];

    public bool IsReady => directory.IsWhole;

    public SearchQuery Query { get; private set; } = new();

    public SearchPage? Found { get; private set; }

    public FacetPage? Counts { get; private set; }

    /// <summary>What the place is called that distances are from.</summary>
    public string? NearName { get; private set; }

    /// <summary>The field that could not be understood; it was left out, and the rest was searched.</summary>
    public string? Misread { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public DateTimeZone Zone => FindWords.Zone(Query.Zone);

    public BodyTree Bodies => directory.Bodies;

    /// <summary>Whether anything at all was asked for.</summary>
    public bool IsAsked => _asked.Keys.Any(name => name is not ("cursor" or "zone" or "sort"));

    /// <summary>The parameters that narrow the search beyond words, place and the quick choices.</summary>
    public IEnumerable<string> Wishes => _asked.Keys.Where(name => name is not ("q" or "near" or "lat" or "lon" or "when" or "way" or "cursor" or "zone" or "sort" or "miles" or "limit" or "grace" or "branches"));

    public void OnGet()
    {
        Now = clock.GetUtcNow();
        if (!IsReady)
        {
            Response.StatusCode = 503;
            Response.Headers.RetryAfter = "2";
            return;
        }

        _asked = Request.Query
            .Where(pair => QueryReader.Names.Contains(pair.Key) || pair.Key == "time")
            .Select(pair => (pair.Key, Values: pair.Value.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!).ToArray()))
            .Where(pair => pair.Values.Length > 0)
            .ToDictionary(pair => pair.Key, pair => pair.Values, StringComparer.Ordinal);
        var read = ReadForgivingly();
        (Query, NearName) = (read.Query!, read.NearName);
        Found = directory.Search(Query, read.Cursor);
        Counts = directory.Facets(Query);
    }

    public string? Chosen(string name) => _asked.TryGetValue(name, out var values) ? values[0] : null;

    public bool Has(string name, string value) => _asked.TryGetValue(name, out var values) && values.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>This search with a parameter changed, from its first page on; null takes it out.</summary>
    public string With(string name, string? value) => Address(_asked
        .Where(pair => pair.Key != name && pair.Key != "cursor")
        .SelectMany(pair => pair.Value.Select(one => KeyValuePair.Create(pair.Key, (string?)one)))
        .Concat(value is null ? [] : [KeyValuePair.Create(name, (string?)value)]));

    /// <summary>The next page of this search.</summary>
    public string NextPage => Address(_asked
        .Where(pair => pair.Key != "cursor")
        .SelectMany(pair => pair.Value.Select(one => KeyValuePair.Create(pair.Key, (string?)one)))
        .Append(KeyValuePair.Create("cursor", (string?)Found!.Next!.ToString())));

    /// <summary>The values of a facet to choose from, with their counts; those chosen stay, whatever they count.</summary>
    public IEnumerable<FacetCount> Values(Facet facet)
    {
        var counts = Counts!.Counts.GetValueOrDefault(facet, []);
        var missing = Query.Facets.GetValueOrDefault(facet, []).Where(value => !counts.Any(count => count.Value == value)).Select(value => new FacetCount(value, 0));
        return counts.Concat(missing);
    }

    /// <summary>Each of them in words, to be taken out again.</summary>
    public IEnumerable<(string Name, string Words)> WishesIn(IStringLocalizer find, IStringLocalizer pages) => Wishes.Select(name => (name, name switch
    {
        "time" => find[$"Time.{Chosen(name)}"].Value,
        "day" => string.Join(", ", Query.Days.Select(FindWords.DayName)),
        "from" or "to" => string.Join(" – ", new[] { Query.From, Query.To }.Select(time => time?.ToString("t", CultureInfo.CurrentCulture) ?? "")),
        "body" => directory.Bodies.Find(Query.Body!.Value)?.Name ?? Query.Body.Value.Value,
        "orOnline" => find["Find.OrOnline"].Value,
        "proof" => find["Find.Proof"].Value,
        "language" => string.Join(", ", _asked[name].Select(tag => PageWords.Language(pages, tag))),
        _ => string.Join(", ", _asked[name].Select(value => FindWords.Of(find, Query.Facets.Keys.First(facet => QueryReader.NameOf(facet) == name), value))),
    }));

    private string Address(IEnumerable<KeyValuePair<string, string?>> parameters) => QueryHelpers.AddQueryString(Url.Page("/Find/Find")!, parameters);

    // A page never answers "bad request" to a person: what cannot be read is left out and said.
    private ReadQuery ReadForgivingly()
    {
        while (true)
        {
            var read = QueryReader.Read(ValuesOf, directory, Now);
            if (read.Problem is not { } problem)
            {
                return read;
            }

            // A cursor that has grown old is the first page, which needs no word.
            Misread ??= problem.Parameter == "cursor" ? null : problem.Parameter;
            if (!_asked.Remove(problem.Parameter))
            {
                _asked.Clear();
            }
        }
    }

    private IReadOnlyList<string?> ValuesOf(string name) => name switch
    {
        "limit" => [PageLength],
        "zone" when !_asked.ContainsKey("zone") => ReaderZone.Remembered(Request) is { } zone ? [zone] : [],
        "from" when TimeOfDay is { } time => [time.From],
        "to" when TimeOfDay is { } time => [time.To],

        // Somebody who names a place wants what is near and what can be joined from there, unless they say how.
        "orOnline" when !_asked.ContainsKey("near") => [],
        _ => _asked.GetValueOrDefault(name) ?? [],
    };

    private (string Name, string From, string To)? TimeOfDay =>
        Chosen("time") is { } name && TimesOfDay.Any(time => time.Name == name) ? TimesOfDay.First(time => time.Name == name) : null;
}
