using System.Globalization;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Feeds;
using PeerMesh.Domain.Importing;

namespace PeerMesh.Api.Feeds;

/// <summary>The words that say what meetings are like: those of the sources, and PeerMesh's own for groups that were made here.</summary>
internal sealed class FormatBook
{
    /// <summary>Above the numbers that sources have and that the network gives.</summary>
    private const int OwnNumbersFrom = 900_000;

    /// <summary>Words by which readers tell where a meeting is held.</summary>
    private static readonly (string Key, string Name)[] VenueWords = [("VM", "Virtual Meeting"), ("HY", "Hybrid Meeting"), ("TC", "Location Temporarily Closed")];

    private readonly List<KnownFormat> _all;
    private readonly Dictionary<(string Source, string Id), int> _bySourceId = [];
    private readonly Dictionary<(string Source, string Key), int> _bySourceKey = [];
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Number, string Language), FormatWord> _words = [];

    public FormatBook(IReadOnlyList<KnownFormat> known)
    {
        _all = [.. known];
        foreach (var format in known)
        {
            _bySourceId.TryAdd((format.Source, format.Word.Id), format.Number);
            _bySourceKey.TryAdd((format.Source, format.Word.Key), format.Number);
        }

        var own = VenueWords.Concat(MeetingTypes.Names.OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => (Key: type.Key, Name: type.Value)))
            .DistinctBy(word => word.Key)
            .Select((word, at) => new KnownFormat(OwnNumbersFrom + at, "", new FormatWord("", word.Key, "en", word.Name, "", WorldId: null, Type: null)));
        foreach (var word in own)
        {
            // A source's word of the same key will do, so that readers do not see it twice.
            if (known.FirstOrDefault(format => format.Word.Key == word.Word.Key && format.Word.Language == "en") is { } same)
            {
                _byKey[word.Word.Key] = same.Number;
            }
            else
            {
                _byKey[word.Word.Key] = word.Number;
                _all.Add(word);
            }
        }

        foreach (var format in _all)
        {
            _words.TryAdd((format.Number, format.Word.Language), format.Word);
        }
    }

    public IReadOnlyList<KnownFormat> All => _all;

    public static bool IsVenueWord(string key) => Array.Exists(VenueWords, word => word.Key == key);

    public IReadOnlyList<int> Of(Listing listing, Venue? venue)
    {
        if (BmltFields.OwnFormats(listing) is { } keys)
        {
            var (source, ids) = (listing.Origin!.Source, Ids(listing.Origin));
            var byId = ids.Select(id => _bySourceId.GetValueOrDefault((source, id))).Where(number => number > 0).ToList();
            return byId.Count == keys.Count
                ? byId
                : [.. keys.Select(key => _bySourceKey.GetValueOrDefault((source, key), _byKey.GetValueOrDefault(key))).Where(number => number > 0)];
        }

        var codes = MeetingGuideFields.Types(listing, venue).Where(code => MeetingTypes.Names.ContainsKey(code));
        codes = venue?.Type switch
        {
            VenueType.Virtual => codes.Append("VM"),
            VenueType.Hybrid => codes.Append("HY"),
            _ => codes,
        };
        return [.. codes.Distinct().Select(code => _byKey.GetValueOrDefault(code)).Where(number => number > 0)];
    }

    /// <summary>The word in a language, or in English where there is none.</summary>
    public FormatWord? Word(int number, string language) =>
        _words.GetValueOrDefault((number, language)) ?? _words.GetValueOrDefault((number, "en"));

    private static string[] Ids(Origin origin) =>
        origin.Extra.GetValueOrDefault("format_shared_id_list")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
