using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Options;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Members;
using PeerMesh.Grains.Members;

namespace PeerMesh.Grains.Hosting;

/// <summary>
/// The one place that says whose powers rest for want of a second step. What is marked with <see cref="NeedsSecondStepAttribute"/> is not done for them;
/// where a grain tells powers apart by itself, it reads <see cref="Caller.PowersRest"/>, which counts only as it is set here.
/// </summary>
internal sealed class SecondStepFilter(IOptions<SecondStepPolicy> policy) : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<MemberInfo, bool> _marked = new();
    private readonly SecondStepDemand _demand = policy.Value.SecondStep;

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var request = context.Request;
        var (rests, needs) = (false, false);
        for (var i = 0; i < request.GetArgumentCount(); i++)
        {
            switch (request.GetArgument(i))
            {
                case Caller caller:
                    // A made-up peer leads a rehearsal and has no account that could have a second step.
                    rests = !caller.Simulated && SecondStepRules.Check(_demand, caller.SecondStep) is not null;
                    if (caller.PowersRest != rests)
                    {
                        request.SetArgument(i, caller with { PowersRest = rests });
                    }

                    break;
                case { } other:
                    needs |= IsMarked(other.GetType());
                    break;
                default:
                    break;
            }
        }

        return rests && (needs || (context.InterfaceMethod is { } method && IsMarked(method)))
            ? throw new SecondStepRequiredException()
            : context.Invoke();
    }

    private bool IsMarked(MemberInfo member) => _marked.GetOrAdd(member, static one => one.IsDefined(typeof(NeedsSecondStepAttribute), inherit: false));
}
