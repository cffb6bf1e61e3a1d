using System.Diagnostics;
using PeerMesh.Tests.Shared;

namespace PeerMesh.OperationsTests.Images;

/// <summary>Images as the SDK makes them, on a base image of no content: what of it is ours is looked at file by file.</summary>
public sealed class ImageTests
{
    [Theory]
    [InlineData("silo/PeerMesh.Silo", "8080 9464 11111 30000")]
    [InlineData("api/PeerMesh.Api", "8080 9464")]
    [InlineData("silo/PeerMesh.Standalone", "8080 9464")]
    public async Task An_image_runs_as_an_account_without_rights_and_holds_the_program_and_no_secret(string project, string ports)
    {
        using var folder = new TemporaryFolder();
        await using var registry = await BaseRegistry.Start();
        var program = Path.GetFileName(project);
        await Publish(project, registry, folder.File("image.tar"));

        var image = await ImageArchive.Read(folder.File("image.tar"));
        var config = image.Config["config"]!;

        Assert.Equal(["peermesh-" + program["PeerMesh.".Length..].ToLowerInvariant() + ":0.1.0"], image.Names);
        Assert.Equal("1654", (string)config["User"]!);
        Assert.Equal(ports.Split(' ').Select(port => $"{port}/tcp"), config["ExposedPorts"]!.AsObject().Select(port => port.Key).OrderBy(port => port.Length).ThenBy(port => port, StringComparer.Ordinal));
        Assert.Contains(program, string.Join(' ', config["Entrypoint"]!.AsArray()), StringComparison.Ordinal);
        Assert.Equal("MIT", (string)config["Labels"]!["org.opencontainers.image.licenses"]!);
        Assert.Equal("0.1.0", (string)config["Labels"]!["org.opencontainers.image.version"]!);
        Assert.DoesNotContain(config["Labels"]!.AsObject(), label => label.Key is "org.opencontainers.image.source" or "org.opencontainers.image.url");

        Assert.Contains(image.Files.Keys, file => file.EndsWith($"app/{program}.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(image.Files.Keys, file => file.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith(".key", StringComparison.Ordinal)
            || file.EndsWith(".pfx", StringComparison.Ordinal) || file.EndsWith(".env", StringComparison.Ordinal) || file.EndsWith("appsettings.Development.json", StringComparison.Ordinal));
        foreach (var (_, text) in image.Files.Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("Password=", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("ConnectionStrings", text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.All(config["Env"]!.AsArray(), variable => Assert.DoesNotMatch("(?i)(password|secret|connectionstring)", (string)variable!));
    }

    private static async Task Publish(string project, BaseRegistry registry, string archive)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var argument in (string[])
        [
            "publish", project, "--no-build", "-c", here.Name == "release" ? "Release" : "Debug", "/t:PublishContainer", "--nologo", "--disable-build-servers",
            $"-p:ContainerBaseImage={registry.Image}", $"-p:ContainerArchiveOutputPath={archive}",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Address;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{await said}\n{await errors}");
    }
}
