using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;

namespace PeerMesh.Contracts.Members;

/// <summary>Nothing was done: it takes a second step, and this sign-in has not shown one. Says <see cref="SecondStepRefusals.Required"/>.</summary>
/// <remarks>Thrown in one place for methods with answers of any form, before they run; everything else expected is a refusal in the answer.</remarks>
[GenerateSerializer, Alias("pm.second-step-required")]
public sealed class SecondStepRequiredException : Exception
{
    public SecondStepRequiredException()
        : this(SecondStepRefusals.Required.Detail)
    {
    }

    public SecondStepRequiredException(string message)
        : base(message)
    {
    }

    public SecondStepRequiredException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public static Refusal Refusal => SecondStepRefusals.Required;
}
