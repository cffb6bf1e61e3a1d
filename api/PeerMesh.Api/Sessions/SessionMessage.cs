using System.Text.Json.Serialization;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Sessions;

/// <summary>One version of a session, as one reader is told of it.</summary>
/// <param name="Version">The version; the same as the message's id.</param>
/// <param name="At">When it happened, by the server's clock.</param>
/// <param name="CommandId">The command that caused it; null where time did, or where this reader may not know what happened.</param>
/// <param name="Event">What happened; missing where this reader may not know.</param>
/// <param name="Now">The parts of the view that changed, as they are now: put them over what you have.</param>
/// <param name="Whole">"now" is the entire view: forget the one before.</param>
internal sealed record SessionMessage(
    long Version,
    DateTimeOffset At,
    string? CommandId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SessionEvent? Event = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SessionView? Now = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Whole = null);
