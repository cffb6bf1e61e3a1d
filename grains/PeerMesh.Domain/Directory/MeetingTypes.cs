using System.Collections.Frozen;

namespace PeerMesh.Domain.Directory;

/// <summary>The codes by which listings of meetings say what a meeting is like, as the Meeting Guide format has them, with their names in English.</summary>
/// <remarks>The codes of that format are reserved: what PeerMesh adds must use none of them. Languages have codes of their own there.</remarks>
public static class MeetingTypes
{
    public const string Open = "O";
    public const string Closed = "C";
    public const string ProofOfAttendance = "POA";
    public const string PlaceClosed = "TC";
    public const string Wheelchair = "X";

    /// <summary>Code to English name.</summary>
    public static FrozenDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["11"] = "11th Step Meditation",
        ["12x12"] = "12 Steps & 12 Traditions",
        ["A"] = "Secular",
        ["ABSI"] = "As Bill Sees It",
        ["AL"] = "Concurrent with Alateen",
        ["AL-AN"] = "Concurrent with Al-Anon",
        ["ASL"] = "American Sign Language",
        ["B"] = "Big Book",
        ["BA"] = "Babysitting Available",
        ["BE"] = "Newcomer",
        ["BI"] = "Bisexual",
        ["BRK"] = "Breakfast",
        ["C"] = "Closed",
        ["CAN"] = "Candlelight",
        ["CF"] = "Child-Friendly",
        ["D"] = "Discussion",
        ["DB"] = "Digital Basket",
        ["DD"] = "Dual Diagnosis",
        ["DR"] = "Daily Reflections",
        ["FF"] = "Fragrance Free",
        ["G"] = "Gay",
        ["GR"] = "Grapevine",
        ["H"] = "Birthday",
        ["L"] = "Lesbian",
        ["LGBTQ"] = "LGBTQ",
        ["LIT"] = "Literature",
        ["LS"] = "Living Sober",
        ["M"] = "Men",
        ["MED"] = "Meditation",
        ["N"] = "Native American",
        ["NB"] = "Non-Binary",
        ["NDG"] = "Indigenous",
        ["O"] = "Open",
        ["OUT"] = "Outdoor",
        ["P"] = "Professionals",
        ["POA"] = "Proof of Attendance",
        ["POC"] = "People of Color",
        ["SEN"] = "Seniors",
        ["SM"] = "Smoking Permitted",
        ["SP"] = "Speaker",
        ["ST"] = "Step Study",
        ["T"] = "Transgender",
        ["TC"] = "Location Temporarily Closed",
        ["TR"] = "Tradition Study",
        ["W"] = "Women",
        ["X"] = "Wheelchair Access",
        ["XB"] = "Wheelchair-Accessible Bathroom",
        ["XT"] = "Cross Talk Permitted",
        ["Y"] = "Young People",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Code to BCP 47 tag, for the codes that name a language.</summary>
    public static FrozenDictionary<string, string> Languages { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AM"] = "am",
        ["DA"] = "da",
        ["DE"] = "de",
        ["EL"] = "el",
        ["EN"] = "en",
        ["FA"] = "fa",
        ["FR"] = "fr",
        ["HE"] = "he",
        ["HI"] = "hi",
        ["HR"] = "hr",
        ["HU"] = "hu",
        ["ITA"] = "it",
        ["JA"] = "ja",
        ["KOR"] = "ko",
        ["LT"] = "lt",
        ["ML"] = "ml",
        ["NO"] = "no",
        ["POL"] = "pl",
        ["POR"] = "pt",
        ["PUN"] = "pa",
        ["RUS"] = "ru",
        ["S"] = "es",
        ["SK"] = "sk",
        ["SV"] = "sv",
        ["TH"] = "th",
        ["TL"] = "tl",
        ["UK"] = "uk",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>English names of the language codes above, as tables of meetings write them.</summary>
    public static FrozenDictionary<string, string> LanguageNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AM"] = "Amharic",
        ["DA"] = "Danish",
        ["DE"] = "German",
        ["EL"] = "Greek",
        ["EN"] = "English",
        ["FA"] = "Persian",
        ["FR"] = "French",
        ["HE"] = "Hebrew",
        ["HI"] = "Hindi",
        ["HR"] = "Croatian",
        ["HU"] = "Hungarian",
        ["ITA"] = "Italian",
        ["JA"] = "Japanese",
        ["KOR"] = "Korean",
        ["LT"] = "Lithuanian",
        ["ML"] = "Malayalam",
        ["NO"] = "Norwegian",
        ["POL"] = "Polish",
        ["POR"] = "Portuguese",
        ["PUN"] = "Punjabi",
        ["RUS"] = "Russian",
        ["S"] = "Spanish",
        ["SK"] = "Slovak",
        ["SV"] = "Swedish",
        ["TH"] = "Thai",
        ["TL"] = "Tagalog",
        ["UK"] = "Ukrainian",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Codes =
        Names.Concat(LanguageNames).ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> LanguageCodes =
        Languages.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The code for a code or an English name however written, or null.</summary>
    public static string? Find(string codeOrName)
    {
        var text = codeOrName.Trim();
        var upper = text.ToUpperInvariant();
        return Names.ContainsKey(text) || Languages.ContainsKey(text) ? text
            : Names.ContainsKey(upper) || Languages.ContainsKey(upper) ? upper
            : Codes.GetValueOrDefault(text);
    }

    /// <summary>The code for a language by its tag, or null.</summary>
    public static string? OfLanguage(string tag) => LanguageCodes.GetValueOrDefault(tag.Split('-')[0]);
}
