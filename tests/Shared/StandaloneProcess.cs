using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PeerMesh.Tests.Shared;

/// <summary>A real PeerMesh process on a free port and a data folder of its own, as an operator runs it.</summary>
internal sealed class StandaloneProcess : IAsyncDisposable
{
    // A cold start on a busy build machine.
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);
    private const string SaysWhenServing = "PeerMesh is running at";
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly StringBuilder _output;
    private readonly StringBuilder _errors;
    private bool _disposed;

    private StandaloneProcess(Process process, StringBuilder output, StringBuilder errors, int port)
    {
        (_process, _output, _errors, Port) = (process, output, errors, port);
        Address = AddressOf(port);
    }

    public int Port { get; }

    public Uri Address { get; }

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>Starts the process and waits until it serves, its demo included.</summary>
    public static Task<StandaloneProcess> Start(string dataDirectory, int? port = null, params string[] arguments) =>
        Start(dataDirectory, new Dictionary<string, string>(), port, arguments);

    /// <inheritdoc cref="Start(string, int?, string[])"/>
    public static async Task<StandaloneProcess> Start(
        string dataDirectory, IReadOnlyDictionary<string, string> environment, int? port = null, params string[] arguments)
    {
        var started = Launch(dataDirectory, port ?? TestPorts.Free(), arguments, environment);
        try
        {
            await started.WaitUntilReady();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the process to its end, for starts that are meant to fail and verbs that end by themselves.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunToEnd(
        string dataDirectory, int? port, TimeSpan within, params string[] arguments)
    {
        await using var started = Launch(dataDirectory, port, arguments);
        using var limit = new CancellationTokenSource(within);
        await started._process.WaitForExitAsync(limit.Token);
        return (started._process.ExitCode, started.Output, started.Errors);
    }

    /// <summary>The newest sign-in code mailed to an address, from the demo's mailbox; null where there is none.</summary>
    public static async Task<string?> ReadCode(HttpClient http, string email, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/demo/mailbox?to={Uri.EscapeDataString(email)}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var mails = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return mails.EnumerateArray().Select(mail => mail.GetProperty("code").GetString()).FirstOrDefault(code => code is not null);
    }

    public HttpClient CreateClient() => new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5) })
    {
        BaseAddress = Address,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>kill -9: no goodbye of any kind.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as a service manager does, and answers its exit code.</summary>
    public async Task<int> Stop()
    {
        _ = kill(_process.Id, Terminate);
        using var limit = new CancellationTokenSource(EndsWithin);
        await _process.WaitForExitAsync(limit.Token);
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
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    // Without a port the arguments say where to listen.
    private static StandaloneProcess Launch(string dataDirectory, int? port, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Test projects and the product build into folders beside each other: artifacts/bin/PROJECT/CONFIGURATION.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "PeerMesh.Standalone", here.Name, "PeerMesh.Standalone.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (port is { } listened)
        {
            start.ArgumentList.Add("--urls");
            start.ArgumentList.Add(AddressOf(listened).ToString());
        }

        start.Environment["PeerMesh__DataDirectory"] = dataDirectory;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var (output, errors) = (new StringBuilder(), new StringBuilder());
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new StandaloneProcess(process, output, errors, port ?? 0);
    }

    private async Task WaitUntilReady()
    {
        using var http = CreateClient();
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"PeerMesh ended with {_process.ExitCode} instead of starting.\n{Output}\n{Errors}");
            }

            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token);
                if (answer.IsSuccessStatusCode && Output.Contains(SaysWhenServing, StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"PeerMesh was not ready within {StartsWithin.TotalSeconds} s.\n{Output}\n{Errors}");
            }

            await Task.Delay(50);
        }
    }

    private static Uri AddressOf(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    private static void Keep(StringBuilder lines, string? line)
    {
        if (line is not null)
        {
            lock (lines)
            {
                lines.AppendLine(line);
            }
        }
    }

    private static string Read(StringBuilder lines)
    {
        lock (lines)
        {
            return lines.ToString();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
