using System.Collections.Immutable;
using System.Text;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Messages, reactions, thank-yous and a facilitator's notes. All of it is bounded, and none of it is stored.</summary>
internal static class TalkRules
{
    public static Refusal? React(Draft draft, Person me, Reaction reaction)
    {
        if (!Enum.IsDefined(reaction))
        {
            return SessionRefusals.ReactionInvalid;
        }

        if (draft.Session.Floor is { Holder: { } holder, Share: { Feedback: Feedback.None } share } && holder == share.By)
        {
            return SessionRefusals.NoReactionsNow;
        }

        if (TooMany(draft, me, isReaction: true))
        {
            return SessionRefusals.TooManySigns;
        }

        draft.Tell(new Reacted(draft.Now, me.Id, reaction));
        return null;
    }

    public static Refusal? Say(Draft draft, Person me, Say say)
    {
        if (CleanText(say.Text, SessionLimits.MessageMax) is not { } text || !Enum.IsDefined(say.To))
        {
            return SessionRefusals.MessageInvalid;
        }

        if (say.To == ChatTo.Everyone && draft.Session.Said.Closed)
        {
            return SessionRefusals.ChatIsClosed;
        }

        ImmutableList<ParticipantId>? readers = null;
        if (say.To is ChatTo.Circle or ChatTo.Aside)
        {
            readers = (say.To == ChatTo.Circle ? CircleOf(draft.Session, me.Id) : AsideOf(draft.Session, me.Id)).Remove(me.Id);
            if (readers.IsEmpty)
            {
                return SessionRefusals.NobodyToRead;
            }
        }

        if (TooMany(draft, me, isReaction: false))
        {
            return SessionRefusals.TooManySigns;
        }

        draft.Tell(new ChatSaid(draft.Now, draft.Session.Said.Last + 1, me.Id, say.To, text, readers));
        return null;
    }

    public static Refusal? Open(Draft draft)
    {
        if (!draft.Session.Said.Closed)
        {
            return SessionRefusals.ChatIsOpen;
        }

        draft.Tell(new ChatOpened(draft.Now));
        return null;
    }

    public static Refusal? Close(Draft draft)
    {
        if (draft.Session.Said.Closed)
        {
            return SessionRefusals.ChatIsClosed;
        }

        draft.Tell(new ChatClosed(draft.Now));
        return null;
    }

    public static Refusal? Hide(Draft draft, HideMessage hide)
    {
        if (CleanText(hide.Reason, SessionLimits.ReasonMax) is not { } reason)
        {
            return SessionRefusals.ReasonInvalid;
        }

        if (!draft.Session.Said.Messages.Exists(message => message.Id == hide.Message && message.Text is not null))
        {
            return SessionRefusals.NoSuchMessage;
        }

        draft.Tell(new MessageHidden(draft.Now, hide.Message, reason));
        return null;
    }

    public static Refusal? Thank(Draft draft, Person me, ParticipantId to)
    {
        if (to == me.Id)
        {
            return SessionRefusals.NotToYourself;
        }

        if (draft.Session.Find(to) is not { Seated: true })
        {
            return SessionRefusals.NoSuchParticipant;
        }

        var thanks = draft.Session.Said.Thanks;
        if (thanks.Contains(new Thanks(me.Id, to)))
        {
            return SessionRefusals.AlreadyThanked;
        }

        if (thanks.Count >= SessionLimits.ThanksMax)
        {
            return SessionRefusals.TooManyThanks;
        }

        draft.Tell(new Thanked(draft.Now, me.Id, to));
        return null;
    }

    public static Refusal? Note(Draft draft, Person me, string text)
    {
        if (text.Length > SessionLimits.NotesMax)
        {
            return SessionRefusals.NotesTooLong;
        }

        draft.Tell(new NotesKept(draft.Now, me.Id, text));
        return null;
    }

    public static Refusal? Ask(Draft draft, Person me, string text)
    {
        if (CleanText(text, SessionLimits.NoteMax) is not { } clean)
        {
            return SessionRefusals.AskInvalid;
        }

        var asks = draft.Session.Said.Asks;
        if (asks.Count >= SessionLimits.ResourceAsksMax || asks.Count(ask => ask.From == me.Id) >= SessionLimits.ResourceAsksEachMax)
        {
            return SessionRefusals.TooManyAsks;
        }

        draft.Tell(new ResourceAsked(draft.Now, draft.Session.Said.Last + 1, me.Id, clean));
        return null;
    }

    public static Refusal? CloseAsk(Draft draft, Person me, int id)
    {
        if (draft.Session.Said.Asks.Find(ask => ask.Id == id) is not { } ask || (ask.From != me.Id && !draft.Session.MayLead(me)))
        {
            return SessionRefusals.NoSuchAsk;
        }

        draft.Tell(new ResourceAskClosed(draft.Now, id));
        return null;
    }

    /// <summary>The text without what cannot be seen around it and without control characters; null where nothing is left of it or it is too long.</summary>
    internal static string? CleanText(string? text, int max)
    {
        if (text is null || text.Length > max * 4)
        {
            return null;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            // A line break is the one control character that people mean.
            if (!Rune.IsControl(rune) || rune.Value == '\n')
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.Length > 0 && clean.Length <= max ? clean.ToString() : null;
    }

    private static bool TooMany(Draft draft, Person me, bool isReaction)
    {
        var signs = draft.Session.Said.Signs.FindAll(sign => sign.At > draft.Now - SessionLimits.SignsWithin);
        var mine = signs.Count(sign => sign.By == me.Id && sign.IsReaction == isReaction);
        return signs.Count >= SessionLimits.SignsMax || mine >= (isReaction ? SessionLimits.ReactionsEachMax : SessionLimits.MessagesEachMax);
    }

    private static ImmutableList<ParticipantId> CircleOf(Session session, ParticipantId who) =>
        session.Circles is { } circles && circles.IndexOf(who) is >= 0 and var index ? circles.Groups[index].Members : [];

    private static ImmutableList<ParticipantId> AsideOf(Session session, ParticipantId who) =>
        session.AtDesk.AsideOf(who) is { Since: not null } aside ? [aside.Leader, aside.Participant] : [];
}
