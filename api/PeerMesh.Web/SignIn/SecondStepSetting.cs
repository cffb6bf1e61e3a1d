using Microsoft.Extensions.Configuration;
using PeerMesh.Domain.Members;

namespace PeerMesh.Web.SignIn;

/// <summary>What the operator asks of those who lead, for what pages and the API say of it. The silos' own setting of the same name is what holds.</summary>
public sealed class SecondStepSetting(IConfiguration configuration)
{
    public const string Setting = "PeerMesh:SecondStep";

    public SecondStepDemand Demand { get; } = configuration.GetValue(Setting, SecondStepDemand.Offered);
}
