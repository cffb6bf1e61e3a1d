using System.Diagnostics;
using System.Text;

namespace PeerMesh.Tests.Shared;

/// <summary>A real process of one test, with what it prints. It ends with the test at the latest.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private bool _disposed;

    private RunningProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Both streams, in the order in which lines came.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static RunningProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var started = new RunningProcess(new Process { StartInfo = start });
        started._process.OutputDataReceived += (_, line) => started.Keep(line.Data);
        started._process.ErrorDataReceived += (_, line) => started.Keep(line.Data);
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output)> Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? within = null)
    {
        await using var process = Start(program, arguments, environment);
        return (await process.Ended(within), process.Output);
    }

    /// <summary>A built program of the product that lies beside this test's: artifacts/bin/PROJECT/CONFIGURATION.</summary>
    public static string ProgramOf(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, $"{project}.dll");
    }

    public void Signal(int signal) => Signals.Send(_process.Id, signal);

    /// <summary>kill -9: no goodbye of any kind.</summary>
    public async Task Kill()
    {
        Signal(Signals.Kill);
        await Ended();
    }

    /// <summary>Asks it to end, as a service manager does, and answers its exit code.</summary>
    public async Task<int> Stop(int signal = Signals.Terminate)
    {
        Signal(signal);
        return await Ended();
    }

    public async Task<int> Ended(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? EndsWithin);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} did not end.\n{Output}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        if (!_process.HasExited)
        {
            // One that was stopped takes no other signal before it goes on.
            Signal(Signals.Continue);
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
