using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;
using PeerMesh.Grains.Telemetry;
using PeerMesh.Grains.Tests.Sessions;

namespace PeerMesh.Grains.Tests.Telemetry;

/// <summary>What is measured of a meeting that the rules play, fact by fact.</summary>
public sealed class SessionMeterTests : IDisposable
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 5, 19, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Metering _measured;
    private readonly SessionMeter _meter;
    private readonly List<(Session? Before, Session After, SessionEvent Happened)> _facts = [];
    private Session? _state;
    private DateTimeOffset _now = Evening;
    private int _commands;

    public SessionMeterTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _measured = new Metering(meter => meter.Scope == meters);
        _meter = new SessionMeter(new GrainInstruments(meters));
        Happen([new SessionOpened(_now, Room.PlanOf(SessionId.Of(new GroupId("g"), "s"), FloorMode.Queue, Room.Gentle with { ShareSeconds = 120 }))]);
        foreach (var member in (string[])["rosa", "ana", "ben"])
        {
            Do(member, new Enter(member, 1) { CommandId = NextId() });
            Happen(SessionRules.Connected(_state!, _state!.Find(new MemberId(member))!.Id, _now));
        }

        Do("rosa", new Start { CommandId = NextId() });
        Do("rosa", new NextPhase { CommandId = NextId() });
    }

    [Fact]
    public void Waiting_for_the_floor_is_measured_from_the_hand_to_the_turn()
    {
        Do("ana", new RaiseHand { CommandId = NextId() });
        After(10);
        Do("ben", new RaiseHand { CommandId = NextId() });
        After(30);
        Do("ana", new EndShare(_state!.Floor.Turn) { CommandId = NextId() });

        Assert.Equal([30.0], _measured.Values("peermesh.session.floor.wait"));
    }

    [Fact]
    public void A_hand_that_goes_down_waited_for_nothing()
    {
        Do("ana", new RaiseHand { CommandId = NextId() });
        Do("ben", new RaiseHand { CommandId = NextId() });
        After(30);
        Do("ben", new LowerHand { CommandId = NextId() });
        Do("ana", new EndShare(_state!.Floor.Turn) { CommandId = NextId() });
        After(60);
        Do("rosa", new GiveFloor(_state!.Find(new MemberId("ben"))!.Id) { CommandId = NextId() });

        Assert.Empty(_measured.Values("peermesh.session.floor.wait"));
    }

    [Fact]
    public void A_wait_goes_on_across_a_new_activation_and_is_measured_once()
    {
        Do("ana", new RaiseHand { CommandId = NextId() });
        Do("ben", new RaiseHand { CommandId = NextId() });
        var next = new SessionMeter(new GrainInstruments(_services.GetRequiredService<IMeterFactory>()));
        foreach (var (before, after, happened) in _facts)
        {
            next.Recall(before, after, happened);
        }

        After(45);
        var ended = SessionRules.Decide(_state!, Actor("ana"), new EndShare(_state!.Floor.Turn) { CommandId = NextId() }, new Moment(_now, 1)).Events;
        foreach (var happened in ended)
        {
            var then = SessionRules.Apply(_state, happened);
            next.Measure(_state, then, happened);
            _state = then;
        }

        Assert.Equal([45.0], _measured.Values("peermesh.session.floor.wait"));
    }

    [Fact]
    public void A_share_over_its_time_says_by_how_much_and_one_within_it_says_zero()
    {
        Do("ana", new RaiseHand { CommandId = NextId() });
        After(90);
        Do("ana", new EndShare(_state!.Floor.Turn) { CommandId = NextId() });
        Do("ben", new RaiseHand { CommandId = NextId() });
        After(150);
        Do("ben", new EndShare(_state!.Floor.Turn) { CommandId = NextId() });

        Assert.Equal([0.0, 30.0], _measured.Values("peermesh.session.share.overtime"));
        Assert.Equal([90.0, 150.0], _measured.Values("peermesh.session.share.duration", "end=done"));
    }

    [Fact]
    public void A_session_counts_while_it_is_live_and_its_people_while_they_are_here()
    {
        _meter.Count(_state);
        Do("ben", new Leave { CommandId = NextId() });
        _meter.Count(_state);
        Assert.Equal(1, _measured.Values("peermesh.session.live", "status=running").Sum());
        Assert.Equal(2, _measured.Values("peermesh.session.participants").Sum());

        Do("rosa", new Close { CommandId = NextId() });
        _meter.Count(_state);

        Assert.Equal(0, _measured.Values("peermesh.session.live", "status=running").Sum());
        Assert.Equal(0, _measured.Values("peermesh.session.participants").Sum());
    }

    public void Dispose()
    {
        _measured.Dispose();
        _services.Dispose();
    }

    private static Actor Actor(string member) =>
        new(new MemberId(member), member == "rosa" ? GroupRole.Facilitator : GroupRole.Member);

    private string NextId() => $"c-{++_commands}";

    private void After(int seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
    }

    private void Do(string member, SessionCommand command)
    {
        var decision = SessionRules.Decide(_state!, Actor(member), command, new Moment(_now, 1));
        Assert.Null(decision.Refusal);
        Happen(decision.Events);
    }

    private void Happen(IReadOnlyList<SessionEvent> events)
    {
        foreach (var happened in events)
        {
            var after = SessionRules.Apply(_state, happened);
            _meter.Measure(_state, after, happened);
            _facts.Add((_state, after, happened));
            _state = after;
        }
    }
}
