namespace PeerMesh.Domain.Organizations;

/// <summary>How many people there are, as far as an organisation may know.</summary>
/// <remarks>Holds always: what is told is <see cref="FigureRules.ToldFrom"/> or more, and where nothing is told it says that something is left out.</remarks>
/// <param name="Count">People. Null where every part of it is fewer than five; nobody is also fewer than five.</param>
/// <param name="IsLowerBound">Whether something is left out of it because it is fewer than five.</param>
[GenerateSerializer, Immutable, Alias("pm.figure")]
public sealed record Figure(
    [property: Id(0)] int? Count,
    [property: Id(1)] bool IsLowerBound)
{
    /// <summary>Fewer than five, of which more is not said.</summary>
    public static readonly Figure Hidden = new(Count: null, IsLowerBound: true);
}

/// <summary>Small counts are not told, because whoever knows the people would know who they are.</summary>
/// <remarks>
/// A total is made of what is told and of nothing else. So whatever is published stays the same when a count that is hidden becomes another one that is hidden, and no
/// comparing of totals, of a parent with its child or of one group with another, brings it out. <c>FigureProperties</c> checks that.
/// </remarks>
public static class FigureRules
{
    /// <summary>People from which on their number is told: what reports on health and schools use, and what the networks ask for.</summary>
    public const int ToldFrom = 5;

    /// <param name="count">People, none or more.</param>
    public static Figure Of(int count) => count < ToldFrom ? Figure.Hidden : new Figure(count, IsLowerBound: false);

    /// <summary>The sum of what is told.</summary>
    public static Figure Total(IEnumerable<Figure> parts)
    {
        var total = (Count: 0, IsLowerBound: false);
        foreach (var part in parts)
        {
            total = (total.Count + (part.Count ?? 0), total.IsLowerBound || part.IsLowerBound);
        }

        return total.Count == 0 ? Figure.Hidden : new Figure(total.Count, total.IsLowerBound);
    }
}
