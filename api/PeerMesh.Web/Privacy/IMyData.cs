using System.Text.Json.Nodes;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;

namespace PeerMesh.Web.Privacy;

/// <summary>Everything that is held about somebody, for that person. The host opens what it has sealed.</summary>
public interface IMyData
{
    /// <returns>One document, or why not.</returns>
    Task<(JsonObject? Document, Refusal? Refusal)> Export(Caller caller);
}
