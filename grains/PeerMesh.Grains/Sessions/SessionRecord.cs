using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>What storage holds of one session.</summary>
/// <remarks>Storage may serialise it off the grain's thread, so the one document in it is immutable and swapped whole.</remarks>
[GenerateSerializer, Alias("pm.session.record")]
internal sealed class SessionRecord
{
    [Id(0)]
    public SessionDocument? Document { get; set; }
}

/// <summary>A session as the sum of its events: an earlier state, what happened since, and the answers given.</summary>
/// <param name="Base">The state at <paramref name="BaseVersion"/>; null before the first event.</param>
/// <param name="BaseVersion">How many events are folded into <paramref name="Base"/>.</param>
/// <param name="Recent">The events after it, one version each, oldest first.</param>
/// <param name="Answers">Answers to commands, so that a repeated command gets the same one.</param>
/// <param name="CheckOuts">What people answered at the end, added up; null before anybody has.</param>
/// <param name="Since">Where this is only what came after a <see cref="SessionCheckpoint"/>; null in a whole document. See <see cref="OnlySince"/>.</param>
[GenerateSerializer, Immutable, Alias("pm.session.document")]
internal sealed record SessionDocument(
    [property: Id(0), JsonConverter(typeof(BaseJson))] Session? Base,
    [property: Id(1)] long BaseVersion,
    [property: Id(2)] KeptList<StoredEvent> Recent,
    [property: Id(3)] AnswerRing Answers,
    [property: Id(4)] CheckOuts? CheckOuts = null,
    [property: Id(5)] SinceCheckpoint? Since = null)
{
    /// <summary>
    /// Events kept for clients that resume after the session moved: half a minute of the liveliest meeting, as nobody is away for longer then. All of them are
    /// written with every change, some 20 KB; memory keeps more of them, see <see cref="SessionTimeline"/>.
    /// </summary>
    public const int RecentMax = 96;

    public static readonly SessionDocument Empty = new(null, 0, [], AnswerRing.Empty);

    [JsonIgnore]
    public long Version => Since is { } since ? since.Version + since.Events.Count : BaseVersion + Recent.Count;

    /// <summary>The same session without its single facts: who called for help, or came and went when, is nobody's business after the end.</summary>
    public SessionDocument Folded() => this with
    {
        Base = Recent.Aggregate(Base, (state, stored) => SessionRules.Apply(state, stored.Event)),
        BaseVersion = Version,
        Recent = [],
    };

    /// <summary>
    /// What is written in place of the whole while a checkpoint holds the rest. A release that knows of no checkpoints finds nothing where it needs something, and
    /// fails rather than taking a part for the whole.
    /// </summary>
    public static SessionDocument OnlySince(SinceCheckpoint since, CheckOuts? checkOuts) => new(null, 0, null!, null!, checkOuts, since);

    /// <summary>Whether this checkpoint, and no later one than the session itself, is what this document goes on from.</summary>
    public bool GoesOnFrom([NotNullWhen(true)] SessionDocument? checkpoint) =>
        Since is { } since && checkpoint is { Since: null } && checkpoint.Version >= since.Version && checkpoint.Version <= Version;

    /// <summary>The whole document: the checkpoint, and what came since and is not in it yet.</summary>
    /// <param name="checkpoint">One that this document <see cref="GoesOnFrom"/>.</param>
    public SessionDocument On(SessionDocument checkpoint)
    {
        var recent = Since!.Events.Where(stored => stored.Version > checkpoint.Version);
        var known = checkpoint.Answers.Accepted.Concat(checkpoint.Answers.Refused).Select(answer => answer.Key).ToHashSet();
        var answers = Since.Answers.Where(answer => known.Add(answer.Key));
        return recent.Aggregate(checkpoint, (whole, stored) => whole.Append(stored)) with
        {
            Answers = answers.Aggregate(checkpoint.Answers, (ring, answer) => ring.Add(answer).Ring),
            CheckOuts = CheckOuts,
        };
    }

    /// <summary>The document after one more fact. What was said is not in it, nor which command said it.</summary>
    public SessionDocument Append(SessionEvent happened, string? commandId)
    {
        var kept = happened.ToStore();
        return Append(new StoredEvent(Version + 1, ReferenceEquals(kept, happened) ? commandId : null, kept));
    }

    private SessionDocument Append(StoredEvent next)
    {
        var recent = Recent.Add(next);
        if (recent.Count <= RecentMax)
        {
            return this with { Recent = recent };
        }

        var (rest, folded) = recent.LetGo();
        return this with
        {
            Base = folded.Aggregate(Base, (state, stored) => SessionRules.Apply(state, stored.Event)),
            BaseVersion = BaseVersion + folded.Length,
            Recent = rest,
        };
    }
}

/// <summary>What came after a checkpoint was taken, as far as it is not known to be in one: some of it may be.</summary>
/// <param name="Version">The version of the checkpoint; a later one may have been stored meanwhile.</param>
/// <param name="Events">The events after it, one version each, oldest first.</param>
/// <param name="Answers">The answers after it, done and refused, oldest first.</param>
[GenerateSerializer, Immutable, Alias("pm.session.since-checkpoint")]
internal sealed record SinceCheckpoint(
    [property: Id(0)] long Version,
    [property: Id(1)] KeptList<StoredEvent> Events,
    [property: Id(2)] KeptList<RememberedAnswer> Answers)
{
    public static SinceCheckpoint Nothing(long version) => new(version, [], []);

    [JsonIgnore]
    public int Count => Events.Count + Answers.Count;

    /// <summary>What is left once a checkpoint holds all that was in an earlier one of these.</summary>
    public SinceCheckpoint After(SinceCheckpoint stored) =>
        new(stored.Version + stored.Events.Count, Events.From(stored.Events.Count), Answers.From(stored.Answers.Count));
}
