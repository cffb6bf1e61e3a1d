using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Runtime;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Sessions;

namespace PeerMesh.Grains.Tests;

public sealed class InterfaceNamesTests
{
    [Fact]
    public void Every_grain_interface_has_the_name_that_its_attribute_says_and_others_none()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var names = new InterfaceNames(services);
        var interfaces = typeof(ISessionGrain).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable))).ToList();

        Assert.NotEmpty(interfaces);
        Assert.All(interfaces, type =>
        {
            var attribute = (GrainInterfaceTypeAttribute)Attribute.GetCustomAttribute(type, typeof(GrainInterfaceTypeAttribute))!;
            for (var again = 0; again < 2; again++)
            {
                Assert.True(names.TryGetGrainInterfaceType(type, out var name));
                Assert.Equal(attribute.GetGrainInterfaceType(services, type), name);
            }
        });
        Assert.False(names.TryGetGrainInterfaceType(typeof(IDisposable), out _));
    }

    [Fact]
    public void The_runtime_asks_there_first()
    {
        var services = new ServiceCollection().AddSingleton<IGrainInterfaceTypeProvider>(new Nobody());
        InterfaceNames.AddTo(services);

        using var provider = services.BuildServiceProvider();

        Assert.IsType<InterfaceNames>(provider.GetServices<IGrainInterfaceTypeProvider>().First());
    }

    private sealed class Nobody : IGrainInterfaceTypeProvider
    {
        public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
        {
            grainInterfaceType = default;
            return false;
        }
    }
}
