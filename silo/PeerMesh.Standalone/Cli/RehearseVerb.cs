using System.Globalization;
using PeerMesh.Api.Identity;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Sessions;
using PeerMesh.Silo.Hosting;
using PeerMesh.Standalone.Client;
using PeerMesh.Standalone.Hosting;
using PeerMesh.Standalone.Rehearsal;

namespace PeerMesh.Standalone.Cli;

/// <summary>Runs a whole meeting with simulated people through the HTTP API of a server of its own, and prints its minutes.</summary>
internal static class RehearseVerb
{
    public static async Task<int> Run(CommandLine line)
    {
        var form = MeetingForms.Find(line.Form)
            ?? throw new UsageProblem($"There is no form \"{line.Form}\". There are: {string.Join(", ", MeetingForms.All.Select(known => known.Name))}.", UsageProblem.Unknown);

        var folder = Directory.CreateTempSubdirectory("peermesh-rehearsal-");
        try
        {
            return await Run(line, form, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> Run(CommandLine line, MeetingForm form, string folder)
    {
        var clock = new AcceleratedTimeProvider(line.Speed);

        // Last, so that neither the environment nor the command line leads a rehearsal to real data.
        string[] settings =
        [
            .. line.Settings,
            "--urls=http://127.0.0.1:0",
            $"--PeerMesh:DataDirectory={folder}",
            $"--ConnectionStrings:{PeerMeshSiloOptions.DatabaseName}=",
            $"--{StandaloneSettings.DemoKey}=true",
        ];
        await using var host = await StandaloneHost.Start(settings, seeds: false, clock);
        using var stopped = new CancellationTokenSource();
        using var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopped.Cancel);

        var minutes = form.Agenda.Sum(phase => phase.Minutes);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Rehearsal of {form.Name}: {line.People} simulated people and a facilitator, {minutes} minutes at {line.Speed} times the speed.\n"));

        var (address, tokens) = (host.Services.GetRequiredService<ServerAddress>(), host.Services.GetRequiredService<IAccessTokens>());
        var meeting = new Meeting(name => new RehearsalClient(address.CreateClient(), new DeskPass(tokens, name)), clock);
        try
        {
            var outcome = await meeting.Run(
                form, line.People, line.Seed, followed: null, seen => Console.Out.WriteLine(MinutesReport.Of(seen, form.Agenda[seen.Phase])), stopped.Token);
            await Console.Out.WriteLineAsync();
            await Console.Out.WriteLineAsync(MinutesReport.Of(outcome.Minutes, outcome.Log.EveryoneSpokeOrPassed));
            return outcome.Log.Closed == CloseReason.Ended ? 0 : Failed("The meeting ended before its agenda did.");
        }
        catch (HttpRequestException) when (line.Speed > 1)
        {
            // At a high speed a quarter of an hour, after which an empty session closes, is over in a second or two.
            return Failed($"The meeting went on without its people: this machine does not keep up with {line.Speed} times the speed. Try --speed {Math.Max(1, line.Speed / 4)}.");
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            return Failed("The rehearsal was stopped.");
        }
    }

    private static int Failed(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
