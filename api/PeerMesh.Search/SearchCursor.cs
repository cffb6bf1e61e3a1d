using System.Buffers.Text;
using System.Text;
using PeerMesh.Domain.Common;

namespace PeerMesh.Search;

/// <summary>Where one group stands in the order of a search. Two groups never stand at the same place.</summary>
/// <param name="First">What the order is by, as a number.</param>
/// <param name="Name">With <see cref="Order.Name"/> the name.</param>
/// <param name="Tie">Decides between groups that are alike otherwise: by no merit, the same for everybody.</param>
internal readonly record struct Rank(ulong First, string? Name, ulong Tie, string Id) : IComparable<Rank>
{
    public int CompareTo(Rank other)
    {
        var byFirst = First.CompareTo(other.First);
        var byName = byFirst != 0 ? byFirst : string.CompareOrdinal(Name, other.Name);
        var byTie = byName != 0 ? byName : Tie.CompareTo(other.Tie);
        return byTie != 0 ? byTie : string.CompareOrdinal(Id, other.Id);
    }

    public static ulong TieOf(GroupId group) => Print.Of(group.Value);
}

/// <summary>
/// The end of a page: the next one begins with whatever stands behind it by then. Groups that come, go or change in between
/// neither repeat others nor push them out.
/// </summary>
public sealed record SearchCursor
{
    /// <summary>Older than this, a search has to begin anew: its "next meetings" are over.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromHours(2);

    internal SearchCursor(int asOf, Rank last, uint query) => (AsOf, Last, Query) = (asOf, last, query);

    /// <summary>The minute the search looks from.</summary>
    internal int AsOf { get; }

    internal Rank Last { get; }

    /// <summary>Tells whether the cursor belongs to a query.</summary>
    internal uint Query { get; }

    /// <returns>Null where this is no cursor.</returns>
    public static SearchCursor? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 1024 || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(Base64Url.DecodeFromChars(text)), Encoding.UTF8);
            var (query, asOf, first, name, id) = (reader.ReadUInt32(), reader.ReadInt32(), reader.ReadUInt64(), reader.ReadString(), reader.ReadString());
            return new SearchCursor(asOf, new Rank(first, name.Length == 0 ? null : name, Rank.TieOf(new GroupId(id)), id), query);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    public override string ToString()
    {
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Query);
            writer.Write(AsOf);
            writer.Write(Last.First);
            writer.Write(Last.Name ?? "");
            writer.Write(Last.Id);
        }

        return Base64Url.EncodeToString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Whether this is the end of a page of that query, and the moment it looks from is not too long ago.</summary>
    public bool Continues(SearchQuery query, DateTimeOffset now) =>
        Query == PrintOf(query) && Math.Abs(TimeWindows.MinuteOf(now) - AsOf) <= LifeMax.TotalMinutes;

    internal static uint PrintOf(SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var print = new StringBuilder();
        print.AppendJoin(' ', query.Words).Append('\n');
        foreach (var (facet, values) in query.Facets.OrderBy(pair => pair.Key))
        {
            print.Append((int)facet).Append('=').AppendJoin(',', values).Append('\n');
        }

        print.Append(System.Globalization.CultureInfo.InvariantCulture, $"{query.Body} {query.WithBranches} {query.When} {string.Join(',', query.Days)} {query.From:O} {query.To:O} {query.Zone} {query.Grace} ");
        print.Append(System.Globalization.CultureInfo.InvariantCulture, $"{query.Near?.X:R} {query.Near?.Y:R} {query.Near?.Z:R} {query.Miles:R} {query.OrOnline} {query.Order}");
        return (uint)Print.Of(print.ToString());
    }
}

/// <summary>Numbers made of texts, the same in every process and release.</summary>
internal static class Print
{
    /// <summary>FNV-1a over the text's units, then mixed so that near texts are far apart.</summary>
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return hash;
    }
}
