using System.Collections.Frozen;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Importing;

/// <summary>Words that BMLT servers share, in ours.</summary>
public static class BmltWords
{
    /// <summary>The fellowship's word for a format, as a type of the Meeting Guide.</summary>
    public static FrozenDictionary<string, string> Worlds { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OPEN"] = "O",
        ["CLOSED"] = "C",
        ["BEG"] = "BE",
        ["CAN"] = "CAN",
        ["CW"] = "CF",
        ["DISC"] = "D",
        ["GL"] = "LGBTQ",
        ["LIT"] = "LIT",
        ["M"] = "M",
        ["MED"] = "MED",
        ["SMOK"] = "SM",
        ["SPK"] = "SP",
        ["STEP"] = "ST",
        ["TC"] = "TC",
        ["TRAD"] = "TR",
        ["W"] = "W",
        ["WCHR"] = "X",
        ["Y"] = "Y",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Keys that mean the same on most servers, for files without their list of formats.</summary>
    public static FrozenDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["O"] = "O",
        ["C"] = "C",
        ["BEG"] = "BE",
        ["CL"] = "CAN",
        ["CW"] = "CF",
        ["D"] = "D",
        ["GL"] = "LGBTQ",
        ["LIT"] = "LIT",
        ["M"] = "M",
        ["ME"] = "MED",
        ["SL"] = "ASL",
        ["Sp"] = "SP",
        ["St"] = "ST",
        ["TC"] = "TC",
        ["Tr"] = "TR",
        ["W"] = "W",
        ["WC"] = "X",
        ["YP"] = "Y",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Where a server calls a language by its key.
    private static readonly FrozenDictionary<string, string> LanguageKeys = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ES"] = "es",
        ["SPA"] = "es",
        ["SPAN"] = "es",
        ["ENG"] = "en",
        ["EN"] = "en",
        ["FIN"] = "fi",
        ["FR"] = "fr",
        ["FRE"] = "fr",
        ["GER"] = "de",
        ["DE"] = "de",
        ["PER"] = "fa",
        ["FA"] = "fa",
        ["PT"] = "pt",
        ["POR"] = "pt",
        ["RU"] = "ru",
        ["RUS"] = "ru",
        ["SV"] = "sv",
        ["IT"] = "it",
        ["PL"] = "pl",
        ["JA"] = "ja",
        ["HT"] = "ht",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The language that a format word names, where it is such a word.</summary>
    public static string? LanguageOf(string key, FormatWord? word) =>
        word is { WorldId: "LANG" } || (word is null && key is "ES" or "EN" or "ENG") ? LanguageKeys.GetValueOrDefault(key) : null;

    /// <summary>BMLT's two letters for what a service body is.</summary>
    public static BodyType BodyTypeOf(string? type) => type switch
    {
        "GR" => BodyType.Group,
        "RS" or "MA" => BodyType.Region,
        "ZF" or "WS" => BodyType.Coalition,
        _ => BodyType.Chapter,
    };

    public static string OfBodyType(BodyType type) => type switch
    {
        BodyType.Group => "GR",
        BodyType.Region => "RS",
        BodyType.Coalition => "ZF",
        _ => "AS",
    };
}
