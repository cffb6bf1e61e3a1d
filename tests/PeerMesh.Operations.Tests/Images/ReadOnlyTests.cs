using System.Diagnostics;
using System.Globalization;
using PeerMesh.OperationsTests.Monitoring;
using PeerMesh.Tests.Shared;

namespace PeerMesh.OperationsTests.Images;

/// <summary>Silo and gateway under the pods' conditions: account 1654 without capabilities, everything read-only but a folder for temporary files.</summary>
public sealed class ReadOnlyTests
{
    [IsolatedFact]
    public async Task Silo_and_gateway_serve_without_writing_anywhere_but_in_tmp()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var (siloGateway, siloWeb, apiWeb) = (TestPorts.Free(), TestPorts.Free(), TestPorts.Free());
        await using var silo = Isolated("PeerMesh.Silo", $"ASPNETCORE_URLS=http://127.0.0.1:{siloWeb} PeerMesh__GatewayPort={siloGateway} PeerMesh__DataDirectory=/tmp/data");
        await silo.Ready(new Uri($"http://127.0.0.1:{siloWeb}"), over.Token);
        await using var api = Isolated("PeerMesh.Api", $"ASPNETCORE_URLS=http://127.0.0.1:{apiWeb} PeerMesh__Silos=127.0.0.1:{siloGateway} Mail__Host=127.0.0.1");
        await api.Ready(new Uri($"http://127.0.0.1:{apiWeb}"), over.Token);

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{apiWeb}") };
        Assert.NotEmpty(await http.GetStringAsync(new Uri("/v1/groups", UriKind.Relative), over.Token));
        Assert.NotEmpty(await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative), over.Token));
        foreach (var program in new[] { silo, api })
        {
            Assert.Contains("account 1654 1654, capabilities 0000000000000000, root read-only", program.Said, StringComparison.Ordinal);
        }
    }

    // A mount namespace of its own in which every file system but /tmp, /proc and /dev is read-only, then an account without rights.
    private static Program Isolated(string project, string environment)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var built = here.Parent!.Parent!.FullName;
        var program = Path.Combine(built, project, here.Name, $"{project}.dll");

        // A repository that lies in /tmp is seen again in the empty folder that is laid over it.
        var kept = built.StartsWith("/tmp/", StringComparison.Ordinal)
            ? $"mkdir -p '/mnt{built[4..]}'; mount --bind '{built}' '/mnt{built[4..]}'; mount -o remount,bind,ro '/mnt{built[4..]}'"
            : ":";
        var script = string.Create(CultureInfo.InvariantCulture, $$"""
            set -eu
            mount --make-rprivate /
            mount -t tmpfs -o mode=1777 tmpfs /mnt
            {{kept}}
            mount --move /mnt /tmp
            mount -o remount,bind,ro /
            cd /
            exec setpriv --reuid 1654 --regid 1654 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all sh -euc '
              touch /etc/peermesh-test 2>/dev/null && root=writable || root=read-only
              echo "account $(id -u) $(id -g), capabilities $(sed -n "s/^CapEff:[[:space:]]*//p" /proc/self/status), root $root"
              exec env -i PATH="$PATH" DOTNET_ROOT="${DOTNET_ROOT:-}" DOTNET_EnableDiagnostics=0 {{environment}} dotnet {{program}}'
            """);
        return Program.StartCommand("unshare", ["--mount", "sh", "-c", script]);
    }
}

/// <summary>A test that needs to make a mount namespace, which takes root and the tools of util-linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IsolatedFactAttribute : FactAttribute
{
    public IsolatedFactAttribute()
    {
        if (!CanIsolate() && !Tool.IsRequired)
        {
            Skip = "This account may not make a mount namespace (unshare, setpriv, as root), so the programs cannot be shown a read-only file system.";
        }
    }

    private static bool CanIsolate()
    {
        if (!Tool.Has("unshare") || !Tool.Has("setpriv"))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo("unshare", ["--mount", "mount", "--make-rprivate", "/"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
