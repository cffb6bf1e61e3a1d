using System.Collections.Frozen;

namespace PeerMesh.Domain.Importing;

/// <summary>Which time zone a listing is in that does not say: from its state, and for states that are in two from its place.</summary>
/// <remarks>The borders are those of 49 CFR part 71 in straight lines; a listing near one should name its zone.</remarks>
public static class Zones
{
    private const string Eastern = "America/New_York";
    private const string Central = "America/Chicago";
    private const string Mountain = "America/Denver";
    private const string Pacific = "America/Los_Angeles";

    private static readonly FrozenDictionary<string, string> States = Table(
        (Eastern, "CT DE DC GA FL IN KY ME MD MA MI NH NJ NY NC OH PA RI SC VT VA WV CONNECTICUT DELAWARE DISTRICT_OF_COLUMBIA GEORGIA FLORIDA INDIANA KENTUCKY MAINE MARYLAND MASSACHUSETTS MICHIGAN NEW_HAMPSHIRE NEW_JERSEY NEW_YORK NORTH_CAROLINA OHIO PENNSYLVANIA RHODE_ISLAND SOUTH_CAROLINA VERMONT VIRGINIA WEST_VIRGINIA"),
        (Central, "AL AR IL IA KS LA MN MS MO ND NE OK SD TN TX WI ALABAMA ARKANSAS ILLINOIS IOWA KANSAS LOUISIANA MINNESOTA MISSISSIPPI MISSOURI NORTH_DAKOTA NEBRASKA OKLAHOMA SOUTH_DAKOTA TENNESSEE TEXAS WISCONSIN"),
        (Mountain, "CO ID MT NM UT WY COLORADO IDAHO MONTANA NEW_MEXICO UTAH WYOMING"),
        ("America/Phoenix", "AZ ARIZONA"),
        (Pacific, "CA NV OR WA CALIFORNIA NEVADA OREGON WASHINGTON"),
        ("America/Anchorage", "AK ALASKA"),
        ("Pacific/Honolulu", "HI HAWAII"),
        ("America/Puerto_Rico", "PR VI PUERTO_RICO VIRGIN_ISLANDS"),
        ("Pacific/Guam", "GU MP GUAM"),
        ("Pacific/Pago_Pago", "AS AMERICAN_SAMOA"),
        ("America/Toronto", "ON QC ONTARIO QUEBEC"),
        ("America/Halifax", "NS NB PE NOVA_SCOTIA NEW_BRUNSWICK"),
        ("America/St_Johns", "NL NEWFOUNDLAND"),
        ("America/Winnipeg", "MB MANITOBA"),
        ("America/Regina", "SK SASKATCHEWAN"),
        ("America/Edmonton", "AB ALBERTA"),
        ("America/Vancouver", "BC BRITISH_COLUMBIA"));

    private static readonly FrozenDictionary<string, string> Countries = Table(
        ("Europe/London", "GB UK ENGLAND SCOTLAND WALES UNITED_KINGDOM"),
        ("Europe/Dublin", "IE IRELAND"),
        ("Europe/Madrid", "ES SPAIN"),
        ("Europe/Lisbon", "PT PORTUGAL"),
        ("Europe/Paris", "FR FRANCE"),
        ("Europe/Berlin", "DE GERMANY"),
        ("Europe/Stockholm", "SE SWEDEN"),
        ("Europe/Copenhagen", "DK DENMARK"),
        ("Europe/Oslo", "NO NORWAY"),
        ("Europe/Rome", "IT ITALY"),
        ("Europe/Warsaw", "PL POLAND"),
        ("America/Port-au-Prince", "HT HAITI"),
        ("Pacific/Auckland", "NZ NEW_ZEALAND"),
        ("Asia/Tokyo", "JP JAPAN"),
        ("Asia/Kolkata", "IN INDIA"));

    /// <summary>The zone's IANA name, or null where nothing tells.</summary>
    /// <param name="state">State or province, short or in full.</param>
    /// <param name="country">As written; null or one of the United States' names reads <paramref name="state"/> as one of theirs or Canada's.</param>
    public static string? Of(string? state, string? country, double? latitude, double? longitude)
    {
        var nation = Word(country);
        if (nation is not null && !IsNorthAmerica(nation))
        {
            return Countries.GetValueOrDefault(nation);
        }

        if (Word(state) is { } name && States.TryGetValue(name, out var zone))
        {
            return latitude is { } north && longitude is { } east && !(north == 0 && east == 0) ? Split(name, zone, north, east) : zone;
        }

        return latitude is { } lat && longitude is { } lon && IsContiguousStates(lat, lon) ? OfPlace(lon) : null;
    }

    /// <summary>Why a listing has no zone, as a sentence; null where it has one.</summary>
    /// <param name="named">What the listing itself says. A name that is not known is not replaced by its state's: people would stand at the door an hour off.</param>
    /// <param name="zone">What came of it.</param>
    public static string? Problem(string? named, string? zone) =>
        zone is not null ? null
        : RowText.Line(named, 64) is { } name ? $"Its time zone \"{name}\" is not one we know. Name it as in America/New_York, or leave it out and it follows from the state."
        : "Its time zone cannot be told from its state or place. Give one for such rows.";

    /// <summary>For states that are in two zones.</summary>
    private static string Split(string state, string zone, double north, double east) => state switch
    {
        "FL" or "FLORIDA" when east < -85.0 && north > 29.5 => Central,
        "IN" or "INDIANA" when (east < -86.9 && north > 40.9) || (east < -86.7 && north < 38.5) => Central,
        "KY" or "KENTUCKY" when east < -85.9 && north < 38.1 => Central,
        "TN" or "TENNESSEE" when east > -85.0 => Eastern,
        "MI" or "MICHIGAN" when east < -87.6 && north < 46.7 => Central,
        "ND" or "NORTH_DAKOTA" when east < -101.0 && north < 47.6 => Mountain,
        "SD" or "SOUTH_DAKOTA" when east < -100.5 => Mountain,
        "NE" or "NEBRASKA" when east < -101.2 => Mountain,
        "KS" or "KANSAS" when east < -101.5 && north < 39.6 => Mountain,
        "TX" or "TEXAS" when east < -105.0 => Mountain,
        "ID" or "IDAHO" when north > 45.5 => Pacific,
        "OR" or "OREGON" when east > -118.2 && north is > 42.4 and < 44.5 => "America/Boise",
        _ => zone,
    };

    private static bool IsContiguousStates(double north, double east) => north is > 24.4 and < 49.4 && east is > -125 and < -66.9;

    private static string OfPlace(double east) => east switch
    {
        > -85.5 => Eastern,
        > -101.5 => Central,
        > -114.1 => Mountain,
        _ => Pacific,
    };

    private static bool IsNorthAmerica(string nation) =>
        nation is "US" or "USA" or "UNITED_STATES" or "UNITED_STATES_OF_AMERICA" or "CA" or "CAN" or "CANADA" or "PR" or "PUERTO_RICO" or "AMERICA";

    private static string? Word(string? text)
    {
        var word = text?.Replace(".", "", StringComparison.Ordinal).Trim().ToUpperInvariant().Replace(' ', '_');
        return string.IsNullOrEmpty(word) ? null : word;
    }

    private static FrozenDictionary<string, string> Table(params (string Zone, string Names)[] rows) =>
        rows.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Zone))).ToFrozenDictionary(pair => pair.name, pair => pair.Zone, StringComparer.Ordinal);
}
