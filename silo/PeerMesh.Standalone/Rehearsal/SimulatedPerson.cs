using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;

namespace PeerMesh.Standalone.Rehearsal;

/// <summary>What every simulated person can do: come in, keep the picture of the room, and take a turn.</summary>
/// <remarks>
/// People react to what they see, as people do: a refusal is no failure, they look again. Every wait is on
/// <paramref name="clock"/>, so that a faster clock makes a faster meeting of the same shape.
/// </remarks>
internal abstract class SimulatedPerson(RehearsalClient client, SessionId session, Habits habits, TimeProvider clock, Random chance)
{
    // They look up now and then even when nothing happens, so that a wish whose time has come is not missed.
    private static readonly TimeSpan LooksUpEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntimedTalk = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan TalkMin = TimeSpan.FromSeconds(5);

    private int _handledTurn;
    private bool _droppedWhileSpeaking;

    public SessionFollower Follower { get; } = new(client, session);

    protected RehearsalClient Client { get; } = client;

    protected SessionId Session { get; } = session;

    protected Habits Habits { get; } = habits;

    protected TimeProvider Clock { get; } = clock;

    protected Random Chance { get; } = chance;

    /// <summary>Takes part until the session ends, or <paramref name="cancellationToken"/> ends it for this person.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        await Pause(Habits.ArrivesAfter, cancellationToken);
        if (!await Enter(cancellationToken))
        {
            return;
        }

        var following = Follower.Run(cancellationToken);
        while (!Follower.Ended)
        {
            var changed = Follower.Changed;
            if (Follower.View is { Status: { } status, Me: { Participant: { } me } } view && status.Status != SessionStatus.Closed)
            {
                if (view.Floor is { } floor && floor.Holder == me && floor.Turn != _handledTurn && SpeaksIn(view.Stage?.Mode))
                {
                    _handledTurn = floor.Turn;
                    await TakeTurn(view, floor, me, cancellationToken);
                }
                else
                {
                    await React(view, me, cancellationToken);
                }
            }

            await Task.WhenAny(changed, Pause(LooksUpEvery, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        await following;
    }

    /// <summary>Does what there is to do besides speaking.</summary>
    protected abstract Task React(SessionView view, ParticipantId me, CancellationToken cancellationToken);

    /// <summary>Whether having the floor means to talk for a while and end it.</summary>
    protected virtual bool SpeaksIn(FloorMode? mode) => true;

    protected Task<CommandAnswer> Do(SessionCommand command, CancellationToken cancellationToken) =>
        Client.Submit(Session, command, cancellationToken);

    protected string Id() => Client.NextCommandId();

    protected Task Pause(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, Clock, cancellationToken);

    protected TimeSpan Between(double least, double most) => TimeSpan.FromSeconds(least + (Chance.NextDouble() * (most - least)));

    protected static IEnumerable<PersonPart> OthersPresent(SessionView view, ParticipantId me) =>
        (view.People ?? []).Where(person => person.Id != me && !person.Away);

    private async Task<bool> Enter(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var door = await Client.Look(Session, cancellationToken);
            var name = attempt == 1 ? Habits.Name : $"{Habits.Name} {attempt}";
            var answer = await Do(new Enter(name, door.About!.Guidelines.Version) { CommandId = Id() }, cancellationToken);
            if (answer.Done)
            {
                return true;
            }

            var mayTryAgain = answer.Code == SessionRefusals.NameTaken.Code || answer.Code == SessionRefusals.GuidelinesChanged.Code;
            if (!mayTryAgain || attempt == 20)
            {
                return false;
            }
        }
    }

    private async Task TakeTurn(SessionView view, FloorPart floor, ParticipantId me, CancellationToken cancellationToken)
    {
        if (view.Stage?.Mode == FloorMode.GoRound && await LetsItGoBy(view, floor, me, cancellationToken))
        {
            return;
        }

        var length = TalkLength(view, floor);
        if (Habits.DropsWhileSpeaking is { } gone && !_droppedWhileSpeaking)
        {
            _droppedWhileSpeaking = true;
            await Talk(length / 2, floor.Turn, me, cancellationToken);
            await BeAway(gone, cancellationToken);
        }

        await Talk(length, floor.Turn, me, cancellationToken);
        if (Follower.View?.Floor is not { } now || now.Turn != floor.Turn || now.Holder != me)
        {
            return;
        }

        var next = Follower.View.Stage?.Mode == FloorMode.Popcorn ? ChooseNext(Follower.View, me) : null;
        await Do(
            next is { } to ? new HandOn(floor.Turn, to) { CommandId = Id() } : new EndShare(floor.Turn) { CommandId = Id() },
            cancellationToken);
    }

    /// <summary>Breaks the connection and comes back to it.</summary>
    protected async Task BeAway(TimeSpan time, CancellationToken cancellationToken)
    {
        Follower.Drop();
        await Pause(time, cancellationToken);
        var changed = Follower.Changed;
        Follower.Return();
        await Task.WhenAny(changed, Pause(LooksUpEvery, cancellationToken));
    }

    private async Task<bool> LetsItGoBy(SessionView view, FloorPart floor, ParticipantId me, CancellationToken cancellationToken)
    {
        var mayPutOff = view.Round?.Seats.Find(seat => seat.Participant == me) is { PutOff: false };
        var dice = Chance.NextDouble();
        SessionCommand? command = dice < Habits.Passes ? new Pass(floor.Turn) { CommandId = Id() }
            : mayPutOff && dice < Habits.Passes + Habits.PutsOff ? new PassForNow(floor.Turn) { CommandId = Id() }
            : null;
        if (command is null)
        {
            return false;
        }

        await Pause(Between(2, 6), cancellationToken);
        await Do(command, cancellationToken);
        return true;
    }

    // A fair part of the phase, and not more than a share: forty people in a circle keep it shorter than four.
    private TimeSpan TalkLength(SessionView view, FloorPart floor)
    {
        var share = floor is { StartedAt: { } from, EndsAt: { } until } ? until - from : UntimedTalk;
        if (view.Stage is { Mode: FloorMode.GoRound, Phase: >= 0 } stage && view.About is { } about)
        {
            var fair = TimeSpan.FromMinutes(about.Agenda[stage.Phase].Minutes) / Math.Max(1, view.People?.Length ?? 1);
            share = fair < share ? fair : share;
        }

        var length = share * (Habits.TalkLeast + (Chance.NextDouble() * (Habits.TalkMost - Habits.TalkLeast)));
        return length > Habits.TalkMax ? Habits.TalkMax : length < TalkMin ? TalkMin : length;
    }

    private async Task Talk(TimeSpan length, int turn, ParticipantId me, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var over = Follower.Until(view => view.Floor is { } floor && (floor.Turn != turn || floor.Holder != me), done.Token);
        await Task.WhenAny(over, Pause(length, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private ParticipantId? ChooseNext(SessionView view, ParticipantId me)
    {
        var others = OthersPresent(view, me).ToList();
        var quiet = others.FindAll(person => !person.HasSpoken);
        var from = quiet.Count > 0 ? quiet : others;
        return from.Count > 0 ? from[Chance.Next(from.Count)].Id : null;
    }
}
