using System.Collections;
using System.Globalization;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Sessions;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.Tests.Texts;

/// <summary>Meeting forms speak the reader's language. A new sentence in <c>forms.json</c> goes into FormTexts.es.resx and FormTexts.ht.resx at once.</summary>
public sealed class FormWordsTests
{
    private static readonly IReadOnlySet<string> Sentences = MeetingForms.All
        .SelectMany(form => form.Agenda.SelectMany(phase => (string[])[phase.Name, phase.Words, phase.Question]).Concat(form.Guidelines))
        .Where(text => text != "")
        .ToHashSet();

    public static TheoryData<string> Others => ["es", "ht"];

    [Theory]
    [MemberData(nameof(Others))]
    public void Every_sentence_of_every_form_is_there_and_nothing_else(string language)
    {
        var texts = Texts(language);
        Assert.Empty(Sentences.Except(texts.Keys));
        Assert.Empty(texts.Keys.Except(Sentences).Except(MeetingForms.All.Select(form => form.Name)));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void No_two_sentences_are_called_the_same_so_that_each_finds_its_way_back(string language)
    {
        var texts = Texts(language);
        Assert.Empty(texts.Values.GroupBy(text => text).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Empty(texts.Values.Intersect(texts.Keys.Where(key => texts[key] != key)));
    }

    [Fact]
    public void A_form_is_read_in_ones_own_language_and_kept_as_it_was()
    {
        var own = new Phase("Nuestra ronda", 5, FloorMode.GoRound, Words: "Check-in!");
        foreach (var form in MeetingForms.All)
        {
            foreach (var phase in form.Agenda)
            {
                Assert.Same(phase.Name, In("en", () => FormWords.Say(phase)).Name);
                var read = In("es-US", () => FormWords.Say(phase));
                Assert.NotEqual(phase.Name, read.Name);
                Assert.NotEqual(phase.Words, read.Words);
                Assert.Equal(phase, In("es-US", () => FormWords.Keep(read)));
            }
        }

        Assert.Equal(own, In("ht", () => FormWords.Say(own)));
        Assert.Equal(own, In("ht", () => FormWords.Keep(own)));
    }

    [Fact]
    public void A_text_of_a_group_keeps_its_language_and_a_forms_has_the_readers()
    {
        Assert.Null(In("es-US", () => FormWords.LanguageOf("Welcome", "en")));
        Assert.Equal("en", In("es-US", () => FormWords.LanguageOf("Come closer", "en")));
        Assert.Equal("en", In("en-US", () => FormWords.LanguageOf("Welcome", "en")));
    }

    private static Dictionary<string, string> Texts(string language) =>
        EmbeddedTexts.Of<FormTexts>().GetResourceSet(new CultureInfo(language), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static T In<T>(string language, Func<T> read)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = Languages.All.First(culture => culture.Name.StartsWith(language, StringComparison.Ordinal));
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
