using System.Diagnostics;
using System.Text;

namespace PeerMesh.OperationsTests.Monitoring;

/// <summary>A silo or a gateway as a process of its own.</summary>
internal sealed class Program : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private Program(Process process) => _process = process;

    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static Program Start(string project, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        // Test projects and the product build into folders beside each other: artifacts/bin/PROJECT/CONFIGURATION.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return StartCommand("dotnet", [Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"{project}.dll"), .. arguments], environment);
    }

    public static Program StartCommand(string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var program = new Program(new Process { StartInfo = start });
        program._process.OutputDataReceived += program.Keep;
        program._process.ErrorDataReceived += program.Keep;
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task Ready(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        while (true)
        {
            Assert.False(_process.HasExited, Said);
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }
}
