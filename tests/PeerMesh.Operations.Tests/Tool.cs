using System.Diagnostics;

namespace PeerMesh.OperationsTests;

/// <summary>A program that the machine has or has not.</summary>
internal static class Tool
{
    /// <summary>With CI=true nothing is skipped: a missing program is a failure.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("CI") == "true";

    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs it to its end in the repository's root and answers what it printed; it has to end well.</summary>
    public static async Task<string> Run(string program, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }
}

/// <summary>A test that needs <c>kubectl</c> with kustomize 5 in it; older ones know no components.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KubectlTheoryAttribute : TheoryAttribute
{
    public KubectlTheoryAttribute()
    {
        if (!Tool.IsRequired && !Tool.Has("kubectl"))
        {
            Skip = "kubectl is not installed; from version 1.27 on it renders the overlays.";
        }
    }
}

/// <summary>A test that needs <c>promtool</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute()
    {
        if (!Tool.IsRequired && !Tool.Has("promtool"))
        {
            Skip = "promtool is not installed; it is in Debian's package prometheus.";
        }
    }
}
