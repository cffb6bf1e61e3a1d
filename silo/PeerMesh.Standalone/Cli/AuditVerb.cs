using PeerMesh.Silo.Hosting;
using PeerMesh.Standalone.Hosting;

namespace PeerMesh.Standalone.Cli;

/// <summary>Checks the record of acts in the data folder or database, beside a running PeerMesh or without one.</summary>
internal static class AuditVerb
{
    public static Task<int> Run(CommandLine line)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. line.Settings]).Build();
        var folder = StandaloneSettings.Read(configuration, serves: false).DataDirectory;
        return PeerMesh.Silo.Cli.AuditVerb.Run(new PeerMeshSiloOptions { DataDirectory = folder, Database = PeerMeshSiloOptions.From(configuration).Database });
    }
}
