using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PeerMesh.Web.Http;

/// <summary>The live room's texts as its script takes them: a module with every one, by key, in one language.</summary>
/// <remarks>A file of its own rather than a part of the page: it is the same for everyone, so it is compressed and kept by browsers.</remarks>
internal static class RoomTextsModule
{
    // In a file of script no letter needs an escape, and without them the texts are a third smaller.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string In(CultureInfo language)
    {
        var texts = Read(EmbeddedTexts.Of<RoomTexts>(), language);

        // Our own words for a refusal, by its code. In English those are the sentences that the server sends.
        foreach (var (code, text) in Read(EmbeddedTexts.Of<RefusalTexts>(), language))
        {
            texts[$"refusal.{code}"] = text;
        }

        return $"export default {JsonSerializer.Serialize(texts, Plain)};\n";
    }

    private static SortedDictionary<string, string> Read(EmbeddedTexts resources, CultureInfo language)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var culture = language; ; culture = culture.Parent)
        {
            if (resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false) is { } set)
            {
                foreach (DictionaryEntry entry in set)
                {
                    texts.TryAdd((string)entry.Key, (string)entry.Value!);
                }
            }

            if (culture.Equals(CultureInfo.InvariantCulture))
            {
                return texts;
            }
        }
    }
}
