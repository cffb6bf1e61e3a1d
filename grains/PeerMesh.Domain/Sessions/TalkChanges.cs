using System.Collections.Immutable;

namespace PeerMesh.Domain.Sessions;

/// <summary>What each fact about talk changes. As storage has them they say nothing but that something was said.</summary>
internal static class TalkChanges
{
    public static Talk Say(Talk talk, ChatSaid e)
    {
        talk = talk with { Last = e.Message };
        if (e is not { From: { } from, To: { } to, Text: { } text })
        {
            return talk;
        }

        var message = new ChatMessage(e.Message, e.At, from, to, text, HiddenBecause: null, e.Readers);
        talk = Sign(talk, new Sign(from, e.At, IsReaction: false));
        return to == ChatTo.Everyone
            ? talk with { Messages = Bounded(talk.Messages.Add(message), SessionLimits.MessagesMax) }
            : talk with { Private = Bounded(talk.Private.Add(message), SessionLimits.PrivateMessagesMax) };
    }

    public static Talk React(Talk talk, Reacted e) =>
        e.Participant is { } who ? Sign(talk, new Sign(who, e.At, IsReaction: true)) : talk;

    public static Talk Hide(Talk talk, MessageHidden e) => e.Reason is null ? talk : talk with
    {
        Messages = talk.Messages.ConvertAll(message => message.Id == e.Message ? message with { Text = null, HiddenBecause = e.Reason } : message),
    };

    public static Talk Thank(Talk talk, Thanked e) =>
        e is { From: { } from, To: { } to } ? talk with { Thanks = talk.Thanks.Add(new Thanks(from, to)) } : talk;

    public static Talk Note(Talk talk, NotesKept e)
    {
        if (e is not { Of: { } of, Text: { } text })
        {
            return talk;
        }

        var others = talk.Notes.RemoveAll(notes => notes.Of == of);
        return talk with { Notes = text.Length == 0 ? others : others.Add(new PrivateNotes(of, text)) };
    }

    public static Talk Ask(Talk talk, ResourceAsked e) => e is { From: { } from, Text: { } text }
        ? talk with { Last = e.Ask, Asks = talk.Asks.Add(new ResourceAsk(e.Ask, e.At, from, text)) }
        : talk with { Last = e.Ask };

    public static Talk CloseAsk(Talk talk, ResourceAskClosed e) => talk with { Asks = talk.Asks.RemoveAll(ask => ask.Id == e.Ask) };

    private static Talk Sign(Talk talk, Sign sign) => talk with
    {
        Signs = talk.Signs.RemoveAll(old => old.At <= sign.At - SessionLimits.SignsWithin).Add(sign),
    };

    private static ImmutableList<T> Bounded<T>(ImmutableList<T> list, int max) => list.Count > max ? list.RemoveAt(0) : list;
}
