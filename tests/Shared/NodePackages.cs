using System.Diagnostics;

namespace PeerMesh.Tests.Shared;

/// <summary>Packages from npm that our results are compared with, in folders of <c>tests</c>.</summary>
internal static class NodePackages
{
    /// <summary>Why a test that needs a package cannot run; null where it can.</summary>
    public static string? Missing(string folder, string package)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Any(each => File.Exists(System.IO.Path.Combine(each, "node"))))
        {
            return "Node.js is not installed.";
        }

        return Directory.Exists(Path([folder, "node_modules", .. package.Split('/')])) ? null : $"The packages of tests/{folder} are not installed: npm ci --prefix tests/{folder}";
    }

    public static string Path(params ReadOnlySpan<string> parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "PeerMesh.sln")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine([folder?.FullName ?? ".", "tests", .. parts]);
    }

    /// <summary>Runs a script with a file of its own and asserts that it is content.</summary>
    /// <returns>What it said.</returns>
    public static string Run(string script, string content)
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            using var node = Process.Start(new ProcessStartInfo("node", [script, file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var errors = node.StandardError.ReadToEndAsync();
            var said = node.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            node.WaitForExit();
            Assert.True(node.ExitCode == 0, said);
            return said;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
