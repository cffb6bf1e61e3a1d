using System.Diagnostics;
using System.Text.Json;

namespace PeerMesh.Load;

/// <summary>From the first sign-in to the last figure.</summary>
internal static class Run
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> All(LoadOptions options, CancellationToken stop)
    {
        var measured = new Measured();
        using var place = new Place(options, measured);
        var processes = options.Servers.Concat(options.Apart).ToList();

        var signInsPerSecond = await place.Come(stop);
        var rooms = place.Rooms();
        await Task.Delay(options.Rest, stop);
        var empty = await Memory(processes, stop);
        await Crowd.Each(rooms, (room, number) => room.Begin(number, stop), "sessions", stop);
        await Task.Delay(options.Rest, stop);
        var idle = await Memory(processes, stop);
        await Crowd.Each(rooms, (room, _) => room.Start(stop), "sessions with everybody connected", stop);
        var connected = await Memory(processes, stop);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var driving = options.Rate is { } rate ? Driver.Open(rooms, rate, measured, over.Token)
            : options.Think is { } think ? Driver.Thinking(rooms, think, over.Token)
            : Driver.Closed(rooms, over.Token);
        await Task.Delay(options.WarmUp, stop);
        var stretches = new List<Stretch>();
        for (var run = 1; run <= options.Runs; run++)
        {
            stretches.Add(await Measure(options, measured, stop));
            await Console.Error.WriteLineAsync($"run {run}: {stretches[^1].CommandsPerSecond} commands per second, {stretches[^1].CommandsPerServerCpuSecond} per server CPU-second");
        }

        await over.CancelAsync();
        await driving;
        var after = await Memory(processes, stop);
        foreach (var room in rooms)
        {
            room.Dispose();
        }

        var report = Report.Of(
            options,
            signInsPerSecond,
            stretches,
            [.. processes.Select(one => new ProcessMemory(one.Name, options.Servers.Contains(one), MiB(empty[one]), MiB(idle[one]), MiB(connected[one]), MiB(after[one])))]);
        Console.WriteLine(report.AsTable());
        if (options.Json is { } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, Json), stop);
        }

        return stretches.TrueForAll(stretch => stretch.Errors.Count == 0) ? 0 : 1;
    }

    private static async Task<Stretch> Measure(LoadOptions options, Measured measured, CancellationToken stop)
    {
        var before = options.Servers.Concat(options.Apart).Select(one => (one.Name, Cpu: one.ProcessorSeconds())).ToDictionary(one => one.Name, one => one.Cpu);
        var start = Stopwatch.GetTimestamp();
        measured.Begin();
        await Task.Delay(options.Seconds, stop);
        measured.IsOn = false;
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var cpu = options.Servers.Concat(options.Apart).ToDictionary(one => one.Name, one => Math.Round(one.ProcessorSeconds() - before[one.Name], 2));
        var used = options.Servers.Sum(one => cpu[one.Name]);
        return new Stretch(
            Math.Round(took, 1),
            Math.Round(measured.Accepted / took, 1),
            used > 0 ? Math.Round(measured.Accepted / used, 1) : 0,
            Math.Round(measured.Deliveries / took, 1),
            measured.Answers.Summarise(),
            measured.ToMedian.Summarise(),
            measured.ToLast.Summarise(),
            cpu,
            measured.Refused,
            measured.Errors.ToDictionary());
    }

    // What the next collection would free is no need of the server's: each is asked to collect first, where it can be asked.
    private static async Task<Dictionary<ServerProcess, long>> Memory(List<ServerProcess> processes, CancellationToken stop)
    {
        foreach (var process in processes)
        {
            await process.Collect(stop);
        }

        return processes.ToDictionary(one => one, one => one.MemoryBytes());
    }

    private static double MiB(long bytes) => Math.Round(bytes / 1048576.0, 1);
}
