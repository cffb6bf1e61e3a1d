using System.Collections.Frozen;
using System.Reflection;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>From a stored code back to the refusal it stands for.</summary>
internal static class RefusalCodes
{
    private static readonly FrozenDictionary<string, Refusal> ByCode = typeof(SessionRefusals)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<Refusal>()
        .Append(SecondStepRefusals.Required)
        .ToFrozenDictionary(refusal => refusal.Code, StringComparer.Ordinal);

    /// <summary>The refusal of that code. One that a newer release has stored is told with a plain sentence.</summary>
    public static Refusal Find(string code) =>
        ByCode.TryGetValue(code, out var refusal)
            ? refusal
            : new Refusal(code, RefusalKind.Conflict, "This was not possible. Look again how things stand now.");
}
