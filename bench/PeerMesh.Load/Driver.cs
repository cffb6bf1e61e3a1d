using System.Diagnostics;
using PeerMesh.Load.Rooms;

namespace PeerMesh.Load;

/// <summary>When somebody does something.</summary>
internal static class Driver
{
    /// <summary>Each session has one command under way: somebody acts, and after the answer somebody else. The server is never without work.</summary>
    public static Task Closed(IReadOnlyList<Room> rooms, CancellationToken stop) => Task.WhenAll(rooms.Select(async room =>
    {
        while (!stop.IsCancellationRequested)
        {
            await room.Act(1 + Random.Shared.Next(room.People - 1), Stopwatch.GetTimestamp(), stop);
        }
    }));

    /// <summary>Everybody waits for an answer, thinks, and goes on; the slower the server, the less it is asked.</summary>
    public static Task Thinking(IReadOnlyList<Room> rooms, TimeSpan think, CancellationToken stop) =>
        Task.WhenAll(rooms.SelectMany(room => Enumerable.Range(1, room.People - 1).Select(who => Person(room, who, think, stop))));

    /// <summary>Commands fall due at random around a steady rate and are sent whatever became of those before.</summary>
    public static async Task Open(IReadOnlyList<Room> rooms, double rate, Measured measured, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var due = 0.0;
        while (!stop.IsCancellationRequested)
        {
            due += Exponential(1 / rate);
            var ahead = TimeSpan.FromSeconds(due) - Stopwatch.GetElapsedTime(start);
            if (ahead > TimeSpan.FromMilliseconds(1) && !await Pause(ahead, stop))
            {
                return;
            }

            var at = start + (long)(due * Stopwatch.Frequency);
            var room = rooms[Random.Shared.Next(rooms.Count)];
            _ = Send(room, 1 + Random.Shared.Next(room.People - 1), at);
        }

        async Task Send(Room room, int who, long at)
        {
            if (!await room.Act(who, at, stop))
            {
                // One person does one thing at a time; that somebody waits so long is itself a finding.
                measured.Failed("still waiting");
            }
        }
    }

    private static async Task Person(Room room, int who, TimeSpan think, CancellationToken stop)
    {
        // Not all at once at the start.
        if (!await Pause(TimeSpan.FromSeconds(Random.Shared.NextDouble() * think.TotalSeconds), stop))
        {
            return;
        }

        do
        {
            await room.Act(who, Stopwatch.GetTimestamp(), stop);
        }
        while (await Pause(TimeSpan.FromSeconds(Exponential(think.TotalSeconds)), stop));
    }

    private static double Exponential(double mean) => -Math.Log(1 - Random.Shared.NextDouble()) * mean;

    private static async Task<bool> Pause(TimeSpan length, CancellationToken stop)
    {
        await Task.Delay(length, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }
}
