using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Being there: leaving quietly, breaks, broken connections, and what coming back restores.</summary>
internal static class PresenceRules
{
    public static Refusal? Leave(Draft draft, Person me)
    {
        if (draft.Session.Floor.Holder == me.Id)
        {
            FloorRules.EndNow(draft, ShareEnd.Left);
        }

        draft.Tell(new Left(draft.Now, me.Id));
        CircleRules.Gone(draft);
        FloorRules.MoveOn(draft);
        return null;
    }

    public static Refusal? StepOut(Draft draft, Person me)
    {
        draft.Tell(new SteppedOut(draft.Now, me.Id));
        return null;
    }

    public static Refusal? StepBack(Draft draft, Person me)
    {
        if (me.Standing != Standing.SteppedOut)
        {
            return SessionRefusals.NotSteppedOut;
        }

        ComeBack(draft, me.Id);
        return null;
    }

    public static void ComeBack(Draft draft, ParticipantId who)
    {
        if (draft.Session.AtDesk.AsideOf(who) is { Since: not null } aside && draft.Person(who).Standing == Standing.SteppedOut)
        {
            draft.Tell(new AsideEnded(draft.Now, aside.Leader, aside.Participant));
        }

        draft.Tell(new CameBack(draft.Now, who));
        if (draft.Person(who).Present)
        {
            Arrived(draft, who);
        }
    }

    /// <summary>Someone is present who was not: give them what waited for them.</summary>
    public static void Arrived(Draft draft, ParticipantId who)
    {
        GavelRules.Arrived(draft, who);
        CircleRules.Arrived(draft, who);
        RoundRules.Arrived(draft, who);
        HandRules.Arrived(draft, who);
        FloorRules.MoveOn(draft);
    }
}
