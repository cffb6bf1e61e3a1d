using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace PeerMesh.Web.Http;

/// <summary>The languages that pages and room speak, and how one of them is chosen for a request.</summary>
/// <remarks>
/// What the reader chose themselves (a cookie) counts before what their browser asks for. The language of a group's
/// meetings is another matter: it is the group's own, and stays as it is written.
/// </remarks>
internal static class Languages
{
    public const string Cookie = "peermesh.language";

    /// <summary>The first is what everyone gets who asks for none of them.</summary>
    public static readonly IReadOnlyList<CultureInfo> All = [new("en-US"), new("es-US"), Creole()];

    /// <summary>What each language calls itself; somebody looking for theirs cannot be asked to read another.</summary>
    public static readonly IReadOnlyDictionary<string, string> OwnNames = new Dictionary<string, string>
    {
        ["en"] = "English",
        ["es"] = "Español",
        ["ht"] = "Kreyòl ayisyen",
    };

    /// <summary>The tag of the language this request is answered in: "en", "es", "ht".</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static CultureInfo? Find(string? tag) => tag is null ? null : All.FirstOrDefault(culture => culture.TwoLetterISOLanguageName == tag);

    /// <summary>Answers in the reader's language from here on.</summary>
    public static IApplicationBuilder UseReadersLanguage(this IApplicationBuilder app) => app.UseRequestLocalization(new RequestLocalizationOptions
    {
        DefaultRequestCulture = new RequestCulture(All[0]),
        SupportedCultures = [.. All],
        SupportedUICultures = [.. All],
        RequestCultureProviders = [new CustomRequestCultureProvider(context => Task.FromResult(Chosen(context) ?? (Asked(context.Request) is { } asked ? new ProviderCultureResult(asked.Name) : null)))],
    });

    /// <summary>Remembers a choice for as long as browsers allow. It is no secret, and scripts need not read it.</summary>
    public static void Remember(HttpContext context, CultureInfo language) =>
        ReaderCookies.Set(context, Cookie, language.TwoLetterISOLanguageName);

    /// <summary>The language a browser asks for. Only the language counts, not the country after it: "es-MX" reads our Spanish.</summary>
    public static CultureInfo? Asked(HttpRequest request)
    {
        // A few are enough: a header of a thousand languages is no reader's wish.
        const int askedMax = 8;
        return request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(asked => asked.Quality ?? 1)
            .Take(askedMax)
            .Select(asked => Find(asked.Value.Value?.Split('-')[0].ToLowerInvariant()))
            .FirstOrDefault(language => language is not null);
    }

    private static ProviderCultureResult? Chosen(HttpContext context) =>
        Find(context.Request.Cookies[Cookie]) is { } language ? new(language.Name) : null;

    /// <summary>Haitian Creole, with the names of days and months that the platform does not know.</summary>
    private static CultureInfo Creole()
    {
        var culture = new CultureInfo("ht");
        string[] days = ["dimanch", "lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi"];
        string[] months = ["janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm", ""];
        string[] shortMonths = ["jan", "fev", "mas", "avr", "me", "jen", "jiy", "out", "sep", "okt", "nov", "des", ""];
        culture.DateTimeFormat = new DateTimeFormatInfo
        {
            DayNames = days,
            AbbreviatedDayNames = [.. days.Select(day => day[..3])],
            ShortestDayNames = [.. days.Select(day => day[..2])],
            MonthNames = months,
            MonthGenitiveNames = months,
            AbbreviatedMonthNames = shortMonths,
            AbbreviatedMonthGenitiveNames = shortMonths,
            FirstDayOfWeek = DayOfWeek.Sunday,
            AMDesignator = "AM",
            PMDesignator = "PM",
            ShortTimePattern = "h:mm tt",
            LongTimePattern = "h:mm:ss tt",
            ShortDatePattern = "d/M/yyyy",
            LongDatePattern = "dddd d MMMM yyyy",
            FullDateTimePattern = "dddd d MMMM yyyy h:mm tt",
            MonthDayPattern = "d MMMM",
            YearMonthPattern = "MMMM yyyy",
        };
        return culture;
    }
}
