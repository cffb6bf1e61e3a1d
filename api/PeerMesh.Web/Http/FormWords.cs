using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Web.Http;

/// <summary>The agendas, words and guidelines of the meeting forms that come with PeerMesh, in the reader's language.</summary>
/// <remarks>
/// A group keeps the sentence it got from its form; that sentence itself is the key to what it is called elsewhere
/// (<c>Resources/FormTexts.es.resx</c>). So a form's words follow each reader, and what a group wrote itself, even by changing
/// one letter, stays as it was written.
/// </remarks>
internal static class FormWords
{
    private static readonly FrozenDictionary<string, Words> ByLanguage = Languages.All
        .Select(language => language.TwoLetterISOLanguageName)
        .Where(tag => tag != "en") // That is the forms' own.
        .ToFrozenDictionary(tag => tag, Read);

    /// <summary>A sentence of a form in the reader's language; anything else as it is.</summary>
    public static string Say(string text) => Here?.Translated.GetValueOrDefault(text) ?? text;

    public static Phase Say(Phase phase) => phase with { Name = Say(phase.Name), Words = Say(phase.Words), Question = Say(phase.Question) };

    /// <summary>The way back: what a reader left as <see cref="Say(string)"/> showed it is kept as the form has it.</summary>
    public static string Keep(string text) => Here?.Original.GetValueOrDefault(text) ?? text;

    public static Phase Keep(Phase phase) => phase with { Name = Keep(phase.Name), Words = Keep(phase.Words), Question = Keep(phase.Question) };

    /// <summary>The language a text stands in: null (the page's own) where it is a form's sentence, else the group's.</summary>
    public static string? LanguageOf(string text, string? group) => Here?.Translated.ContainsKey(text) == true ? null : group;

    /// <summary>Everything a session says that is a form's, by the sentence it keeps: for the room's script.</summary>
    public static IReadOnlyDictionary<string, string> Of(AboutPart about) => about.Agenda
        .SelectMany(phase => (string[])[phase.Name, phase.Words, phase.Question])
        .Distinct()
        .Where(text => Say(text) != text)
        .ToDictionary(text => text, Say);

    private static Words? Here => ByLanguage.GetValueOrDefault(Languages.Current);

    private static Words Read(string tag)
    {
        var set = EmbeddedTexts.Of<FormTexts>().GetResourceSet(new CultureInfo(tag), createIfNotExists: true, tryParents: false)!;
        var translated = set.Cast<DictionaryEntry>().ToFrozenDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
        return new Words(translated, translated.ToFrozenDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal));
    }

    private sealed record Words(FrozenDictionary<string, string> Translated, FrozenDictionary<string, string> Original);
}
