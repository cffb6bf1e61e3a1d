using System.Net;
using System.Net.Sockets;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Starting;

/// <summary>A start that cannot go well says so in one line and leaves everything as it was.</summary>
public sealed class BadStartTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_corrupt_database_is_named_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("peermesh.db"), [.. Enumerable.Range(0, 40_000).Select(value => (byte)(value * 7))]);

        await AssertRefusesToStart(folder, TestPorts.Free(), "peermesh.db");
    }

    [Fact]
    public async Task A_read_only_database_is_named_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        await using (var good = await StandaloneProcess.Start(folder.Path))
        {
            Assert.Equal(0, await good.Stop());
        }

        var database = folder.File("peermesh.db");
        File.SetAttributes(database, FileAttributes.ReadOnly);
        await AssertRefusesToStart(folder, TestPorts.Free(), "peermesh.db");
        File.SetAttributes(database, FileAttributes.Normal);
    }

    [Fact]
    public async Task A_taken_port_is_named_and_nothing_is_made()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await AssertRefusesToStart(folder, port, $"{port}");
    }

    [Fact]
    public async Task A_missing_data_folder_is_named_and_not_made()
    {
        using var folder = new TemporaryFolder();
        var missing = folder.File("no/such/folder");

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(missing, TestPorts.Free(), Within);

        AssertOneLine(errors, missing);
        Assert.Equal(1, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_data_folder_another_process_uses_is_left_to_it()
    {
        using var folder = new TemporaryFolder();
        await using var first = await StandaloneProcess.Start(folder.Path);

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(folder.Path, TestPorts.Free(), Within);

        AssertOneLine(errors, folder.Path);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Without_the_demo_mail_has_to_be_configured()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(folder.Path, TestPorts.Free(), Within, "--no-demo");

        AssertOneLine(errors, "Mail:Host");
        Assert.Equal(1, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("dance", 2, "rehearse")]
    [InlineData("--frobnicate", 1, "--frobnicate")]
    public async Task An_unknown_word_is_answered_with_one_line(string argument, int expected, string named)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(folder.Path, TestPorts.Free(), Within, argument);

        AssertOneLine(errors, named);
        Assert.Equal(expected, exitCode);
    }

    [Theory]
    [InlineData("--PeerMesh:Demo=perhaps", "PeerMesh:Demo")]
    [InlineData("--PeerMesh:Limits:SignInPerMinute=many", "SignInPerMinute")]
    public async Task A_setting_that_makes_no_sense_is_named(string argument, string named)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(folder.Path, TestPorts.Free(), Within, argument);

        AssertOneLine(errors, named);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("http://localhost:99999")]
    public async Task An_address_nobody_can_listen_on_is_named(string url)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(folder.Path, port: null, Within, "--urls", url);

        AssertOneLine(errors, url);
        Assert.Equal(1, exitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task An_unknown_form_is_answered_with_the_forms_there_are()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(folder.Path, TestPorts.Free(), Within, "rehearse", "Quadrille");

        AssertOneLine(errors, "NAMI Connection");
        Assert.Equal(2, exitCode);
    }

    private static async Task AssertRefusesToStart(TemporaryFolder folder, int port, string named)
    {
        var before = Contents(folder);

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(folder.Path, port, Within);

        AssertOneLine(errors, named);
        Assert.Equal(1, exitCode);
        Assert.Equal(before, Contents(folder));
    }

    private static void AssertOneLine(string errors, string named)
    {
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(named, errors, StringComparison.Ordinal);
    }

    // The empty lock file says who uses the folder, and is not part of what one keeps.
    private static SortedDictionary<string, string> Contents(TemporaryFolder folder) => new(
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "peermesh.lock")
            .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))));
}
