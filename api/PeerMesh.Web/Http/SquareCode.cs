using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace PeerMesh.Web.Http;

/// <summary>Draws a text as a square code (QR) of one path, inside the page: no other site and no picture service hears of it.</summary>
internal static class SquareCode
{
    /// <param name="label">What it is, for those who do not see it.</param>
    public static HtmlString Draw(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        var safeLabel = System.Text.Encodings.Web.HtmlEncoder.Default.Encode(label);
        return new HtmlString(string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="square-code" role="img" aria-label="{safeLabel}" viewBox="0 0 {rows.Count} {rows.Count}" shape-rendering="crispEdges"><rect width="{rows.Count}" height="{rows.Count}" fill="#fff"/><path d="{path}" fill="#000"/></svg>"""));
    }
}
