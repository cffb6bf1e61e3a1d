using System.Diagnostics;
using System.Text.Json;

namespace PeerMesh.Load;

/// <summary>One run from the first sign-in to the last figure.</summary>
internal static class Run
{
    /// <summary>People who come at once: a mail server takes them one after the other, and its line is bounded.</summary>
    private const int AtOnce = 64;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> All(LoadOptions options, CancellationToken stop)
    {
        using var mail = new MailSink(options.MailPort);
        using var commands = Connections(options.Url, max: 256);
        using var streams = Connections(options.Url, max: int.MaxValue);
        var measured = new Measured();

        var people = Enumerable.Range(1, options.Sessions * options.People).Select(number => new Person(commands, $"person-{number:d6}@load.example")).ToList();
        var came = Stopwatch.GetTimestamp();
        await Each(people, (person, _) => person.SignIn(mail, stop), "signed in", stop);
        var signInsPerSecond = people.Count / Stopwatch.GetElapsedTime(came).TotalSeconds;

        var before = options.Servers.Concat(options.Apart).ToDictionary(server => server, server => server.MemoryBytes());
        var meetings = people.Chunk(options.People).Select(group => new Meeting(group, streams, measured)).ToList();
        await Each(meetings, (meeting, number) => meeting.Begin(number, stop), "sessions with their people", stop);
        await Each(meetings, (meeting, _) => meeting.Start(stop), "sessions followed by all", stop);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var driving = options.Rate is { } rate ? Driver.Open(meetings, rate, measured, over.Token) : Driver.Closed(meetings, options.Think, over.Token);
        await Task.Delay(options.WarmUp, stop);
        var cpu = options.Servers.Concat(options.Apart).ToDictionary(server => server, server => server.ProcessorSeconds());
        var start = Stopwatch.GetTimestamp();
        measured.IsOn = true;
        await Task.Delay(options.Seconds, stop);
        measured.IsOn = false;
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var servers = options.Servers.Select(Told).ToList();
        var apart = options.Apart.Select(Told).ToList();
        await over.CancelAsync();
        await driving;

        var used = servers.Sum(server => server.CpuSeconds);
        var grown = servers.Sum(server => server.MemoryMiB - server.MemoryBeforeMiB) * 1024;
        var report = new Report(
            options.Rate is { } perSecond ? $"open loop at {perSecond} commands/s" : $"closed loop, thinking {options.Think.TotalSeconds} s",
            options.Sessions,
            options.People,
            Math.Round(took, 1),
            Math.Round(signInsPerSecond, 1),
            Math.Round(measured.Accepted / took, 1),
            used > 0 ? Math.Round(measured.Accepted / used, 1) : 0,
            Math.Round(measured.Deliveries / took, 1),
            measured.Answers.Summarise(),
            measured.ToMedian.Summarise(),
            measured.ToLast.Summarise(),
            Math.Round(used, 1),
            Math.Round(grown / options.Sessions, 1),
            Math.Round(grown / people.Count, 1),
            servers,
            apart,
            measured.Refused,
            measured.Errors.ToDictionary());
        Console.WriteLine(report.AsTable());
        if (options.Json is { } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Indented), stop);
        }

        return measured.Errors.IsEmpty ? 0 : 1;

        ProcessReport Told(ServerProcess server) =>
            new(server.Name, Math.Round(server.ProcessorSeconds() - cpu[server], 2), Math.Round(before[server] / 1048576.0, 1), Math.Round(server.MemoryBytes() / 1048576.0, 1));
    }

    private static HttpClient Connections(Uri url, int max) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = max,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
    })
    {
        BaseAddress = url,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static async Task Each<T>(IReadOnlyList<T> all, Func<T, int, Task> what, string told, CancellationToken stop)
    {
        var done = 0;
        await Parallel.ForEachAsync(
            all.Select((one, number) => (one, number)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (next, _) =>
            {
                await what(next.one, next.number);
                if (Interlocked.Increment(ref done) is var count && (count % 1000 == 0 || count == all.Count))
                {
                    await Console.Error.WriteLineAsync($"{count} {told}");
                }
            });
    }
}
