using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>The clock of one silo's machine is wrong, and nobody's minutes are.</summary>
[Collection(OneCluster.Name)]
public sealed class ClockTests(ClusterFixture fixture)
{
    [ClockFact]
    public async Task The_clock_of_one_silo_jumps_by_an_hour_and_back()
    {
        var cluster = await fixture.Whole();
        using var folder = new TemporaryFolder();
        var clock = new FakeClock(folder.File("clock"));
        var wrong = cluster.Silos[0];
        await wrong.Process.Stop();
        await wrong.Start(clock.Wrap);
        await using var meetings = await Meetings.Begin(cluster, "clock-jump", rooms: 5);

        foreach (var hours in (int[])[1, -1])
        {
            meetings.Happened($"clock of {wrong.Name} {hours:+0;-0} h");
            clock.Set(TimeSpan.FromHours(hours));
            await meetings.Answers(10);

            // Sessions that were elsewhere come to the silo whose clock is wrong, and what was there stays.
            var other = cluster.Silos[hours > 0 ? 1 : 2];
            await other.Process.Stop();
            await meetings.Answers(10);
            Assert.Contains(wrong, await Task.WhenAll(meetings.Rooms.Select(room => cluster.HolderOf(room.Session))));
            await other.Start();
        }

        // And from there to silos whose clocks are right.
        await wrong.Process.Stop();
        await meetings.Answers(10);

        await meetings.End();
    }
}

/// <summary>A test that sets the clock of one process, for which it needs libfaketime. Without it, it is skipped and says so; under CI=true it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClockFactAttribute : FactAttribute
{
    public ClockFactAttribute()
    {
        if ((PostgresPrograms.Folder is null || FakeClock.Library is null) && !PostgresPrograms.IsRequired)
        {
            Skip = "PostgreSQL or libfaketime is not installed. Install the packages postgresql and faketime.";
        }
    }
}

/// <summary>The wall clock of one process, as a file that libfaketime reads at every look at the time. Elapsed time goes on as it does.</summary>
internal sealed class FakeClock
{
    private readonly string _file;

    public FakeClock(string file)
    {
        _file = file;
        Set(TimeSpan.Zero);
    }

    public static string? Library { get; } = Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(place => Path.Combine(place, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    /// <summary>What a process is started with.</summary>
    public string[] Wrap =>
    [
        "env",
        $"LD_PRELOAD={Library ?? throw new InvalidOperationException("libfaketime is not installed, and this machine is one where it has to be: install the package faketime.")}",
        $"FAKETIME_TIMESTAMP_FILE={_file}",
        "FAKETIME_NO_CACHE=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        "DONT_FAKE_MONOTONIC=1",
    ];

    public void Set(TimeSpan ahead)
    {
        // Renamed into place: a process that looks meanwhile finds the old file or the new one.
        File.WriteAllText(_file + ".new", FormattableString.Invariant($"{ahead.TotalSeconds:+0;-0;+0}\n"));
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
