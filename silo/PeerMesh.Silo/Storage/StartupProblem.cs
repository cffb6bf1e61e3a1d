using System.Diagnostics.CodeAnalysis;

namespace PeerMesh.Silo.Storage;

/// <summary>Why PeerMesh cannot start, in one sentence for whoever started it. Nothing has been changed.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Nobody handles it but the process's entry point, which prints it.")]
public sealed class StartupProblem : Exception
{
    public StartupProblem()
    {
    }

    public StartupProblem(string message)
        : base(message)
    {
    }

    public StartupProblem(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
