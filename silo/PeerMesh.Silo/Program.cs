using PeerMesh.Silo.Cli;
using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;
using PeerMesh.Telemetry;

try
{
    return args switch
    {
        ["migrate", .. var settings] => await MigrateVerb.Run(settings),
        ["audit", AuditVerb.Verify, .. var settings] => await AuditVerb.Run(PeerMeshSiloOptions.From(new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build())),
        [var verb, ..] when !verb.StartsWith('-') && !verb.Contains('=', StringComparison.Ordinal) => Unknown(verb),
        _ => await RunVerb.Run(args),
    };
}
catch (Exception problem) when (problem is StartupProblem or TelemetrySettingException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static int Unknown(string verb)
{
    Console.Error.WriteLine($"PeerMesh.Silo does not know \"{verb}\". Without a verb it runs a silo; \"migrate\" prepares the database, \"audit verify\" checks the record of acts.");
    return 2;
}
