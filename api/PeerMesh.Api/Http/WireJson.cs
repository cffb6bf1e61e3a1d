using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Http;

/// <summary>How JSON looks on the wire, in and out.</summary>
internal static class WireJson
{
    /// <summary>Deeper than any body this API takes; anything deeper is an attack on the parser.</summary>
    public const int DepthMax = 32;

    public static JsonSerializerOptions Options { get; } = Create();

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.AllowOutOfOrderMetadataProperties = true;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = DepthMax;

        // Names in every script go out as themselves; what could end a script element or an attribute stays escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { HideMembers } };
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly();
        return options;
    }

    // Who somebody is beyond a session stays inside the cluster, whatever record carries it.
    private static void HideMembers(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].PropertyType == typeof(MemberId) || type.Properties[i].PropertyType == typeof(MemberId?))
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
