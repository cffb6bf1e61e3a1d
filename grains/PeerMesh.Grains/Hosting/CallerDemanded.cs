using System.Collections.Concurrent;
using System.Reflection;
using PeerMesh.Contracts.Common;

namespace PeerMesh.Grains.Hosting;

/// <summary>Whoever calls a method that acts for somebody says for whom. Without that the call never reaches the grain.</summary>
/// <remarks>
/// A method acts for somebody where it takes a <see cref="Caller"/>; where it takes one that may be null, people who are not signed in may ask too. What such a call may do is for the
/// grain's own rules; a method without one is for other grains and for the gateway's own work.
/// </remarks>
internal sealed class CallerDemanded : IIncomingGrainCallFilter
{
    private static readonly ConcurrentDictionary<MethodInfo, Demand?> Demands = new();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod is { } method
            && Demands.GetOrAdd(method, DemandOf) is { } demand
            && IsMissing(context.Request.GetArgument(demand.At) as Caller, demand.MayBeNobody))
        {
            throw new UnauthorizedAccessException($"{method.DeclaringType?.Name}.{method.Name} was called for nobody.");
        }

        return context.Invoke();
    }

    private static bool IsMissing(Caller? caller, bool mayBeNobody) =>
        caller is null ? !mayBeNobody : string.IsNullOrEmpty(caller.Member.Value);

    /// <summary>What a method demands; null for nothing.</summary>
    public static Demand? DemandOf(MethodInfo method)
    {
        var parameter = Array.Find(method.GetParameters(), parameter => parameter.ParameterType == typeof(Caller));
        return parameter is null ? null : new Demand(parameter.Position, new NullabilityInfoContext().Create(parameter).ReadState == NullabilityState.Nullable);
    }
}

/// <param name="At">Which argument it is.</param>
/// <param name="MayBeNobody">Somebody not signed in may ask too.</param>
internal sealed record Demand(int At, bool MayBeNobody);
