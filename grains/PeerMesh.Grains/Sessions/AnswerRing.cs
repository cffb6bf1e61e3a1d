using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerMesh.Grains.Sessions;

/// <summary>The latest answers to commands. Refusals have a ring of their own: a flood of them pushes no acceptance out.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.answers")]
internal sealed record AnswerRing(
    [property: Id(0)] KeptList<RememberedAnswer> Accepted,
    [property: Id(1)] KeptList<RememberedAnswer> Refused)
{
    /// <summary>A client gives up repeating a command after a minute at most; no meeting takes so many in that time.</summary>
    public const int AcceptedMax = 512;

    /// <summary>As many: a client that lost its connection repeats what was refused as well as what was done.</summary>
    public const int RefusedMax = 512;

    public static readonly AnswerRing Empty = new([], []);

    /// <summary>The ring with one more answer, and without the oldest block of its kind where it was full.</summary>
    public (AnswerRing Ring, ImmutableArray<RememberedAnswer> Forgotten) Add(RememberedAnswer answer)
    {
        var (kind, max) = answer.Refusal is null ? (Accepted.Add(answer), AcceptedMax) : (Refused.Add(answer), RefusedMax);
        var (kept, forgotten) = kind.Count > max ? kind.LetGo() : (kind, []);
        return (answer.Refusal is null ? this with { Accepted = kept } : this with { Refused = kept }, forgotten);
    }
}

/// <summary>The answer one command got. Up to 1,024 of them are stored with every write, hence the short names.</summary>
/// <param name="Key">Who sent it under which id; see <see cref="CommandPrint"/>.</param>
/// <param name="Content">What it said.</param>
/// <param name="Version">The session's version after it.</param>
/// <param name="Refusal">Code of the refusal, or null where it was done.</param>
[GenerateSerializer, Immutable, Alias("pm.session.answer")]
internal sealed record RememberedAnswer(
    [property: Id(0), JsonPropertyName("k")] ulong Key,
    [property: Id(1), JsonPropertyName("c")] ulong Content,
    [property: Id(2), JsonPropertyName("v")] long Version,
    [property: Id(3), JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refusal);
