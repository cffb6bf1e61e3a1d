using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Storage;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Micro;

/// <summary>What a command costs a silo, beside the call and the database.</summary>
public class CommandBenchmarks
{
    private Meeting _meeting = null!;
    private SystemTextJsonGrainStorageSerializer _storage = null!;
    private BinaryData _stored = null!;
    private SessionCommand _command = null!;
    private SessionEvent _happened = null!;

    /// <summary>Commands since the start: few, and as many as are remembered at the most.</summary>
    [Params(20, 1000)]
    public int Before { get; set; }

    [GlobalSetup]
    public void Begin()
    {
        _meeting = new Meeting(Before);
        var options = new SystemTextJsonGrainStorageSerializerOptions();
        options.JsonSerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        _storage = new SystemTextJsonGrainStorageSerializer(Options.Create(options));
        _stored = Serialize();
        Console.WriteLine($"// The document has {_stored.ToMemory().Length} bytes after {Before} commands.");
        (_, _command) = _meeting.Next();
        _meeting = new Meeting(Before);
        _happened = _meeting.Timeline.Document.Recent[^1].Event;
    }

    [Benchmark(Description = "decide")]
    public object Decide()
    {
        var (actor, command) = _meeting.Next();
        return SessionRules.Decide(_meeting.State, actor, command, Meeting.Now);
    }

    [Benchmark(Description = "apply")]
    public object Apply() => SessionRules.Apply(_meeting.State, _happened);

    [Benchmark(Description = "print of a command")]
    public ulong Print() => CommandPrint.ContentOf(_command);

    [Benchmark(Description = "decide, apply, remember")]
    public void Act() => _meeting.Act();

    [Benchmark(Description = "document to bytes")]
    public BinaryData Serialize() => _storage.Serialize(new SessionRecord { Document = _meeting.Timeline.Document });

    [Benchmark(Description = "a command with the document to bytes")]
    public object ActAndSerialize()
    {
        _meeting.Act();
        return Serialize();
    }

    [Benchmark(Description = "document from bytes")]
    public object Deserialize() => _storage.Deserialize<SessionRecord>(_stored)!;
}
