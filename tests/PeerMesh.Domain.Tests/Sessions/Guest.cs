using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>One person at a <see cref="Room"/>'s door or inside, so that examples read as sentences about people.</summary>
internal sealed class Guest(Room room, string name, Actor actor)
{
    public string Name { get; } = name;

    public Actor Actor { get; } = actor;

    public Person Person => room.State.Find(Actor.Member) ?? throw new InvalidOperationException($"{Name} never knocked.");

    public ParticipantId Id => Person.Id;

    public static implicit operator ParticipantId(Guest guest) => guest.Id;

    public void Enters() => Enters(Name);

    public void Enters(string name, int guidelines = Habits.GuidelinesVersion) => Send(id => new Enter(name, guidelines) { CommandId = id });

    public void Connects() => room.Connects(Id);

    public void Drops() => room.Disconnects(Id);

    public void Leaves() => Send(id => new Leave { CommandId = id });

    public void StepsOut() => Send(id => new StepOut { CommandId = id });

    public void StepsBack() => Send(id => new StepBack { CommandId = id });

    public void Admits(Guest guest) => Send(id => new Admit(guest.Id) { CommandId = id });

    public void AdmitsAll() => Send(id => new AdmitAll { CommandId = id });

    public void Declines(Guest guest) => Send(id => new Decline(guest.Id) { CommandId = id });

    public void Removes(Guest guest) => Send(id => new Remove(guest.Id) { CommandId = id });

    public void Locks() => Send(id => new Domain.Sessions.Lock { CommandId = id });

    public void Unlocks() => Send(id => new Unlock { CommandId = id });

    public void Starts() => Send(id => new Start { CommandId = id });

    public void MovesOn(int? from = null) => Send(id => new NextPhase(from) { CommandId = id });

    public void MovesBack(int? from = null) => Send(id => new PreviousPhase(from) { CommandId = id });

    public void ExtendsPhase(int minutes) => Send(id => new ExtendPhase(minutes) { CommandId = id });

    public void Closes() => Send(id => new Close { CommandId = id });

    public void RaisesHand() => Send(id => new RaiseHand { CommandId = id });

    public void LowersHand() => Send(id => new LowerHand { CommandId = id });

    public void LowersHandOf(Guest guest) => Send(id => new LowerHandOf(guest.Id) { CommandId = id });

    public void LowersAllHands() => Send(id => new LowerAllHands { CommandId = id });

    public void MovesHandOf(Guest guest, int place, string reason = "A question to what was just said") =>
        Send(id => new MoveHand(guest.Id, place, reason) { CommandId = id });

    /// <summary>Ends the share that is on, one's own or, for those who lead, anybody's.</summary>
    public void EndsShare() => EndsShare(room.Turn);

    public void EndsShare(int turn) => Send(id => new EndShare(turn) { CommandId = id });

    public void Passes() => Passes(room.Turn);

    public void Passes(int turn) => Send(id => new Pass(turn) { CommandId = id });

    public void PassesAhead() => Send(id => new Pass { CommandId = id });

    public void PassesForNow() => PassesForNow(room.Turn);

    public void PassesForNow(int turn) => Send(id => new PassForNow(turn) { CommandId = id });

    public void HandsOnTo(Guest guest) => HandsOnTo(guest, room.Turn);

    public void HandsOnTo(Guest guest, int turn) => Send(id => new HandOn(turn, guest.Id) { CommandId = id });

    public void ExtendsShare(int seconds = SessionLimits.ExtendSeconds) => ExtendsShare(seconds, room.Turn);

    public void ExtendsShare(int seconds, int turn) => Send(id => new ExtendShare(turn, seconds) { CommandId = id });

    public void AgreesToMoreTime() => AgreesToMoreTime(room.Turn);

    public void AgreesToMoreTime(int turn) => Send(id => new AgreeToMoreTime(turn) { CommandId = id });

    public void GivesFloorTo(Guest guest) => Send(id => new GiveFloor(guest.Id) { CommandId = id });

    public void StartsRound(RoundOrder order = RoundOrder.Joined, params Guest[] people) =>
        Send(id => new StartRound(order, order == RoundOrder.Chosen ? [.. people.Select(guest => guest.Id)] : null) { CommandId = id });

    public void MakesCoFacilitator(Guest guest) => SetsRole(guest, RoomRole.CoFacilitator);

    public void SetsRole(Guest guest, RoomRole role) => Send(id => new SetRole(guest.Id, role) { CommandId = id });

    public void PassesGavelTo(Guest guest) => Send(id => new PassGavel(guest.Id) { CommandId = id });

    public void TakesGavel() => Send(id => new TakeGavel { CommandId = id });

    public void ChangesRules(
        int? shareSeconds = null, OverTimeMode? overTime = null, int? graceSeconds = null, bool? fairOrder = null, bool? lobby = null, int? replySeconds = null) =>
        Send(id => new ChangeRules(shareSeconds, overTime, graceSeconds, fairOrder, lobby, replySeconds) { CommandId = id });

    public void RaisesHandFor(TurnKind kind, Feedback? feedback = null) => Send(id => new RaiseHand(kind, feedback) { CommandId = id });

    public void Shares(Feedback welcome) => RaisesHandFor(TurnKind.Share, welcome);

    public void Welcomes(Feedback feedback) => Welcomes(feedback, room.Turn);

    public void Welcomes(Feedback feedback, int turn) => Send(id => new SetFeedback(turn, feedback) { CommandId = id });

    public void EndsShareWelcoming(Feedback feedback) => Send(id => new EndShare(room.Turn, feedback) { CommandId = id });

    public void SendsIntoCircles(int size = 2, int seconds = 360, bool turns = true, bool withMe = false) =>
        Send(id => new StartCircles(size, seconds, turns, withMe) { CommandId = id });

    public void ExtendsCircles(int seconds) => Send(id => new ExtendCircles(seconds) { CommandId = id });

    public void CallsBack(int seconds = 0) => Send(id => new EndCircles(seconds) { CommandId = id });

    public void KeepsSilence(int seconds = 60) => Send(id => new KeepSilence(seconds) { CommandId = id });

    public void EndsSilence() => Send(id => new EndSilence { CommandId = id });

    public void Suspends() => Send(id => new SuspendAll { CommandId = id });

    public void Resumes() => Send(id => new ResumeAll { CommandId = id });

    public void Reacts(Reaction reaction = Reaction.Heart) => Send(id => new React(reaction) { CommandId = id });

    public void Says(string text, ChatTo to = ChatTo.Everyone) => Send(id => new Say(text, to) { CommandId = id });

    public void OpensChat() => Send(id => new OpenChat { CommandId = id });

    public void ClosesChat() => Send(id => new CloseChat { CommandId = id });

    public void Hides(int message, string reason = "Not for this room") => Send(id => new HideMessage(message, reason) { CommandId = id });

    public void Thanks(Guest guest) => Send(id => new Thank(guest.Id) { CommandId = id });

    public void Notes(string text) => Send(id => new KeepNotes(text) { CommandId = id });

    public void AsksForResource(string text) => Send(id => new AskForResource(text) { CommandId = id });

    public void ClosesAsk(int ask) => Send(id => new CloseResourceAsk(ask) { CommandId = id });

    public void CallsForHelp(string? note = null) => Send(id => new CallForHelp(note) { CommandId = id });

    public void AcknowledgesCallOf(Guest guest) => Send(id => new AcknowledgeHelp(guest.Id) { CommandId = id });

    public void EndsCall(Guest? guest = null) => Send(id => new EndHelp(guest?.Id) { CommandId = id });

    public void InvitesAside(Guest guest) => Send(id => new InviteAside(guest.Id) { CommandId = id });

    public void StepsAside() => Send(id => new AcceptAside { CommandId = id });

    public void RatherStays() => Send(id => new DeclineAside { CommandId = id });

    public void Pins(string title, string? link = null, string? text = null, int? ask = null) =>
        Send(id => new PinResource(title, link, text, ask) { CommandId = id });

    public void Unpins(int pin) => Send(id => new UnpinResource(pin) { CommandId = id });

    public void Gives(Guest guest, Duty duty, bool on = true) => Send(id => new GiveDuty(guest.Id, duty, on) { CommandId = id });

    public void SignalsTime() => Send(id => new SignalTime(room.Turn) { CommandId = id });

    public void Send(Func<string, SessionCommand> wish) => room.Submit(Actor, wish);

    public override string ToString() => Name;
}
