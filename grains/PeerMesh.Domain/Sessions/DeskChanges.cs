using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What each fact about calls, asides and pinned resources changes.</summary>
internal static class DeskChanges
{
    public static Desk Call(Desk desk, HelpCalled e) => desk with { Calls = desk.Calls.Add(new HelpCall(e.Participant, e.At, e.Note)) };

    public static Desk Acknowledge(Desk desk, HelpAcknowledged e) => desk with
    {
        Calls = desk.Calls.ConvertAll(call => call.Participant == e.Participant ? call with { By = e.By } : call),
    };

    public static Desk EndCall(Desk desk, ParticipantId who) => desk with { Calls = desk.Calls.RemoveAll(call => call.Participant == who) };

    public static Desk StepAside(Desk desk, AsideStarted e) => desk with
    {
        Asides = desk.Asides.ConvertAll(aside => aside.Leader == e.Leader && aside.Participant == e.Participant ? aside with { Since = e.At } : aside),
    };

    public static Desk EndAside(Desk desk, ParticipantId leader, ParticipantId who) => desk with
    {
        Asides = desk.Asides.RemoveAll(aside => aside.Leader == leader && aside.Participant == who),
    };

    public static Desk Pin(Desk desk, ResourcePinned e) => desk with { LastPin = e.Pin, Pins = desk.Pins.Add(new Pin(e.Pin, e.Title, e.Link, e.Text)) };

    public static Desk Unpin(Desk desk, ResourceUnpinned e) => desk with { Pins = desk.Pins.RemoveAll(pin => pin.Id == e.Pin) };

    /// <summary>Somebody is gone: nobody is aside with them. A call for help stays: that somebody who called has left is what those who lead need to see.</summary>
    public static Desk Go(Desk desk, ParticipantId who, bool removed) => desk with
    {
        Asides = desk.Asides.RemoveAll(aside => aside.Leader == who || aside.Participant == who),
        Calls = removed ? desk.Calls.RemoveAll(call => call.Participant == who) : desk.Calls,
    };

    /// <summary>At the end nothing is left but what everyone was shown.</summary>
    public static Desk Close(Desk desk) => Desk.Empty with { LastPin = desk.LastPin, Pins = desk.Pins };
}
