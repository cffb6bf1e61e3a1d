using PeerMesh.Standalone.Demo;
using PeerMesh.Standalone.Hosting;

namespace PeerMesh.Standalone.Cli;

/// <summary>Serves until it is asked to stop.</summary>
internal static class RunVerb
{
    public static async Task<int> Run(CommandLine line)
    {
        await using var host = await StandaloneHost.Start(line.Settings);
        await Console.Out.WriteLineAsync(Welcome(host.Address, host.Settings, host.DataPlace));
        await host.WaitForShutdown();
        return 0;
    }

    private static string Welcome(Uri address, StandaloneSettings settings, string dataPlace)
    {
        var site = address.GetLeftPart(UriPartial.Authority);
        var signIn = settings.Demo
            ? $"""
              Demo      Sunshine Peer Network: made-up groups, and one session open now.
              Sign in   with any e-mail address. No mail leaves the demo; codes are at {site}/demo/mailbox
                        {DemoNetwork.Facilitator} leads the groups, {DemoNetwork.CoFacilitator} helps,
                        {DemoNetwork.Member} comes along. Whoever leads can fill a room with simulated peers.
              """
            : "Sign in   with an e-mail address; the code comes by mail.";
        return $"""
            PeerMesh is running at {site}

            {signIn}
            API       {site}/docs/api
            Data      {dataPlace}

            Ctrl+C stops it.
            """;
    }
}
