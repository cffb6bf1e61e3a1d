using System.Globalization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Micro;

/// <summary>A room of ten in a meeting that has gone on for a while: the first person speaks, the others raise and lower their hands.</summary>
internal sealed class Meeting
{
    private const int People = 10;

    private static readonly DateTimeOffset Evening = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

    private readonly bool[] _up = new bool[People];
    private int _commands;

    /// <param name="commands">How many were sent since the meeting started: what is kept of them makes the document longer.</param>
    public Meeting(int commands)
    {
        Timeline.Append(new SessionOpened(Evening, Plan()), commandId: null);
        for (var who = 0; who < People; who++)
        {
            Do(who, new Enter($"Person {who}", 1) { CommandId = NextId() });
        }

        Do(0, new Start { CommandId = NextId() });
        Do(0, new RaiseHand { CommandId = NextId() });
        for (var command = 0; command < commands; command++)
        {
            Act();
        }
    }

    public SessionTimeline Timeline { get; } = new(null);

    public Session State => Timeline.Newest!;

    public static Moment Now => new(Evening);

    /// <summary>Who acts next, and with what.</summary>
    public (Actor Actor, SessionCommand Command) Next()
    {
        var who = 1 + (_commands % (People - 1));
        _up[who] = !_up[who];
        return (ActorOf(who), _up[who] ? new RaiseHand { CommandId = NextId() } : new LowerHand { CommandId = NextId() });
    }

    /// <summary>All that a session's grain does with a command but to store it and to tell of it.</summary>
    public void Act()
    {
        var (actor, command) = Next();
        Do(actor, command);
    }

    private void Do(int who, SessionCommand command) => Do(ActorOf(who), command);

    private void Do(Actor actor, SessionCommand command)
    {
        var decision = SessionRules.Decide(State, actor, command, Now);
        if (decision.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"{command.GetType().Name} was refused: {refusal.Code}.");
        }

        foreach (var happened in decision.Events)
        {
            Timeline.Append(happened, command.CommandId);
        }

        Timeline.Remember(
            new RememberedAnswer(CommandPrint.KeyOf(actor.Member, command.CommandId), CommandPrint.ContentOf(command), Timeline.Version, Refusal: null), mustBeStored: true);
        Timeline.MarkDurable(Timeline.Mark());
        Timeline.Trim();
    }

    private static Actor ActorOf(int who) => new(new MemberId($"member-{who}"), who == 0 ? GroupRole.Facilitator : GroupRole.None);

    private string NextId() => (++_commands).ToString(CultureInfo.InvariantCulture);

    private static SessionPlan Plan()
    {
        var form = MeetingForms.Find("dbsa")!;
        return new SessionPlan(
            new SessionId("g.micro"),
            new GroupId("g"),
            "River group",
            "Monday circle",
            form.Name,
            [new Phase("Sharing", 120, FloorMode.Queue)],
            new Guidelines(1, form.Guidelines),
            form.Rules with { Lobby = false });
    }
}
