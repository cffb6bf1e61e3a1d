using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Http;

/// <param name="Limit">How many.</param>
/// <param name="After">The key of the last one of the page before; null is the first page.</param>
internal readonly record struct ListPage(int Limit, string? After);

/// <summary>Lists a page at a time, in the order of keys that stay: whatever comes or goes in between, nothing is told twice or passed over.</summary>
internal static class ListPages
{
    public const int LimitUsual = 100;

    public const int LimitMax = 500;

    private const int AfterMax = 128;

    public static readonly Refusal Invalid = new(
        "list.invalid_page",
        RefusalKind.Invalid,
        string.Create(CultureInfo.InvariantCulture, $"\"limit\" is a whole number from 1 to {LimitMax}, and \"after\" the id of the last one of the page before."));

    /// <returns>Null where one of them cannot be.</returns>
    public static ListPage? Read(string? limit, string? after)
    {
        if (after?.Length > AfterMax)
        {
            return null;
        }

        if (limit is null)
        {
            return new ListPage(LimitUsual, after);
        }

        return int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= LimitMax ? new ListPage(number, after) : null;
    }

    /// <summary>The page, with the address of the next one in the header <c>Link</c> (RFC 8288).</summary>
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> all, Func<T, string> key, ListPage page, HttpContext context)
    {
        var some = all
            .Where(each => page.After is null || string.CompareOrdinal(key(each), page.After) > 0)
            .OrderBy(key, StringComparer.Ordinal)
            .Take(page.Limit + 1)
            .ToList();
        if (some.Count <= page.Limit)
        {
            return some;
        }

        some.RemoveAt(page.Limit);
        var next = QueryHelpers.AddQueryString(
            $"{context.Request.PathBase}{context.Request.Path}",
            new Dictionary<string, string?> { ["limit"] = page.Limit.ToString(CultureInfo.InvariantCulture), ["after"] = key(some[^1]) });
        context.Response.Headers[HeaderNames.Link] = $"<{next}>; rel=\"next\"";
        return some;
    }
}
