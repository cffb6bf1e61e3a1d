using Microsoft.Extensions.DependencyInjection;

namespace PeerMesh.Grains.Directory;

/// <summary>What a silo has to register for the directory, besides an <see cref="IDirectoryStore"/>.</summary>
public static class DirectoryHosting
{
    public static IServiceCollection AddDirectory(this IServiceCollection services) => services.AddSingleton<DirectoryWatches>();
}
