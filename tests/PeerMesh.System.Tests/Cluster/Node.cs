using System.Globalization;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>One process of the cluster, a silo or a gateway, that keeps its ports over restarts as a service does.</summary>
internal sealed class Node(string name, string program, int httpPort, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    // A cold start on a busy build machine.
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(180);

    private readonly List<string> _earlier = [];
    private RunningProcess? _process;

    public string Name => name;

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{httpPort}"));

    public bool Runs => _process is { HasExited: false };

    public RunningProcess Process => _process ?? throw new InvalidOperationException($"{name} was never started.");

    /// <summary>What it printed, over all its starts.</summary>
    public string Output => string.Join('\n', [.. _earlier, _process?.Output ?? ""]);

    /// <param name="wrap">A program with its arguments that starts ours, such as faketime.</param>
    public void Launch(params string[] wrap)
    {
        if (_process is not null)
        {
            _earlier.Add(_process.Output);
        }

        string[] command = [.. wrap, "dotnet", program];
        _process = RunningProcess.Start(command[0], command[1..], environment);
    }

    public async Task Start(params string[] wrap)
    {
        Launch(wrap);
        await Ready();
    }

    /// <summary>Waits until it says that it takes calls.</summary>
    public async Task Ready()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var limit = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            if (!Runs)
            {
                throw new InvalidOperationException($"{name} ended instead of starting.\n{Output}");
            }

            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token);
                if (answer.IsSuccessStatusCode)
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
                throw new TimeoutException($"{name} was not ready within {StartsWithin.TotalSeconds} s.\n{Output}");
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
