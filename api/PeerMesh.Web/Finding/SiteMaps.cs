using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PeerMesh.Domain.Directory;
using PeerMesh.Search;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.Finding;

/// <summary>What tells search engines where the public pages are (sitemaps.org), and what is none of their business.</summary>
internal static class SiteMaps
{
    /// <summary>Groups in one file, which may hold 50,000 addresses and 50 MB.</summary>
    public const int AddressesMax = 40_000;

    /// <summary>Organisations in the first file, beside its groups.</summary>
    private const int BodiesMax = 9_000;

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static void MapSiteMaps(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", Robots).ExcludeFromDescription();
        routes.MapGet("/sitemap.xml", Whole).ExcludeFromDescription();
        routes.MapGet("/sitemap-{number:int:min(1):max(10000)}.xml", Part).ExcludeFromDescription();
    }

    private static ContentHttpResult Robots(HttpRequest request) => TypedResults.Text(
        $"User-agent: *\nDisallow: /v1/\nDisallow: /sign-in\nDisallow: /sign-out\nDisallow: /settings\nDisallow: /sessions/\nDisallow: /find?\n\nSitemap: {PageUrls.Absolute(request, "/sitemap.xml")}\n",
        "text/plain",
        Encoding.UTF8);

    private static IResult Whole(HttpContext context, DirectoryIndex directory)
    {
        if (Unready(context, directory) is { } unready)
        {
            return unready;
        }

        var files = (directory.Count + AddressesMax - 1) / AddressesMax;
        return files <= 1
            ? Answer(context, directory, "urlset", xml => Addresses(xml, context.Request, directory, 1))
            : Answer(context, directory, "sitemapindex", xml =>
            {
                for (var number = 1; number <= files; number++)
                {
                    xml.WriteStartElement("sitemap", Namespace);
                    xml.WriteElementString("loc", Namespace, PageUrls.Absolute(context.Request, $"/sitemap-{number}.xml"));
                    xml.WriteEndElement();
                }
            });
    }

    private static IResult Part(int number, HttpContext context, DirectoryIndex directory) =>
        Unready(context, directory)
        ?? (number > Math.Max(1, (directory.Count + AddressesMax - 1) / AddressesMax)
            ? TypedResults.NotFound()
            : Answer(context, directory, "urlset", xml => Addresses(xml, context.Request, directory, number)));

    private static StatusCodeHttpResult? Unready(HttpContext context, DirectoryIndex directory)
    {
        if (directory.IsWhole)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = "2";
        return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static void Addresses(XmlWriter xml, HttpRequest request, DirectoryIndex directory, int number)
    {
        if (number == 1)
        {
            Address(xml, PageUrls.Absolute(request, "/"), null);
            Address(xml, PageUrls.Absolute(request, "/find"), null);
            Address(xml, PageUrls.Absolute(request, "/bodies"), null);
            Address(xml, PageUrls.Absolute(request, "/feeds"), null);
            foreach (var body in directory.Bodies.All.OrderBy(body => body.Id.Value, StringComparer.Ordinal).Take(BodiesMax))
            {
                Address(xml, PageUrls.Absolute(request, $"/bodies/{body.Id}"), null);
            }
        }

        foreach (var group in InOrder(directory).Skip((number - 1) * AddressesMax).Take(AddressesMax))
        {
            Address(xml, PageUrls.Absolute(request, $"/groups/{Uri.EscapeDataString(group.Slug)}"), group.UpdatedAt);
        }
    }

    private static DirectoryEntry[] InOrder(DirectoryIndex directory)
    {
        var all = directory.All().ToArray();
        Array.Sort(all, static (one, other) => string.CompareOrdinal(one.Group.Value, other.Group.Value));
        return all;
    }

    private static void Address(XmlWriter xml, string address, DateTimeOffset? changed)
    {
        xml.WriteStartElement("url", Namespace);
        xml.WriteElementString("loc", Namespace, address);
        if (changed is { } at)
        {
            xml.WriteElementString("lastmod", Namespace, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
    }

    private static IResult Answer(HttpContext context, DirectoryIndex directory, string root, Action<XmlWriter> write)
    {
        var tag = $"\"{directory.Tag}\"";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Contains(tag))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var text = new MemoryStream();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            xml.WriteStartElement(root, Namespace);
            write(xml);
            xml.WriteEndElement();
        }

        text.Position = 0;
        return TypedResults.Stream(text, "application/xml; charset=utf-8");
    }
}
