using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Contracts.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>What a silo has to register for sessions.</summary>
public static class SessionHosting
{
    public static IServiceCollection AddSessions(this IServiceCollection services) =>
        services.AddSingleton<SessionWatchers>().AddSingleton<NearbyWatches>().AddSingleton<CheckpointReaders>();
}
