using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>A session in memory: the document to be stored, the newest state, and what happened in recent versions.</summary>
/// <remarks>
/// Two ends are kept apart. <see cref="Newest"/> is what the next command is decided on; <see cref="Durable"/> is what
/// storage is known to hold, and the only one that may be shown to anybody. What people say to each other is in the states
/// here and not in the document: it is told once the event it came with is stored, and a restart forgets it.
/// </remarks>
internal sealed class SessionTimeline
{
    /// <summary>Versions at hand for clients that resume: several minutes of the liveliest meeting.</summary>
    public const int MomentsMax = 256;

    /// <summary>How many are let go at once, so that it happens seldom.</summary>
    public const int TrimmedAtOnce = 64;

    /// <summary>Newest versions whose states are all at hand: as many as may wait to be stored and told.</summary>
    public const int StatesMax = 32;

    /// <summary>One state in so many stays at hand of the older versions. Those between follow from it, which hardly anybody asks for.</summary>
    public const int StateEvery = 16;

    private readonly List<Moment> _moments = [];
    private readonly Dictionary<ulong, RememberedAnswer> _answers;
    private int _joinsAndCheckpoints;
    private Session? _base;
    private long _baseVersion;

    /// <param name="stored">What storage holds of the session, in one; null before it opened.</param>
    /// <param name="since">What of it came after the checkpoint that storage holds; null where it holds the whole in one document.</param>
    public SessionTimeline(SessionDocument? stored, SinceCheckpoint? since = null)
    {
        Document = stored ?? SessionDocument.Empty;
        (Since, IsApart) = (since ?? SinceCheckpoint.Nothing(Document.Version), since is not null);
        _answers = Document.Answers.Accepted.Concat(Document.Answers.Refused).ToDictionary(answer => answer.Key);
        (_base, _baseVersion) = (Document.Base, Document.BaseVersion);
        Newest = _base;
        foreach (var happened in Document.Recent)
        {
            Newest = SessionRules.Apply(Newest, happened.Event);
            Add(happened, Newest);
        }

        (Durable, DurableVersion) = (Newest, Version);
    }

    /// <summary>All of it in one.</summary>
    public SessionDocument Document { get; private set; }

    /// <summary>What is not known to be in a checkpoint.</summary>
    public SinceCheckpoint Since { get; private set; }

    /// <summary>Whether a checkpoint holds the rest.</summary>
    public bool IsApart { get; private set; }

    /// <summary>What has to be written.</summary>
    public SessionDocument Stored => IsApart ? SessionDocument.OnlySince(Since, Document.CheckOuts) : Document;

    public Session? Newest { get; private set; }

    public long Version => Document.Version;

    public Session? Durable { get; private set; }

    public long DurableVersion { get; private set; }

    /// <summary>Counts what has to be stored before anybody hears of it: events, and answers to people of this session.</summary>
    public long Changes { get; private set; }

    /// <summary>How many of <see cref="Changes"/> storage is known to hold.</summary>
    public long StoredChanges { get; private set; }

    /// <summary>When the latest event happened.</summary>
    public DateTimeOffset? LastAt => _moments.Count > 0 ? _moments[^1].Stored.Event.At : null;

    public void Append(SessionEvent happened, string? commandId)
    {
        Changes++;
        Document = Document.Append(happened, commandId);
        Since = Since with { Events = Since.Events.AddLastOf(Document.Recent) };
        var stored = Document.Recent[^1];
        Newest = SessionRules.Apply(Newest, happened);
        Add(ReferenceEquals(stored.Event, happened) ? stored : new StoredEvent(Document.Version, commandId, happened), Newest);
    }

    /// <summary>The session is over: storage need not hold its single facts any longer. Whoever catches up just now finds them in memory.</summary>
    public void Fold()
    {
        Document = Document.Folded();
        Join();
    }

    /// <summary>From now on all of it is written in one.</summary>
    public void Join()
    {
        (Since, IsApart) = (SinceCheckpoint.Nothing(Version), false);
        _joinsAndCheckpoints++;
    }

    /// <summary>What is there now, to say later that storage holds it.</summary>
    public SessionMark Mark() => new(Version, Changes, Document, Since, _joinsAndCheckpoints);

    /// <summary>Whether a checkpoint of then would make what is written now shorter: since then there has been no other, and the two were not joined.</summary>
    public bool IsRecent(SessionMark mark) => mark.JoinsAndCheckpoints == _joinsAndCheckpoints;

    /// <summary>A checkpoint holds all that was there then. Where there was another one meanwhile, this changes nothing.</summary>
    public void Checkpointed(SessionMark mark)
    {
        if (IsRecent(mark))
        {
            (Since, IsApart) = (Since.After(mark.Since), true);
            _joinsAndCheckpoints++;
        }
    }

    /// <summary>Writes a session that is over anew, as one state without its facts. What memory holds besides stays as it was.</summary>
    public void Rewrite(Func<Session, Session> change)
    {
        Changes++;
        Fold();
        Document = Document with { Base = change(Document.Base!) };
    }

    /// <summary>What people answered at the end, added up.</summary>
    public CheckOuts CheckOuts => Document.CheckOuts ?? CheckOuts.None;

    /// <summary>Somebody has answered. That is no fact of the session, but it has to be stored all the same.</summary>
    public void Answered(CheckOuts after)
    {
        Changes++;
        Document = Document with { CheckOuts = after };
    }

    /// <summary>Counts a change where there is none, so that what is stored is stored again.</summary>
    public void Touch() => Changes++;

    /// <summary>The answer a command got, where it is remembered.</summary>
    public RememberedAnswer? AnswerTo(ulong key) => _answers.GetValueOrDefault(key);

    /// <summary>Remembers the answer to a command that had none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="mustBeStored">Whether it may only be given once storage holds it.</param>
    public void Remember(RememberedAnswer answer, bool mustBeStored)
    {
        Changes += mustBeStored ? 1 : 0;
        var (ring, forgotten) = Document.Answers.Add(answer);
        Document = Document with { Answers = ring };
        Since = Since with { Answers = Since.Answers.AddLastOf(answer.Refusal is null ? ring.Accepted : ring.Refused) };
        _answers.Add(answer.Key, answer);
        foreach (var old in forgotten)
        {
            _answers.Remove(old.Key);
        }
    }

    /// <summary>Storage holds everything that was there then.</summary>
    public void MarkDurable(SessionMark mark)
    {
        StoredChanges = Math.Max(StoredChanges, mark.Changes);
        if (mark.Version <= DurableVersion)
        {
            return;
        }

        Durable = StateAt(mark.Version);
        DurableVersion = mark.Version;
    }

    /// <summary>Lets go of the oldest versions where there are too many, and durable.</summary>
    public void Trim()
    {
        while (_moments.Count > MomentsMax && _baseVersion + TrimmedAtOnce <= DurableVersion)
        {
            (_base, _baseVersion) = (StateAt(_baseVersion + TrimmedAtOnce), _baseVersion + TrimmedAtOnce);
            _moments.RemoveRange(0, TrimmedAtOnce);
        }
    }

    /// <summary>Nothing has happened for a while: lets go of what a busy meeting has at hand and a quiet one can make anew.</summary>
    public void Rest()
    {
        foreach (var moment in _moments)
        {
            if (moment.Stored.Version < DurableVersion)
            {
                moment.LetGo();
            }
        }

        Document.Recent.Rest();
        Document.Answers.Accepted.Rest();
        Document.Answers.Refused.Rest();
        Since.Events.Rest();
        Since.Answers.Rest();
    }

    /// <summary>Whether a client that has this version can go on from it: all later news are at hand.</summary>
    public bool Reaches(long version) => version >= _baseVersion && version <= DurableVersion;

    /// <summary>The state at a version within reach.</summary>
    public Session? StateAt(long version)
    {
        var known = IndexOf(version);
        while (known >= 0 && _moments[known].After is null)
        {
            known--;
        }

        var state = known < 0 ? _base : _moments[known].After;
        for (var next = known + 1; next <= IndexOf(version); next++)
        {
            state = SessionRules.Apply(state, _moments[next].Stored.Event);
        }

        return state;
    }

    /// <summary>Durable news after a version, oldest first; later ones where recent events do not reach back that far. Each is built for whoever asks.</summary>
    public IEnumerable<SessionNews> NewsAfter(long version) => DurableAfter(version).Select(NewsOf);

    /// <summary>What is told of one step.</summary>
    public static SessionNews NewsOf((Session? Before, Session After, StoredEvent Stored) step) =>
        SessionLens.Tell(step.Before, step.After, step.Stored.Version, step.Stored.CommandId, step.Stored.Event);

    /// <summary>What durably happened after a version, each with the state before and after; what is folded away is left out.</summary>
    public IEnumerable<(Session? Before, Session After, StoredEvent Stored)> DurableAfter(long version)
    {
        var next = Math.Max(version, _baseVersion) + 1;
        if (next > DurableVersion)
        {
            yield break;
        }

        for (var before = StateAt(next - 1); next <= DurableVersion; next++)
        {
            var moment = _moments[IndexOf(next)];
            var after = moment.After ?? SessionRules.Apply(before, moment.Stored.Event);
            yield return (before, after, moment.Stored);
            before = after;
        }
    }

    private void Add(StoredEvent stored, Session after)
    {
        _moments.Add(new Moment(stored, after));
        if (_moments.Count > StatesMax)
        {
            _moments[^(StatesMax + 1)].LetGo();
        }
    }

    private int IndexOf(long version) => (int)(version - _baseVersion - 1);

    private sealed class Moment(StoredEvent stored, Session after)
    {
        public StoredEvent Stored { get; } = stored;

        /// <summary>Null where it follows from an earlier one.</summary>
        public Session? After { get; private set; } = after;

        public void LetGo()
        {
            if (Stored.Version % StateEvery != 0)
            {
                After = null;
            }
        }
    }
}

/// <summary>How far a session was at one moment.</summary>
/// <param name="Version">The newest version.</param>
/// <param name="Changes">How many changes had to be stored until then.</param>
/// <param name="Document">All of it.</param>
/// <param name="Since">What of it was not known to be in a checkpoint.</param>
/// <param name="JoinsAndCheckpoints">How often that had begun anew.</param>
internal sealed record SessionMark(long Version, long Changes, SessionDocument Document, SinceCheckpoint Since, int JoinsAndCheckpoints);
