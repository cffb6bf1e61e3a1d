using PeerMesh.Search;

namespace PeerMesh.Api.Finding;

internal static class FindingHosting
{
    /// <summary>The directory in memory, and what keeps it up to date. Being ready does not wait for it.</summary>
    public static IServiceCollection AddFinding(this IServiceCollection services) =>
        services.AddSingleton<DirectoryIndex>()
            .AddSingleton<IDirectory>(provider => provider.GetRequiredService<DirectoryIndex>())
            .AddSingleton<GroupCards>()
            .AddHostedService<DirectoryFollower>()
            .AddHostedService<DirectoryRoller>();
}
