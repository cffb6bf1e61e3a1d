using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;
using PeerMesh.Domain.Tests.Common;

namespace PeerMesh.Grains.Tests.Golden;

/// <summary>
/// What an earlier release sends, this one reads: during an upgrade both are in one cluster. The files beside this one hold every
/// record as it crossed the wire then, and what was in it. They never change; see docs/upgrades.md for adding one.
/// </summary>
public sealed class WireGoldenTests
{
    private const string Kind = "wire";

    private static readonly Serializer Codec = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private static IEnumerable<Type> OnTheWire => new[] { typeof(Session).Assembly, typeof(ISessionGrain).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
            && type is { IsAbstract: false, IsGenericTypeDefinition: false } && !type.IsAssignableTo(typeof(Exception)))
        .OrderBy(AliasOf, StringComparer.Ordinal);

    [Fact]
    public void Everything_an_earlier_release_sent_can_be_read()
    {
        if (GoldenFile.Release is { } release)
        {
            Write(release);
            return;
        }

        var known = OnTheWire.ToDictionary(AliasOf);
        Assert.NotEmpty(All);
        foreach (var sent in All)
        {
            Assert.True(known.ContainsKey(sent.Alias), $"{sent.Alias} is gone from the contracts; a record that was sent once stays readable.");
            var read = Codec.Deserialize<object>(sent.Payload);
            GoldenFile.AssertKept(JsonNode.Parse(sent.Content), JsonNode.Parse(ContentOf(read!)), sent.Alias);
        }
    }

    [Fact]
    public void Everything_that_is_sent_has_a_golden_line()
    {
        if (GoldenFile.Release is null)
        {
            GoldenFile.AssertNothingMissing(Missing.Select(AliasOf));
        }
    }

    [Fact]
    public void A_record_that_lost_a_member_is_found() =>
        Assert.ThrowsAny<Exception>(() => GoldenFile.AssertKept(JsonNode.Parse("""{"Version":1,"Refusal":"no"}"""), JsonNode.Parse("""{"Version":1}"""), "record"));

    private static string AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias;

    private static string ContentOf(object record) => JsonSerializer.Serialize(record, record.GetType(), Json);

    private static IReadOnlyList<Sent> All => GoldenFile.Read<Sent>(Kind);

    private static IEnumerable<Type> Missing => OnTheWire.ExceptBy(All.Select(sent => sent.Alias), AliasOf);

    private static void Write(int release) => GoldenFile.Add(Kind, release, Missing.Select(type =>
    {
        var sample = Samples.Of(type);
        return new Sent(AliasOf(type), Codec.SerializeToArray(sample), ContentOf(sample));
    }));

    /// <param name="Content">What was in it, as JSON.</param>
    private sealed record Sent(string Alias, byte[] Payload, string Content);
}
