namespace PeerMesh.Domain.Importing;

/// <summary>Ways to a meeting as sources write them.</summary>
internal static class Links
{
    /// <summary>The address if it is one of the web, with https put in front where nothing was.</summary>
    public static string? Https(string? text)
    {
        if (RowText.Line(text, Directory.ListingLimits.LinkMax) is not { } line)
        {
            return null;
        }

        var whole = line.Contains("://", StringComparison.Ordinal) ? line : "https://" + line;
        return Uri.TryCreate(whole, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.Host.Contains('.', StringComparison.Ordinal)
            ? whole
            : null;
    }

    /// <summary>Digits and <c>+ , * #</c>: what a telephone can dial. Null where too few are left to reach anyone.</summary>
    public static string? Phone(string? text)
    {
        var dialled = new string([.. (text ?? "").Where(c => char.IsAsciiDigit(c) || c is '+' or ',' or '*' or '#')]);
        return dialled.Count(char.IsAsciiDigit) >= 10 && dialled.Length <= 64 ? dialled : null;
    }
}
