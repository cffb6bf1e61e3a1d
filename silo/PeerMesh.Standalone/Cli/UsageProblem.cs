namespace PeerMesh.Standalone.Cli;

/// <summary>The command line asks for something there is not. The message is one line a person understands.</summary>
internal sealed class UsageProblem(string message, int exitCode) : Exception(message)
{
    /// <summary>An argument that cannot be used.</summary>
    public const int BadArgument = 1;

    /// <summary>A verb or a meeting form that does not exist.</summary>
    public const int Unknown = 2;

    public int ExitCode { get; } = exitCode;
}
