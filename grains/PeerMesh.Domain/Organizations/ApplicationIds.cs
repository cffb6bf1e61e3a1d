using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Organizations;

/// <summary>Ids of applications to be.</summary>
public static class ApplicationIds
{
    /// <summary>The same id for the same request by the same person, so that asking twice is one application.</summary>
    /// <param name="requestId">Made by whoever asks, new for each application.</param>
    public static string For(MemberId applicant, string requestId) => GroupIds.For(applicant, "application\n" + requestId).Value;
}
