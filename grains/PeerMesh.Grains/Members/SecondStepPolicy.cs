using PeerMesh.Domain.Members;

namespace PeerMesh.Grains.Members;

/// <summary>From the configuration section <c>PeerMesh</c>.</summary>
public sealed class SecondStepPolicy
{
    public SecondStepDemand SecondStep { get; set; } = SecondStepDemand.Offered;
}
