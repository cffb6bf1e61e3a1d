using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using PeerMesh.Api.Sessions;
using PeerMesh.Api.Telemetry;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Micro;

/// <summary>What one event costs until it is in ten people's streams, beside their connections.</summary>
public class FanOutBenchmarks
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSerializer().BuildServiceProvider();
    private Meeting _meeting = null!;
    private GatewayInstruments _instruments = null!;
    private Serializer _wire = null!;
    private SessionNews _news = null!;
    private (ParticipantId Id, Audience Audience)[] _people = null!;

    [GlobalSetup]
    public void Begin()
    {
        _meeting = new Meeting(commands: 100);
        _instruments = new GatewayInstruments(_services.GetRequiredService<IMeterFactory>());
        _wire = _services.GetRequiredService<Serializer>();
        _news = (SessionNews)Tell();
        var session = _meeting.State;
        _people = [.. session.People.Select(person => (person.Id, SessionLens.AudienceOf(session, person)))];
        Console.WriteLine($"// An event is {EventFrames.Message(_news, _news.ByAudience[1], whole: false).Length} bytes in the room, {_wire.SerializeToArray(_news).Length} between silo and gateway.");
    }

    [GlobalCleanup]
    public void End() => _services.Dispose();

    [Benchmark(Description = "tell: who hears what")]
    public object Tell()
    {
        var timeline = _meeting.Timeline;
        var version = timeline.Version;
        return SessionLens.Tell(timeline.StateAt(version - 1), timeline.StateAt(version)!, version, "1", timeline.Document.Recent[^1].Event);
    }

    [Benchmark(Description = "between silo and gateway, there and back")]
    public object? Wire() => _wire.Deserialize<SessionNews>(_wire.SerializeToArray(_news));

    [Benchmark(Description = "one server-sent event")]
    public object Frame() => EventFrames.Message(_news, _news.ByAudience[1], whole: false);

    [Benchmark(Description = "an event to ten people")]
    public int FanOut()
    {
        var told = new ToldNews(_news, _instruments);
        var bytes = 0;
        foreach (var (id, audience) in _people)
        {
            bytes += told.For(id, audience).Frame.Length;
        }

        return bytes;
    }
}
