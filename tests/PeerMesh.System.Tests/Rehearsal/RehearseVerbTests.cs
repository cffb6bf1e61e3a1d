using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Rehearsal;

public sealed class RehearseVerbTests
{
    [Fact]
    public async Task A_whole_meeting_runs_on_the_command_line_and_touches_no_data()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, errors) = await StandaloneProcess.RunToEnd(
            folder.Path, TestPorts.Free(), TimeSpan.FromMinutes(4), "rehearse", "LifeRing", "--speed", "120", "--people", "6", "--seed", "3");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("How was your week?", output, StringComparison.Ordinal);
        Assert.Contains("Minutes of", output, StringComparison.Ordinal);
        Assert.Contains("Everyone spoke or passed in every go-round: yes", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
