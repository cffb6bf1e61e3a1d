using PeerMesh.Silo.Hosting;
using PeerMesh.Standalone.Hosting;

namespace PeerMesh.Standalone.Cli;

/// <summary>Checks the record of acts in the data folder or database, beside a running PeerMesh or without one.</summary>
internal static class AuditVerb
{
    public static Task<int> Run(CommandLine line)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. line.Settings]).Build();
        return PeerMesh.Silo.Cli.AuditVerb.Run(StandaloneSettings.Read(configuration, serves: false).DataDirectory is { } folder
            ? new PeerMeshSiloOptions { DataDirectory = folder }
            : PeerMeshSiloOptions.From(configuration));
    }
}
