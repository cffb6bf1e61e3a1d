using System.Diagnostics;
using System.Globalization;

namespace PeerMesh.DirectoryBench;

/// <param name="PerCpuSecond">Requests for each second of processor time that the server took.</param>
internal sealed record Measured(double PerSecond, double PerCpuSecond, double P50, double P99);

/// <summary>Asks the server, from another process, as fast as it answers.</summary>
internal sealed class Load(int port) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    public void Dispose() => _http.Dispose();

    public async Task<Measured> Run(IReadOnlyList<string> addresses, int clients, TimeSpan length)
    {
        // Cold code and empty pools are nobody's speed.
        await Go(addresses, clients, TimeSpan.FromSeconds(3));
        var before = await Cpu();
        var watch = Stopwatch.StartNew();
        var times = await Go(addresses, clients, length);
        var seconds = watch.Elapsed.TotalSeconds;
        var cpu = await Cpu() - before;
        times.Sort();
        return new Measured(times.Count / seconds, times.Count / cpu, times[times.Count / 2], times[(int)(times.Count * .99)]);
    }

    private async Task<List<double>> Go(IReadOnlyList<string> addresses, int clients, TimeSpan length)
    {
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var next = -1;
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            var buffer = new byte[65536];
            while (Stopwatch.GetTimestamp() < end)
            {
                var address = addresses[(int)((uint)Interlocked.Increment(ref next) % addresses.Count)];
                var start = Stopwatch.GetTimestamp();
                using var answer = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
                answer.EnsureSuccessStatusCode();
                await using var body = await answer.Content.ReadAsStreamAsync();
                while (await body.ReadAsync(buffer) > 0)
                {
                }

                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times;
        })));
        return [.. all.SelectMany(times => times)];
    }

    private async Task<double> Cpu() => double.Parse(await _http.GetStringAsync("/cpu"), CultureInfo.InvariantCulture);
}
