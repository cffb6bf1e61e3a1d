using Microsoft.Playwright;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Web.Tests.Browser;

/// <summary>One real PeerMesh process and one real browser for all tests that only add to it.</summary>
public sealed class Stage : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private StandaloneProcess? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Program is not { } program)
        {
            if (Chromium.IsRequired)
            {
                throw new InvalidOperationException("Chromium is needed on a build server and is not installed.");
            }

            return;
        }

        _server = await StandaloneProcess.Start(_folder.Path);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    /// <summary>Somebody with a browser of their own.</summary>
    internal Task<Guest> Invite(
        string name, int width = 1280, int height = 800, ColorScheme colors = ColorScheme.Light, string language = "en", bool installable = false) =>
        Guest.Arrive(_browser!, _server!.Address, name, width, height, colors, language, installable);

    /// <summary>The same by the machine's name: a browser gives no passkey to a bare address.</summary>
    internal Task<Guest> InviteByName(string name, int width, int height) =>
        Guest.Arrive(_browser!, new UriBuilder(_server!.Address) { Host = "localhost" }.Uri, name, width, height, ColorScheme.Light);

    /// <summary>kill -9, and a new process on the same data and port.</summary>
    internal async Task KillAndRestart(Func<Task> whileDown)
    {
        await _server!.Kill();
        try
        {
            await whileDown();
        }
        finally
        {
            // The other tests need it, however this one ends.
            var port = _server.Port;
            await _server.DisposeAsync();
            _server = await StandaloneProcess.Start(_folder.Path, port);
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _playwright?.Dispose();
        _folder.Dispose();
    }
}

/// <summary>All browser tests share the stage, one after the other: a browser on a busy machine is slow enough alone.</summary>
[CollectionDefinition(Name)]
public sealed class OneStage : ICollectionFixture<Stage>
{
    public const string Name = "A browser and a server";
}
