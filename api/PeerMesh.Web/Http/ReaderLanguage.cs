using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PeerMesh.Web.Http;

/// <summary>Which of our languages somebody reads, for those who write to them or answer their programs.</summary>
public static class ReaderLanguage
{
    /// <summary>The language of a tag ("es", "es-MX"), with the names of its days and months; English for those we do not speak.</summary>
    public static CultureInfo Of(string? tag) => Languages.Find(tag?.Split('-')[0].ToLowerInvariant()) ?? Languages.All[0];

    /// <summary>The one of ours that a browser or program asks for; English where it asks for none of them.</summary>
    public static CultureInfo Asked(HttpRequest request) => Languages.Asked(request) ?? Languages.All[0];
}
