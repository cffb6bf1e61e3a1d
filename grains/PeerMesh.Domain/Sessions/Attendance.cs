using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Sessions;

/// <summary>When a person was present. Minutes attended follow from this and nothing else.</summary>
/// <remarks>
/// The list is bounded by <see cref="SessionLimits.IntervalsMax"/>. A connection that breaks more often than that folds its
/// oldest intervals into <see cref="Earlier"/>, so the total stays exact.
/// </remarks>
/// <param name="FirstAt">When they first came in.</param>
/// <param name="Earlier">Total of intervals no longer listed.</param>
/// <param name="Intervals">Closed intervals, oldest first.</param>
/// <param name="Since">Start of the interval that is still open.</param>
[GenerateSerializer, Immutable, Alias("pm.session.attendance")]
public sealed record Attendance(
    [property: Id(0)] DateTimeOffset? FirstAt,
    [property: Id(1)] TimeSpan Earlier,
    [property: Id(2)] ImmutableList<PresenceInterval> Intervals,
    [property: Id(3)] DateTimeOffset? Since)
{
    public static readonly Attendance None = new(null, TimeSpan.Zero, [], null);

    /// <summary>How long they have been present, up to a moment.</summary>
    public TimeSpan Total(DateTimeOffset now)
    {
        var total = Earlier;
        foreach (var interval in Intervals)
        {
            total += interval.Until - interval.From;
        }

        return Since is { } since && now > since ? total + (now - since) : total;
    }

    [JsonIgnore]
    public bool Open => Since is not null;

    internal Attendance Begin(DateTimeOffset at) => Open ? this : this with { FirstAt = FirstAt ?? at, Since = at };

    internal Attendance End(DateTimeOffset at)
    {
        if (Since is not { } since)
        {
            return this;
        }

        var intervals = Intervals.Add(new PresenceInterval(since, at > since ? at : since));
        var earlier = Earlier;
        while (intervals.Count > SessionLimits.IntervalsMax)
        {
            earlier += intervals[0].Until - intervals[0].From;
            intervals = intervals.RemoveAt(0);
        }

        return this with { Earlier = earlier, Intervals = intervals, Since = null };
    }
}

[GenerateSerializer, Immutable, Alias("pm.session.presence-interval")]
public sealed record PresenceInterval(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset Until);
