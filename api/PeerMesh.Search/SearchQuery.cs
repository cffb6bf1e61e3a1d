using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Search;

/// <summary>What somebody looks for. Everything asked for has to fit; of several values of one facet one is enough, of access needs all are wanted.</summary>
public sealed record SearchQuery
{
    /// <summary>Words that count; more than these say nothing more.</summary>
    public const int WordsMax = 8;

    public const int LimitMax = 100;

    public const int LimitUsual = 20;

    /// <summary>Words, folded; see <see cref="Search.Words"/>.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    public ImmutableDictionary<Facet, ImmutableSortedSet<string>> Facets { get; init; } = ImmutableDictionary<Facet, ImmutableSortedSet<string>>.Empty;

    public BodyId? Body { get; init; }

    /// <summary>With the groups of the branches of <see cref="Body"/>.</summary>
    public bool WithBranches { get; init; } = true;

    public TimeFrame When { get; init; } = TimeFrame.Anytime;

    /// <summary>Days of the week in <see cref="Zone"/>; none is any.</summary>
    public ImmutableSortedSet<Weekday> Days { get; init; } = [];

    /// <summary>The meeting begins at or after this time on the searcher's clock.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>The meeting begins before this time; where it is not after <see cref="From"/>, on the next day.</summary>
    public TimeOnly? To { get; init; }

    /// <summary>IANA name of the searcher's zone.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>How long after its beginning one may still come to a meeting, minutes.</summary>
    public int Grace { get; init; } = TimeWindows.GraceUsual;

    public GeoPoint? Near { get; init; }

    public double Miles { get; init; } = 25;

    /// <summary>With <see cref="Near"/>: groups that meet on line belong too, wherever they are.</summary>
    public bool OrOnline { get; init; }

    public Order Order { get; init; } = Order.Next;

    public int Limit { get; init; } = LimitUsual;

    public SearchQuery With(Facet facet, params IEnumerable<string> values) =>
        this with { Facets = Facets.SetItem(facet, [.. values.Select(value => facet is Facet.Language or Facet.Topic or Facet.Audience or Facet.Access or Facet.Type ? value.ToLowerInvariant() : value)]) };
}

/// <summary>When the meeting is to begin.</summary>
public enum TimeFrame
{
    Anytime,

    /// <summary>One may walk in: it has begun within the grace and is not over, or its door is open.</summary>
    Now,

    /// <summary>Now, or it begins within three hours.</summary>
    Next,

    /// <summary>Today, on the searcher's calendar, and not missed yet.</summary>
    Today,

    /// <summary>Tomorrow, on the searcher's calendar.</summary>
    Tomorrow,
}

public enum Order
{
    /// <summary>By the next meeting that fits, open doors first.</summary>
    Next,

    /// <summary>Nearest first; groups without a place last.</summary>
    Distance,

    /// <summary>How well the words fit, those of the name first; then by the next meeting.</summary>
    Relevance,

    Name,
}

/// <param name="Group">The group.</param>
/// <param name="NextMinute">When its next meeting that fits begins, in minutes since 1970 UTC; <see cref="int.MaxValue"/> is none within reach.</param>
/// <param name="EndMinute">When that meeting ends; null where it lies further ahead than is looked up beforehand.</param>
/// <param name="NextVenue">How that meeting is held, where that is not how the group usually meets.</param>
/// <param name="Miles">How far it is; null without a place to measure from or to.</param>
/// <param name="IsOpen">Whether the door of one of its sessions is open now.</param>
public sealed record SearchHit(
    Domain.Directory.DirectoryEntry Group, int NextMinute, int? EndMinute, Domain.Directory.VenueType? NextVenue, double? Miles, bool IsOpen)
{
    public DateTimeOffset? NextAt => NextMinute == int.MaxValue ? null : TimeWindows.At(NextMinute);

    public DateTimeOffset? EndsAt => EndMinute is { } end ? TimeWindows.At(end) : null;
}

/// <param name="Total">How many fit in all.</param>
/// <param name="AsOf">The moment the search looks from; further pages look from the same.</param>
/// <param name="Next">Where the next page begins; null is the last.</param>
public sealed record SearchPage(ImmutableArray<SearchHit> Hits, int Total, DateTimeOffset AsOf, SearchCursor? Next);
