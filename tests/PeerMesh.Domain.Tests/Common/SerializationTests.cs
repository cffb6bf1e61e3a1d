using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Common;

/// <summary>What is stored and what crosses between silos comes back as it was, whatever is added to the records.</summary>
public sealed class SerializationTests
{
    private static readonly Serializer Codec = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    public static TheoryData<string> Records => [.. Serialized.Select(type => type.FullName!)];

    private static IEnumerable<Type> Serialized =>
        typeof(Session).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_comes_back_whole_from_storage(string name)
    {
        var type = typeof(Session).Assembly.GetType(name)!;
        var before = Samples.Of(type);
        // As storage has it: an event or a command is declared as its base, and its type discriminator tells which it is.
        var declared = Declared(type);
        var after = JsonSerializer.Deserialize(JsonSerializer.Serialize(before, declared, JsonSerializerOptions.Web), declared, JsonSerializerOptions.Web);
        Samples.AssertSame(before, after, type.Name);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_comes_back_whole_from_another_silo(string name)
    {
        var before = Samples.Of(typeof(Session).Assembly.GetType(name)!);
        var after = Codec.Deserialize<object>(Codec.SerializeToArray(before));
        Samples.AssertSame(before, after, name);
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_without_its_optional_parts_comes_back_without_them(string name)
    {
        var type = typeof(Session).Assembly.GetType(name)!;
        var before = Samples.Of(type);
        var optional = Samples.Members(type).Where(IsOptional).ToList();
        object boxed = before;
        optional.ForEach(property => property.SetValue(boxed, null));

        var declared = Declared(type);
        Samples.AssertSame(
            boxed,
            JsonSerializer.Deserialize(JsonSerializer.Serialize(boxed, declared, JsonSerializerOptions.Web), declared, JsonSerializerOptions.Web),
            type.Name);
        Samples.AssertSame(boxed, Codec.Deserialize<object>(Codec.SerializeToArray(boxed)), type.Name);
    }

    private static bool IsOptional(System.Reflection.PropertyInfo property) =>
        new System.Reflection.NullabilityInfoContext().Create(property).WriteState == System.Reflection.NullabilityState.Nullable;

    private static Type Declared(Type type) =>
        type.BaseType is { } parent && parent.IsDefined(typeof(JsonPolymorphicAttribute), inherit: false) ? parent : type;
}
