using System.Collections.Immutable;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <remarks>The parts beside the floor: pauses, circles, talk, the desk, and what one person alone sees.</remarks>
internal static partial class SessionLens
{
    /// <summary>Among fewer than this a measure of balance would say who it was.</summary>
    private const int BalanceAmong = 3;

    private static PausePart PauseOf(Session session) => new(session.Pause?.Silence, session.Pause?.Suspension?.Since);

    private static CirclesPart CirclesOf(Session session) => session.Circles is { } circles
        ? new CirclesPart(true, circles.Groups.Count(circle => !circle.Members.IsEmpty), circles.Size, circles.StartedAt, circles.EndsAt, circles.TakeTurns, circles.LastMinute)
        : new CirclesPart(false, 0, 0, null, null, false, false);

    private static CirclePart CircleOf(Circles circles, int index) =>
        new(
            index + 1,
            circles.Groups[index].Members,
            circles.TakeTurns && circles.Groups[index] is { Members.IsEmpty: false } circle ? circle.Members[circle.Speaker] : null,
            circles.Groups[index].TurnEndsAt,
            circles.Groups[index].Warned);

    private static ChatPart ChatOf(Session session) => new(!session.Said.Closed && !session.IsSuspended && session.Status != SessionStatus.Closed, session.Said.Messages);

    private static ImmutableArray<Pin> PinsOf(Session session) => [.. session.AtDesk.Pins];

    private static BalancePart BalanceOf(Session session)
    {
        var circle = session.People.Where(person => person.Seated).ToList();
        return new BalancePart(circle.Count > 0 && circle.TrueForAll(person => person.HasSpoken), EvennessOf(circle));
    }

    // One minus the Gini coefficient, stretched so that one person alone having spoken is 0 in a circle of any size.
    private static int? EvennessOf(List<Person> circle)
    {
        var times = circle.Select(person => person.Spoken.TotalSeconds).Order().ToList();
        var total = times.Sum();
        if (times.Count < BalanceAmong || total <= 0)
        {
            return null;
        }

        var weighted = times.Select((time, index) => time * ((2 * (index + 1)) - times.Count - 1)).Sum();
        var gini = weighted / (total * (times.Count - 1));
        return (int)Math.Round((1 - gini) * 10) * 10;
    }

    private static DeskPart DeskOf(Session session) =>
        new(
            session.AtDesk.Calls,
            session.AtDesk.Asides,
            session.Said.Asks,
            session.Circles is { } circles ? [.. Enumerable.Range(0, circles.Groups.Count).Select(index => CircleOf(circles, index))] : []);

    private static MinePart MineOf(Session session, Person person)
    {
        var (id, talk) = (person.Id, session.Said);
        var leads = session.MayLead(person);
        return new MinePart(
            session.AtDesk.CallOf(id),
            session.AtDesk.AsideOf(id),
            session.Circles is { } circles && circles.IndexOf(id) is >= 0 and var index ? CircleOf(circles, index) : null,
            talk.Private.IsEmpty ? [] : [.. talk.Private.Where(message => Reads(message, id, leads))],
            talk.Asks.IsEmpty ? [] : [.. talk.Asks.Where(ask => ask.From == id)],
            talk.Thanks.IsEmpty ? [] : [.. talk.Thanks.Where(thanks => thanks.To == id).Select(thanks => thanks.From)],
            talk.Thanks.IsEmpty ? [] : [.. talk.Thanks.Where(thanks => thanks.From == id).Select(thanks => thanks.To)],
            NotYetCalled(session, id),
            talk.Notes.Find(notes => notes.Of == id)?.Text);
    }

    private static bool Reads(ChatMessage message, ParticipantId who, bool leads) =>
        message.From == who || (message.To == ChatTo.Facilitators ? leads : message.Readers?.Contains(who) == true);

    // For whoever chooses the next one: the speaker, and while nobody speaks whoever leads.
    private static ImmutableArray<ParticipantId> NotYetCalled(Session session, ParticipantId reader) =>
        session.Mode == FloorMode.Popcorn && (session.Floor.Holder == reader || session.Gavel.Holder == reader)
            ? [.. CircleOf(session).Where(person => person.Present && person.Id != reader && session.Called?.Contains(person.Id) != true).Select(person => person.Id)]
            : [];

    private static bool Same(MinePart one, MinePart other) =>
        one with
        {
            Circle = other.Circle,
            Messages = other.Messages,
            Asks = other.Asks,
            Thanks = other.Thanks,
            Thanked = other.Thanked,
            NotYetCalled = other.NotYetCalled,
        } == other
        && (ReferenceEquals(one.Circle, other.Circle) || (one.Circle is { } before && other.Circle is { } after && Same(before, after)))
        && one.Messages.SequenceEqual(other.Messages)
        && one.Asks.SequenceEqual(other.Asks)
        && one.Thanks.SequenceEqual(other.Thanks)
        && one.Thanked.SequenceEqual(other.Thanked)
        && one.NotYetCalled.SequenceEqual(other.NotYetCalled);

    private static bool Same(CirclePart one, CirclePart other) =>
        one with { Members = other.Members } == other && one.Members.SequenceEqual(other.Members);

    private static bool Same(ChatPart one, ChatPart other) => one.Open == other.Open && one.Messages.SequenceEqual(other.Messages);

    private static bool Same(DeskPart one, DeskPart other) =>
        one.Calls.SequenceEqual(other.Calls)
        && one.Asides.SequenceEqual(other.Asides)
        && one.Asks.SequenceEqual(other.Asks)
        && one.Circles.Length == other.Circles.Length
        && one.Circles.Zip(other.Circles).All(pair => Same(pair.First, pair.Second));
}
