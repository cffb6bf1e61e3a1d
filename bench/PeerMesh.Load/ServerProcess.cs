using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace PeerMesh.Load;

/// <summary>A process of the server's, with all its children: PostgreSQL works in one for each connection.</summary>
internal sealed record ServerProcess(string Name, int Id)
{
    // Linux counts processor time in hundredths of a second, whatever the kernel's own clock.
    private const double TicksPerSecond = 100;

    // GCHeapCollectKeyword of the runtime's events.
    private const long HeapCollect = 0x800000;

    /// <summary>User and system time so far, in seconds. Children that have ended count with their parent once it has noticed.</summary>
    public double ProcessorSeconds() => Family().Sum(id => Stat(id) is { } stat ? (Field(stat, 13) + Field(stat, 14) + Field(stat, 15) + Field(stat, 16)) / TicksPerSecond : 0);

    /// <summary>Resident memory that is its own, in bytes; what PostgreSQL's processes share is counted once.</summary>
    public long MemoryBytes() => Family().Sum(OwnBytes);

    /// <summary>Has a .NET process collect its garbage; nothing happens to others.</summary>
    public async Task Collect(CancellationToken stop)
    {
        if (!DiagnosticsClient.GetPublishedProcesses().Contains(Id))
        {
            return;
        }

        // As dotnet-gcdump has it: whoever asks for the heap's collection gets one.
        for (var again = 0; again < 2; again++)
        {
            using var session = await new DiagnosticsClient(Id).StartEventPipeSessionAsync(
                new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, HeapCollect), requestRundown: false, token: stop);
            var events = session.EventStream.CopyToAsync(Stream.Null, stop);
            await Task.Delay(TimeSpan.FromSeconds(1), stop);
            await session.StopAsync(stop);
            await events;
        }
    }

    private static long OwnBytes(int id)
    {
        try
        {
            long own = 0;
            foreach (var line in File.ReadLines($"/proc/{id}/smaps_rollup"))
            {
                if (line.StartsWith("Pss:", StringComparison.Ordinal))
                {
                    own += long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
                }
            }

            return own;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private List<int> Family()
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && Stat(id) is { } stat && (int)Field(stat, 3) == Id);
        return [Id, .. children];
    }

    // The name in the second field may hold blanks; what follows the last parenthesis does not.
    private static string[]? Stat(int id)
    {
        try
        {
            // Empty for one that ended just now.
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text.LastIndexOf(')') is var name and > 0 ? text[(name + 2)..].Split(' ') : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Numbered from 0 as in proc(5) less one; the first two are cut off.
    private static double Field(string[] stat, int index) => double.Parse(stat[index - 2], CultureInfo.InvariantCulture);
}
