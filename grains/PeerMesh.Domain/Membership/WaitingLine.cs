using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Membership;

/// <summary>Somebody who waits for a place.</summary>
/// <param name="Name">What the group calls them.</param>
/// <param name="Since">When they joined the line.</param>
/// <param name="OfferedUntil">A place is held for them until then; null while they wait for one.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.waiting")]
public sealed record Waiting(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] DateTimeOffset? OfferedUntil = null);

/// <summary>How long a free place is held for whoever is next.</summary>
/// <param name="Length">For the time being.</param>
/// <param name="FirstToArriveAt">From then on nothing is held any more: a place is for whoever takes it first. Null is never.</param>
public readonly record struct Hold(TimeSpan Length, DateTimeOffset? FirstToArriveAt = null)
{
    /// <summary>Enough to see the mail and open the page.</summary>
    private static readonly TimeSpan LengthMin = TimeSpan.FromMinutes(15);

    public bool IsOver(DateTimeOffset now) => FirstToArriveAt <= now;

    /// <summary>Until when a place offered now is held: at most half of the time that is left, so that the next in line has a chance too.</summary>
    public DateTimeOffset Until(DateTimeOffset now)
    {
        if (FirstToArriveAt is not { } last)
        {
            return now + Length;
        }

        var half = (last - now) / 2;
        var length = half < LengthMin ? LengthMin : half;
        var until = now + (length < Length ? length : Length);
        return until < last ? until : last;
    }
}

/// <summary>What became of a line: the line, whom a place was offered, and whose offer ran out.</summary>
public readonly record struct SettledLine(ImmutableList<Waiting> Line, ImmutableList<Waiting> Offered, ImmutableList<Waiting> Lapsed);

/// <summary>A line for places: first come, first served, whoever one is.</summary>
/// <remarks>
/// Holds after <see cref="Settle"/>: offers are no more than free places, they go to the front of the line, and no place is
/// free that somebody waits for without an offer.
/// </remarks>
public static class LineRules
{
    /// <summary>Takes out whose offer ran out, and offers what is free to those in front.</summary>
    /// <param name="line">In order of joining.</param>
    /// <param name="free">Places nobody has; null is any number.</param>
    public static SettledLine Settle(ImmutableList<Waiting> line, int? free, DateTimeOffset now, Hold hold)
    {
        if (hold.IsOver(now))
        {
            return new(line.Exists(HasOffer) ? line.ConvertAll(waiting => waiting with { OfferedUntil = null }) : line, [], []);
        }

        var lapsed = line.FindAll(waiting => waiting.OfferedUntil <= now);
        var left = lapsed.IsEmpty ? line : line.RemoveRange(lapsed);
        var places = Math.Max(0, free ?? int.MaxValue);
        var held = left.Count(HasOffer);

        // Fewer places than before: the offers at the back are taken back, their places in the line stay.
        for (var i = left.Count - 1; held > places; i--)
        {
            if (HasOffer(left[i]))
            {
                left = left.SetItem(i, left[i] with { OfferedUntil = null });
                held--;
            }
        }

        var offered = ImmutableList.CreateBuilder<Waiting>();
        for (var i = 0; i < left.Count && held < places; i++)
        {
            if (!HasOffer(left[i]))
            {
                var waiting = left[i] with { OfferedUntil = hold.Until(now) };
                left = left.SetItem(i, waiting);
                offered.Add(waiting);
                held++;
            }
        }

        return new(left, offered.ToImmutable(), lapsed);
    }

    /// <summary>Whether somebody who comes now finds a place that is neither taken nor held for another.</summary>
    public static bool IsFree(ImmutableList<Waiting> line, int? free, DateTimeOffset now, Hold hold) =>
        free is null || (hold.IsOver(now) ? free > 0 : free > line.Count);

    /// <summary>Whether this person may take a place now.</summary>
    public static bool MayTake(Waiting waiting, int? free, DateTimeOffset now, Hold hold) =>
        free is null or > 0 && (hold.IsOver(now) || waiting.OfferedUntil > now);

    /// <summary>Puts somebody at the front, behind those to whom a place is offered.</summary>
    public static ImmutableList<Waiting> MoveUp(ImmutableList<Waiting> line, Waiting who)
    {
        var rest = line.Remove(who);
        var first = rest.FindIndex(waiting => !HasOffer(waiting));
        return rest.Insert(first < 0 ? rest.Count : first, who);
    }

    /// <summary>When something is due by itself; null is never.</summary>
    public static DateTimeOffset? NextDue(ImmutableList<Waiting> line) => line.Min(waiting => waiting.OfferedUntil);

    private static bool HasOffer(Waiting waiting) => waiting.OfferedUntil is not null;
}
