using System.Diagnostics;
using System.Globalization;

namespace PeerMesh.DirectoryBench;

/// <summary>Measures how groups are found: see <c>bench/directory.sh</c>, which starts the database and calls this. <c>parts</c> tells where the time of a search goes.</summary>
internal static class Program
{
    private const int Port = 5391;

    public static async Task<int> Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var groups = int.Parse(Environment.GetEnvironmentVariable("BENCH_GROUPS") ?? "500000", CultureInfo.InvariantCulture);
        var searches = int.Parse(Environment.GetEnvironmentVariable("BENCH_SEARCHES") ?? "2000", CultureInfo.InvariantCulture);
        var length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("BENCH_SECONDS") ?? "10", CultureInfo.InvariantCulture));
        if (args is ["parts"])
        {
            Parts.Run(groups, searches);
            return 0;
        }

        if (args is ["server"])
        {
            await Server.Run(groups, searches, Port);
            return 0;
        }

        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "server") { RedirectStandardOutput = true })!;
        try
        {
            string[] load = [];
            while (await server.StandardOutput.ReadLineAsync() is { } line && line != "ready")
            {
                load = line.StartsWith("load ", StringComparison.Ordinal) ? line.Split(' ') : load;
            }

            Console.WriteLine($"{groups} groups, {searches} different searches of each kind, {Environment.ProcessorCount} processors.\n");
            Console.WriteLine($"Loading from pages in memory: {load[1]} s ({load[2]} s of processor time); {load[3]} MB of managed memory, listings included.\n");
            await Compare(groups, searches, length, server.Id, args is [var connection, ..] ? connection : null, args is [_, var postmaster] ? int.Parse(postmaster, CultureInfo.InvariantCulture) : 0);
        }
        finally
        {
            server.Kill();
        }

        return 0;
    }

    private static async Task Compare(int groups, int searches, TimeSpan length, int server, string? connection, int postmaster)
    {
        using var load = new Load(Port);
        await using var database = connection is null ? null : new Postgres(connection);
        if (database is not null)
        {
            Console.WriteLine($"Filling PostgreSQL and building its indexes: {await database.Fill(groups):0} s.\n");
        }

        Console.WriteLine("| searches | what | per CPU second | per second, 4 at once | p50, 1 at a time | p99, 1 at a time |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|");
        for (var kind = 0; kind < Mix.Kinds.Length; kind++)
        {
            var mix = Mix.Of(kind, searches);
            List<string> found = [.. mix.Select(asked => $"/v1/directory/groups?{asked.Address}")];
            List<string> floor = [.. mix.Select((_, i) => $"/floor/{kind}/{i}")];
            await Show(Mix.Kinds[kind], "PeerMesh over HTTP", await load.Run(found, 4, length), await load.Run(found, 1, length));
            await Show(Mix.Kinds[kind], "the same JSON, no search", await load.Run(floor, 4, length), await load.Run(floor, 1, length));
            if (database is not null)
            {
                await Show(Mix.Kinds[kind], "PostgreSQL, no HTTP", await database.Measure(mix, 4, length, () => Postgres.CpuOf(postmaster)), await database.Measure(mix, 1, length, () => Postgres.CpuOf(postmaster)));
            }
        }

        Console.WriteLine($"\nThe server's process has {Resident(server)} MB in memory after that.");
    }

    // Everything the process has in memory: the directory, what searches keep for the next, and the runtime.
    private static long Resident(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    private static Task Show(string kind, string what, Measured many, Measured one) =>
        Console.Out.WriteLineAsync($"| {kind} | {what} | {many.PerCpuSecond:0} | {many.PerSecond:0} | {one.P50:0.00} ms | {one.P99:0.00} ms |");
}
