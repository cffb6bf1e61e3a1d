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
[GenerateSerializer, Immutable, Alias("pm.session.document")]
internal sealed record SessionDocument(
    [property: Id(0), JsonConverter(typeof(BaseJson))] Session? Base,
    [property: Id(1)] long BaseVersion,
    [property: Id(2)] KeptList<StoredEvent> Recent,
    [property: Id(3)] AnswerRing Answers,
    [property: Id(4)] CheckOuts? CheckOuts = null)
{
    /// <summary>
    /// Events kept for clients that resume after the session moved: half a minute of the liveliest meeting, as nobody is away for longer then. All of them are
    /// written with every change, some 20 KB; memory keeps more of them, see <see cref="SessionTimeline"/>.
    /// </summary>
    public const int RecentMax = 96;

    public static readonly SessionDocument Empty = new(null, 0, [], AnswerRing.Empty);

    [JsonIgnore]
    public long Version => BaseVersion + Recent.Count;

    /// <summary>The same session without its single facts: who called for help, or came and went when, is nobody's business after the end.</summary>
    public SessionDocument Folded() => this with
    {
        Base = Recent.Aggregate(Base, (state, stored) => SessionRules.Apply(state, stored.Event)),
        BaseVersion = Version,
        Recent = [],
    };

    /// <summary>The document after one more fact. What was said is not in it, nor which command said it.</summary>
    public SessionDocument Append(SessionEvent happened, string? commandId)
    {
        var kept = happened.ToStore();
        var recent = Recent.Add(new StoredEvent(Version + 1, ReferenceEquals(kept, happened) ? commandId : null, kept));
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
