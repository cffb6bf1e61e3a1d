using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Schedules;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.Tests.Texts;

/// <summary>What is said in one language is said in every other. New texts go into all three files: X.resx, X.es.resx, X.ht.resx.</summary>
public sealed partial class LanguageTests
{
    public static TheoryData<string> Others => ["es", "ht"];

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_text_is_there_in_every_language_with_the_same_placeholders(string language)
    {
        EmbeddedTexts[] all =
        [
            EmbeddedTexts.Of<PageTexts>(),
            EmbeddedTexts.Of<RoomTexts>(),
            EmbeddedTexts.Of<MailTexts>(),
            EmbeddedTexts.Of<MembershipTexts>(),
            EmbeddedTexts.Of<FindTexts>(),
            EmbeddedTexts.Of<ListingTexts>(),
            EmbeddedTexts.Of<BodyTexts>(),
            EmbeddedTexts.Of<CatalogTexts>(),
            EmbeddedTexts.Of<AccountTexts>(),
            EmbeddedTexts.Of<AuditTexts>(),
        ];
        foreach (var texts in all)
        {
            var english = All(texts, CultureInfo.InvariantCulture);
            var other = All(texts, new CultureInfo(language));
            Assert.NotEmpty(english);
            Assert.Empty(english.Keys.Except(other.Keys).Select(key => $"{key} is missing in {texts.BaseName}.{language}.resx"));
            Assert.Empty(other.Keys.Except(english.Keys).Select(key => $"{key} is in {texts.BaseName}.{language}.resx alone"));
            foreach (var (key, text) in english)
            {
                Assert.False(string.IsNullOrWhiteSpace(other[key]), $"{key} is empty in {language}.");
                Assert.True(Placeholders(text).SetEquals(Placeholders(other[key])), $"{key} in {language} has other placeholders: {other[key]}");
            }
        }
    }

    [Fact]
    public void Every_act_that_is_written_down_has_words()
    {
        var known = All(EmbeddedTexts.Of<AuditTexts>(), CultureInfo.InvariantCulture).Keys.ToHashSet();
        var acts = typeof(AuditActions).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(acts);
        Assert.Empty(acts.Except(known));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_no_of_the_rules_is_said_in_every_language(string language)
    {
        var known = new[] { EmbeddedTexts.Of<RefusalTexts>(), EmbeddedTexts.Of<DeskRefusalTexts>() }
            .SelectMany(texts => All(texts, new CultureInfo(language)).Keys)
            .ToHashSet();
        var refusals = typeof(Refusal).Assembly.GetTypes().Append(typeof(DateRefusals))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Refusal))
            .Select(field => (Refusal)field.GetValue(null)!)
            .Append(DateRefusals.TooMany(3, 2))
            .ToList();
        Assert.True(refusals.Count > 200, "The refusals were not found.");
        var warnings = typeof(ListingWarnings).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((ListingWarning)field.GetValue(null)!).Code);
        Assert.Empty(refusals.Select(refusal => refusal.Code).Concat(warnings).Distinct().Except(known));
    }

    [Theory]
    [InlineData("en", "You are registered for 3 coming dates, and 2 is the most here. Give one back, or wait until one is over.", "That is no time zone. Did you mean America/New_York?")]
    [InlineData("es", "Estás en 3 fechas por venir, y aquí el máximo es 2. Devuelve una, o espera a que una termine.", "Esa no es una zona horaria. ¿Quisiste decir America/New_York?")]
    [InlineData("ht", "Ou enskri nan 3 dat ki gen pou vini, e isit la 2 se maksimòm nan. Remèt youn, oswa tann youn fini.", "Sa se pa yon zòn lè. Èske ou vle di America/New_York?")]
    public void What_a_no_says_of_the_case_is_said_in_every_language(string language, string dates, string zone)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = Languages.Find(language)!;
            Assert.Equal(dates, DateRefusals.TooMany(3, 2).InWords());
            Assert.Equal(zone, (ScheduleRefusals.ZoneUnknown with { Detail = "That is no time zone. Did you mean America/New_York?", Given = "America/New_York" }).InWords());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void The_catalogue_is_not_left_in_english(string language)
    {
        var english = All(EmbeddedTexts.Of<CatalogTexts>(), CultureInfo.InvariantCulture);
        var other = All(EmbeddedTexts.Of<CatalogTexts>(), new CultureInfo(language));

        // Names of an illness or of a community that are the same word in both.
        string[] same = ["topic.alcohol", "topic.trauma", "topic.diabetes", "type.LGBTQ"];
        Assert.Empty(english.Where(text => other[text.Key] == text.Value && !same.Contains(text.Key)).Select(text => text.Key));
    }

    [Fact]
    public void The_rooms_texts_are_a_module_in_each_language()
    {
        foreach (var language in Languages.All)
        {
            var module = RoomTextsModule.In(language);
            Assert.StartsWith("export default {", module, StringComparison.Ordinal);
        }

        Assert.Contains("\"you\":\"Ou\"", RoomTextsModule.In(Languages.Find("ht")!), StringComparison.Ordinal);
        Assert.Contains("\"refusal.session.full\":\"La sala está llena.", RoomTextsModule.In(Languages.Find("es")!), StringComparison.Ordinal);
    }

    [Fact]
    public void Days_and_months_are_written_in_the_readers_language()
    {
        var date = new DateTime(2026, 10, 5, 18, 30, 0, DateTimeKind.Unspecified);
        Assert.Equal("Monday, October 5, 2026", date.ToString("D", Languages.Find("en")!));
        Assert.Equal("lunes, 5 de octubre de 2026", date.ToString("D", Languages.Find("es")!));
        Assert.Equal("lendi 5 oktòb 2026", date.ToString("D", Languages.Find("ht")!));
    }

    private static Dictionary<string, string> All(EmbeddedTexts texts, CultureInfo culture) =>
        texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
