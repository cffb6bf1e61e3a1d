using CsCheck;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions.Properties;

internal enum Wish
{
    Nothing, Connect, Disconnect, Enter, Leave, StepOut, StepBack, Admit, AdmitAll, Decline, Remove, Lock, Unlock, Start, NextPhase, PreviousPhase,
    ExtendPhase, Close, RaiseHand, LowerHand, LowerHandOf, LowerAllHands, MoveHand, EndShare, Pass, PassAhead, PassForNow, HandOn, ExtendShare,
    AgreeToMoreTime, GiveFloor, StartRound, SetRole, PassGavel, TakeGavel, ChangeRules,
    RaiseHandFor, SetFeedback, StartCircles, ExtendCircles, EndCircles, KeepSilence, EndSilence, SuspendAll, ResumeAll, React, Say, OpenChat, CloseChat,
    HideMessage, Thank, KeepNotes, AskForResource, CloseResourceAsk, CallForHelp, AcknowledgeHelp, EndHelp, InviteAside, AcceptAside, DeclineAside,
    PinResource, UnpinResource, GiveDuty, SignalTime,
}

/// <summary>Some time passes, and then somebody does something.</summary>
/// <param name="Who">Index into the cast, or the speaker, or whoever holds the gavel; see <see cref="Play"/>.</param>
/// <param name="Whom">The same, of the person it is done to.</param>
/// <param name="Number">Whatever number the wish needs.</param>
/// <param name="Seconds">How much time passes before.</param>
/// <param name="Punctual">Whether the rules are asked at each moment something is due, or once at the end.</param>
internal sealed record Step(Wish Wish, int Who, int Whom, int Number, int Seconds, bool Punctual)
{
    public override string ToString() => $"+{Seconds}s{(Punctual ? "" : " late")} {Who} {Wish} {Whom} {Number}";
}

/// <summary>A random meeting: house rules, an agenda, and what up to eight people do.</summary>
internal sealed record Story(HouseRules Rules, Phase[] Agenda, Step[] Steps)
{
    public const int Fay = 0;
    public const int Col = 1;
    public const int CastMax = 8;
    public const int Speaker = 8;
    public const int Leader = 9;
    public const int Unknown = 10;

    private static readonly Gen<int> Person = Gen.Frequency(
        (12, Gen.Int[0, CastMax - 1]),
        (8, Gen.Const(Speaker)),
        (4, Gen.Const(Leader)),
        (1, Gen.Const(Unknown)));

    // Short steps mostly, so that warnings and held turns are met; now and then a gap long enough to empty a room.
    private static readonly Gen<int> Seconds = Gen.Frequency((20, Gen.Const(0)), (20, Gen.Int[1, 30]), (12, Gen.Int[31, 90]), (1, Gen.Int[91, 1300]));

    private static readonly Gen<Wish> Wishes = Gen.Frequency(
        (3, Gen.Const(Wish.Nothing)), (6, Gen.Const(Wish.Connect)), (5, Gen.Const(Wish.Disconnect)), (5, Gen.Const(Wish.Enter)), (2, Gen.Const(Wish.Leave)),
        (3, Gen.Const(Wish.StepOut)), (3, Gen.Const(Wish.StepBack)), (3, Gen.Const(Wish.Admit)), (1, Gen.Const(Wish.AdmitAll)), (1, Gen.Const(Wish.Decline)),
        (1, Gen.Const(Wish.Remove)), (1, Gen.Const(Wish.Lock)), (1, Gen.Const(Wish.Unlock)), (2, Gen.Const(Wish.Start)), (4, Gen.Const(Wish.NextPhase)),
        (1, Gen.Const(Wish.PreviousPhase)), (1, Gen.Const(Wish.ExtendPhase)), (14, Gen.Const(Wish.RaiseHand)), (2, Gen.Const(Wish.LowerHand)),
        (1, Gen.Const(Wish.LowerHandOf)), (1, Gen.Const(Wish.LowerAllHands)), (2, Gen.Const(Wish.MoveHand)), (14, Gen.Const(Wish.EndShare)),
        (4, Gen.Const(Wish.Pass)), (2, Gen.Const(Wish.PassAhead)), (4, Gen.Const(Wish.PassForNow)), (4, Gen.Const(Wish.HandOn)), (2, Gen.Const(Wish.ExtendShare)),
        (4, Gen.Const(Wish.AgreeToMoreTime)), (4, Gen.Const(Wish.GiveFloor)), (1, Gen.Const(Wish.StartRound)), (1, Gen.Const(Wish.SetRole)),
        (2, Gen.Const(Wish.PassGavel)), (2, Gen.Const(Wish.TakeGavel)), (3, Gen.Const(Wish.ChangeRules)),
        (6, Gen.Const(Wish.RaiseHandFor)), (2, Gen.Const(Wish.SetFeedback)), (3, Gen.Const(Wish.StartCircles)), (1, Gen.Const(Wish.ExtendCircles)), (1, Gen.Const(Wish.EndCircles)),
        (2, Gen.Const(Wish.KeepSilence)), (1, Gen.Const(Wish.EndSilence)), (1, Gen.Const(Wish.SuspendAll)), (2, Gen.Const(Wish.ResumeAll)), (1, Gen.Const(Wish.GiveDuty)));

    // What goes on beside the floor, while people come and go.
    private static readonly Gen<Wish> WishesBeside = Gen.Frequency(
        (8, Gen.Const(Wish.React)), (10, Gen.Const(Wish.Say)), (1, Gen.Const(Wish.OpenChat)), (1, Gen.Const(Wish.CloseChat)), (3, Gen.Const(Wish.HideMessage)),
        (3, Gen.Const(Wish.Thank)), (2, Gen.Const(Wish.KeepNotes)), (3, Gen.Const(Wish.AskForResource)), (2, Gen.Const(Wish.CloseResourceAsk)),
        (4, Gen.Const(Wish.CallForHelp)), (3, Gen.Const(Wish.AcknowledgeHelp)), (2, Gen.Const(Wish.EndHelp)), (4, Gen.Const(Wish.InviteAside)),
        (6, Gen.Const(Wish.AcceptAside)), (1, Gen.Const(Wish.DeclineAside)), (3, Gen.Const(Wish.PinResource)), (1, Gen.Const(Wish.UnpinResource)),
        (3, Gen.Const(Wish.GiveDuty)), (3, Gen.Const(Wish.SignalTime)), (4, Gen.Const(Wish.RaiseHandFor)), (2, Gen.Const(Wish.EndShare)),
        (3, Gen.Const(Wish.StartCircles)), (1, Gen.Const(Wish.EndCircles)), (1, Gen.Const(Wish.SuspendAll)), (2, Gen.Const(Wish.ResumeAll)), (1, Gen.Const(Wish.KeepSilence)),
        (2, Gen.Const(Wish.StepOut)), (2, Gen.Const(Wish.StepBack)), (2, Gen.Const(Wish.Disconnect)), (3, Gen.Const(Wish.Connect)), (1, Gen.Const(Wish.Leave)),
        (1, Gen.Const(Wish.Remove)), (1, Gen.Const(Wish.Enter)), (1, Gen.Const(Wish.PassGavel)), (1, Gen.Const(Wish.SetRole)), (1, Gen.Const(Wish.NextPhase)));

    // Lines form only where many raise a hand and few end their share.
    private static readonly Gen<Wish> WishesOfADiscussion = Gen.Frequency(
        (20, Gen.Const(Wish.RaiseHand)), (14, Gen.Const(Wish.RaiseHandFor)), (5, Gen.Const(Wish.SetFeedback)), (2, Gen.Const(Wish.KeepSilence)), (1, Gen.Const(Wish.EndSilence)), (10, Gen.Const(Wish.EndShare)), (3, Gen.Const(Wish.Pass)), (4, Gen.Const(Wish.HandOn)), (5, Gen.Const(Wish.Disconnect)),
        (6, Gen.Const(Wish.Connect)), (3, Gen.Const(Wish.StepOut)), (3, Gen.Const(Wish.StepBack)), (2, Gen.Const(Wish.LowerHand)), (2, Gen.Const(Wish.MoveHand)),
        (8, Gen.Const(Wish.ChangeRules)), (3, Gen.Const(Wish.AgreeToMoreTime)), (1, Gen.Const(Wish.Leave)), (1, Gen.Const(Wish.Enter)), (3, Gen.Const(Wish.Nothing)));

    private static readonly Gen<HouseRules> AnyRules = Gen.Select(
        Gen.Int[10, 130], Gen.Enum<OverTimeMode>(), Gen.Int[5, 60], Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[0, 9],
        (share, overTime, grace, fair, lobby, small, needed) => new HouseRules(
            share, overTime, grace, fair, lobby == 0, small == 0 ? 4 : 100, needed switch { 0 => 3, 1 => 5, _ => 1 }, 5, needed == 2 ? 3 : 0));

    private static readonly Gen<Phase> AnyPhase = Gen.Select(
        Gen.Int[1, 8], Gen.Frequency((1, Gen.Const(FloorMode.FacilitatorOnly)), (4, Gen.Const(FloorMode.GoRound)), (5, Gen.Const(FloorMode.Queue)), (2, Gen.Const(FloorMode.Popcorn)), (1, Gen.Const(FloorMode.Open)), (2, Gen.Const(FloorMode.Pairs)), (1, Gen.Const(FloorMode.Silence))),
        Gen.Int[0, 3], Gen.Enum<RoundOrder>(), Gen.Bool, Gen.Int[0, 3],
        (minutes, mode, share, order, last, auto) =>
            new Phase($"{mode}", minutes, mode, share == 0 ? 40 : null, order, last, AutoAdvance: auto == 0, CircleSize: 2 + (minutes % 3)));

    private static readonly Gen<Phase> AnyDiscussion = AnyPhase.Select(phase =>
        phase with { Mode = phase.Mode is FloorMode.Popcorn or FloorMode.Open ? phase.Mode : FloorMode.Queue, Minutes = 60 });

    /// <summary>A few meetings never begin and a few begin with nobody, but most have people in them who do things.</summary>
    public static readonly Gen<Story> Any = Gen.Frequency(
        (3, Of(AnyPhase, Wishes, begins: Gen.Int[0, 9])),
        (2, Of(AnyDiscussion, WishesOfADiscussion, begins: Gen.Int[1, 8])),
        (2, Of(AnyPhase, WishesBeside, begins: Gen.Int[1, 8])));

    public static string Print(Story story) =>
        $"{story.Rules}\n  {string.Join("\n  ", story.Agenda.Select(phase => $"{phase}"))}\n  {string.Join("\n  ", story.Steps.Select(step => $"{step}"))}";

    private static Gen<Story> Of(Gen<Phase> phases, Gen<Wish> wishes, Gen<int> begins) => Gen.Select(
        AnyRules, phases.Array[1, 4], Gen.Int[0, 6], begins, StepOf(wishes).Array[0, 90],
        (rules, agenda, members, begin, steps) => new Story(rules, agenda, [.. Prelude(members, begin), .. steps, new Step(Wish.Close, begin < 5 ? Leader : 2, 0, 0, 5, true)]));

    private static Gen<Step> StepOf(Gen<Wish> wishes) => Gen.Select(
        wishes, Person, Person, Gen.Int[0, 99], Seconds, Gen.Int[0, 3],
        (wish, who, whom, number, seconds, late) => new Step(wish, Fitting(wish, who, number), whom, number, seconds, late > 0));

    private static IEnumerable<Step> Prelude(int members, int begin)
    {
        if (begin == 9)
        {
            yield break;
        }

        foreach (var who in Enumerable.Range(0, 2 + members).Where(who => who != Col || begin % 2 == 0))
        {
            yield return new Step(Wish.Enter, who, 0, 50, who, true);
        }

        yield return new Step(Wish.AdmitAll, Fay, 0, 0, 0, true);
        if (begin > 0)
        {
            yield return new Step(Wish.Start, Fay, 0, 0, 10, true);
        }
    }

    // Most wishes come from somebody who may have them; some from anybody.
    private static int Fitting(Wish wish, int who, int number) =>
        number is 7 or 17 or 27 or 37 ? who
        : Leads(wish) ? Leader
        : OwnTurn(wish) ? Speaker
        : wish is Wish.RaiseHand or Wish.RaiseHandFor ? number % CastMax
        : who;

    private static bool Leads(Wish wish) => wish is Wish.Admit or Wish.AdmitAll or Wish.Decline or Wish.Remove or Wish.Lock or Wish.Unlock or Wish.Start
        or Wish.NextPhase or Wish.PreviousPhase or Wish.ExtendPhase or Wish.LowerHandOf or Wish.LowerAllHands or Wish.MoveHand or Wish.ExtendShare
        or Wish.GiveFloor or Wish.StartRound or Wish.SetRole or Wish.PassGavel or Wish.ChangeRules or Wish.StartCircles or Wish.ExtendCircles or Wish.EndCircles
        or Wish.KeepSilence or Wish.EndSilence or Wish.SuspendAll or Wish.ResumeAll or Wish.OpenChat or Wish.CloseChat or Wish.HideMessage or Wish.KeepNotes
        or Wish.AcknowledgeHelp or Wish.InviteAside or Wish.PinResource or Wish.UnpinResource or Wish.GiveDuty or Wish.SignalTime;

    private static bool OwnTurn(Wish wish) => wish is Wish.EndShare or Wish.Pass or Wish.PassForNow or Wish.HandOn or Wish.SetFeedback;
}
