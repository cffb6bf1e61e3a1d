using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>Views and events as clients get them, for comparing by value and for looking for what must not be there.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Everything = new(JsonSerializerDefaults.Web);

    private static readonly JsonSerializerOptions Told = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsNotTold } },
    };

    /// <summary>All of it, for comparing.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Everything);

    /// <summary>What a reader gets to see of one telling.</summary>
    public static string TextOf(SessionNews news, Telling telling) =>
        JsonSerializer.Serialize(telling.Now, Told) + (telling.Facts ? JsonSerializer.Serialize(news.Event, Told) : "");

    /// <summary>The name an event goes by on the wire.</summary>
    public static string NameOf(SessionEvent happened) => JsonSerializer.SerializeToNode(happened, Everything)!["type"]!.GetValue<string>() + "\"";

    /// <summary>The parts of a view by name, without its version and time.</summary>
    public static Dictionary<string, string> PartsOf(SessionView? view)
    {
        var parts = view is null ? [] : JsonSerializer.SerializeToNode(view with { Version = null, At = null }, Everything)!.AsObject();
        return parts.ToDictionary(part => part.Key, part => part.Value!.ToJsonString());
    }

    private static void LeaveOutWhatIsNotTold(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider?.IsDefined(typeof(NotToldAttribute), inherit: true) == true)
            {
                property.ShouldSerialize = (_, _) => false;
            }
        }
    }
}
