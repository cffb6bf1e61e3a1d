namespace PeerMesh.Domain.Common;

/// <summary>The broad sort of a refusal. Each sort has one HTTP status, chosen in the gateway.</summary>
public enum RefusalKind
{
    Invalid = 0,
    NotFound = 1,
    NotAllowed = 2,
    Conflict = 3,
    LimitReached = 4,
}

/// <summary>
/// An expected "no": the command was understood and the rules turned it down.
/// Clients branch on <see cref="Code"/>, so a code keeps its meaning for good.
/// </summary>
/// <param name="OpensAt">Where only the time is not right yet: from when on it is.</param>
/// <param name="Given">What the sentence says of this one case, a line each, for those who say it in another language; null where it is always the same.</param>
[GenerateSerializer, Immutable, Alias("pm.refusal")]
public sealed record Refusal(
    [property: Id(0)] string Code,
    [property: Id(1)] RefusalKind Kind,
    [property: Id(2)] string Detail,
    [property: Id(3)] DateTimeOffset? OpensAt = null,
    [property: Id(4)] string? Given = null);
