using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What a share's beginning and end change: the floor, the hands, the round.</summary>
internal static class ShareChanges
{
    public static Session GoOn(Session s, DateTimeOffset at, NextTurn? next) => next is { } turn ? Begin(s, at, turn) : s;

    public static Session Begin(Session s, DateTimeOffset at, NextTurn turn)
    {
        var (who, endsAt) = (turn.Participant, turn.EndsAt);
        var speaking = PeopleChanges.With(s, who, person => person.Owed ? person with { Owed = false } : person);
        speaking = turn.Kind == TurnKind.Share ? NoReplies(speaking) : speaking;
        return speaking with
        {
            Floor = new Floor(
                turn.Turn,
                who,
                at,
                endsAt,
                ExtendedSeconds: 0,
                WarnedAtSeconds: null,
                HeldUntil: null,
                MoreTime: [],
                endsAt is { } end ? ClockRules.FirstSignal(end - at) : null,
                turn.Kind,
                turn.Kind == TurnKind.Share ? new LatestShare(who, turn.Turn, turn.Feedback) : speaking.Floor.Share),
            Hands = Lower(speaking.Hands, who),
            Round = speaking.Round is { } round && turn.Kind == TurnKind.Share
                ? RoundRules.Mark(round, who, SeatMark.Speaking) with { Complete = false }
                : speaking.Round,
            Called = s.Mode == FloorMode.Popcorn && turn.Kind == TurnKind.Share && s.Called?.Contains(who) != true ? (s.Called ?? []).Add(who) : s.Called,
        };
    }

    public static Session End(Session s, ShareEnded e)
    {
        var isShare = s.Floor.Kind == TurnKind.Share;
        var finished = isShare && e.Counts && e.How is not (ShareEnd.Passed or ShareEnd.PutOff or ShareEnd.Dropped);
        var ended = PeopleChanges.With(s, e.Participant, person => person with
        {
            Spoken = e.Counts ? person.Spoken + e.Spoken : person.Spoken,
            HasSpoken = person.HasSpoken || finished,
            Shares = person.Shares + (finished ? 1 : 0),
            Owed = isShare ? e.How == ShareEnd.Dropped : person.Owed,
        });
        ended = ended with
        {
            Floor = Floor.Free with { Turn = e.Turn, Share = s.Floor.Share },
            Round = ended.Round is { } round ? RoundRules.MarkEnd(round, s.Floor.Kind, e.Participant, e.How) : null,
        };
        ended = isShare && !HandRules.WasHeard(e.How) ? NoReplies(ended) : ended;
        return e.Next is { } next ? Begin(ended, e.At, next) : ended;
    }

    public static Session State(Session s, LatestShare share)
    {
        var stated = share.WelcomesReplies ? s : NoReplies(s);
        return stated with { Floor = s.Floor with { Share = share } };
    }

    /// <summary>There is no share any more that one could reply to: hands raised for that are lowered.</summary>
    public static Session NoReplies(Session s)
    {
        var hands = s.Hands;
        foreach (var ask in hands.Asks ?? [])
        {
            hands = ask.Kind == TurnKind.Reply ? Lower(hands, ask.Participant) : hands;
        }

        return s with { Hands = hands, Floor = s.Floor with { Share = null } };
    }

    public static Hands Lower(Hands hands, ParticipantId who)
    {
        var (waiting, kept) = (hands.Waiting.Remove(who), Unkeep(hands, who));
        return waiting == hands.Waiting && kept == hands.Kept
            ? hands
            : new Hands(waiting, kept, WithAsk(hands.Asks, new HandAsk(who, TurnKind.Share, Feedback.Listening)));
    }

    // Only what is unusual is listed, and an empty list is none: a room without replies is stored as it always was.
    public static ImmutableList<HandAsk>? WithAsk(ImmutableList<HandAsk>? asks, HandAsk ask)
    {
        var others = asks?.RemoveAll(each => each.Participant == ask.Participant) ?? [];
        others = ask.IsPlain ? others : others.Add(ask);
        return others.IsEmpty ? null : others;
    }

    public static ImmutableList<KeptHand> Unkeep(Hands hands, ParticipantId who) => hands.Kept.RemoveAll(kept => kept.Participant == who);
}
