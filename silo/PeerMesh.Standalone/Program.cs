using PeerMesh.Silo.Storage;
using PeerMesh.Standalone.Cli;

try
{
    var line = CommandLine.Parse(args);
    return line.Verb switch
    {
        Verb.Help => Help(),
        Verb.Rehearse => await RehearseVerb.Run(line),
        Verb.Import => await ImportVerb.Run(line),
        Verb.Audit => await AuditVerb.Run(line),
        _ => await RunVerb.Run(line),
    };
}
catch (UsageProblem problem)
{
    return Failed(problem.Message, problem.ExitCode);
}
catch (StartupProblem problem)
{
    return Failed(problem.Message, 1);
}

static int Help()
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

static int Failed(string why, int exitCode)
{
    Console.Error.WriteLine(why);
    return exitCode;
}
