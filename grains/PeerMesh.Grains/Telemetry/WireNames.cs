using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Telemetry;

/// <summary>Commands and ends of shares by the names that clients know: closed lists, fit for tags.</summary>
internal static class WireNames
{
    private static readonly FrozenDictionary<Type, string> Commands = typeof(SessionCommand)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);

    private static readonly FrozenDictionary<ShareEnd, string> Ends = Enum.GetValues<ShareEnd>()
        .ToFrozenDictionary(end => end, end => JsonNamingPolicy.CamelCase.ConvertName(end.ToString()));

    public static string Of(SessionCommand command) => Commands.GetValueOrDefault(command.GetType(), "other");

    public static string Of(ShareEnd end) => Ends.GetValueOrDefault(end, "other");
}
