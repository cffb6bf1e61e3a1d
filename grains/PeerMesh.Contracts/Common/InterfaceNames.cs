using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace PeerMesh.Contracts.Common;

/// <summary>The names of grain interfaces, read from their attributes once: the runtime reads them again for every reference it makes, which is one for nearly every request.</summary>
public sealed class InterfaceNames(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType?> _known = new();

    /// <summary>Has the runtime ask here first; whatever has no name of its own is left to others.</summary>
    public static void AddTo(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        // Providers are asked in the order in which they were registered.
        services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, InterfaceNames>());
    }

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        var name = _known.GetOrAdd(type, static (type, services) => type.GetCustomAttributes(inherit: false).OfType<IGrainInterfaceTypeProviderAttribute>().FirstOrDefault()
            ?.GetGrainInterfaceType(services, type), services);
        grainInterfaceType = name.GetValueOrDefault();
        return name is not null;
    }
}
