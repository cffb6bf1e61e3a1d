using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Http;

/// <summary>
/// Compares a body with the type it should become, so that what is wrong can be named. The serializer checks the
/// same things; it only says them in words meant for programmers.
/// </summary>
internal static class JsonShape
{
    private static readonly ConcurrentDictionary<Type, FrozenDictionary<string, JsonPropertyInfo>> Members = new();
    private static readonly ConcurrentDictionary<Type, FrozenSet<string>> Names = new();

    /// <summary>What is wrong with the body, or null.</summary>
    public static Refusal? Check(JsonElement body, JsonTypeInfo type)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return GatewayRefusals.NotAnObject;
        }

        return CheckValue(body, type, path: "");
    }

    private static Refusal? CheckValue(JsonElement value, JsonTypeInfo type, string path) => type.Kind switch
    {
        JsonTypeInfoKind.Object => value.ValueKind == JsonValueKind.Object ? CheckObject(value, type, path) : GatewayRefusals.InvalidMember(path),
        JsonTypeInfoKind.Enumerable => value.ValueKind == JsonValueKind.Array ? CheckList(value, type, path) : GatewayRefusals.InvalidMember(path),
        _ => CheckLeaf(value, type, path),
    };

    private static Refusal? CheckObject(JsonElement value, JsonTypeInfo type, string path)
    {
        path = path.Length == 0 ? path : path + ".";
        string? discriminator = null;
        if (type.PolymorphismOptions is { } kinds)
        {
            discriminator = kinds.TypeDiscriminatorPropertyName;
            if (!value.TryGetProperty(discriminator, out var named) || named.ValueKind != JsonValueKind.String)
            {
                return GatewayRefusals.TypeMissing;
            }

            var name = named.GetString()!;
            if (kinds.DerivedTypes.FirstOrDefault(kind => kind.TypeDiscriminator is string text && text == name) is not { DerivedType: { } derived })
            {
                return GatewayRefusals.UnknownType(name);
            }

            type = type.Options.GetTypeInfo(derived);
        }

        var members = Members.GetOrAdd(type.Type, static (_, type) => type.Properties.ToFrozenDictionary(member => member.Name), type);
        foreach (var given in value.EnumerateObject())
        {
            if (given.Name == discriminator)
            {
                continue;
            }

            if (!members.TryGetValue(given.Name, out var member) || member.Set is null && member.AssociatedParameter is null)
            {
                return GatewayRefusals.UnknownMember(path + given.Name);
            }

            if (given.Value.ValueKind == JsonValueKind.Null)
            {
                if (!member.IsSetNullable)
                {
                    return GatewayRefusals.InvalidMember(path + given.Name);
                }
            }
            else if (CheckValue(given.Value, type.Options.GetTypeInfo(member.PropertyType), path + given.Name) is { } refusal)
            {
                return refusal;
            }
        }

        foreach (var member in members.Values)
        {
            if (member.IsRequired && !value.TryGetProperty(member.Name, out _))
            {
                return GatewayRefusals.MissingMember(path + member.Name);
            }
        }

        return null;
    }

    private static Refusal? CheckList(JsonElement value, JsonTypeInfo type, string path)
    {
        var element = type.Options.GetTypeInfo(type.ElementType!);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var here = $"{path}[{index++}]";

            // No list on this wire has holes, but the serializer would let them through.
            var refusal = item.ValueKind == JsonValueKind.Null ? GatewayRefusals.InvalidMember(here) : CheckValue(item, element, here);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static Refusal? CheckLeaf(JsonElement value, JsonTypeInfo type, string path)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return GatewayRefusals.InvalidMember(path);
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;

        // Control characters are no text, and some stores cannot hold them.
        if (text is not null && text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            return GatewayRefusals.InvalidText(path);
        }

        // The serializer would take numbers and lists of names for an enum, and so values that do not exist.
        var leaf = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return leaf.IsEnum && (text is null || !Names.GetOrAdd(leaf, NamesOf, type.Options).Contains(text))
            ? GatewayRefusals.InvalidMember(path)
            : null;
    }

    private static FrozenSet<string> NamesOf(Type type, JsonSerializerOptions options) =>
        Enum.GetValuesAsUnderlyingType(type)
            .Cast<object>()
            .Select(value => JsonSerializer.SerializeToElement(Enum.ToObject(type, value), type, options).GetString()!)
            .ToFrozenSet(StringComparer.Ordinal);
}
