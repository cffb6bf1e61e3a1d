using System.Net;
using System.Net.Http.Json;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Demo;

public sealed class WithoutDemoTests
{
    [Fact]
    public async Task Without_the_demo_there_are_no_groups_no_mailbox_and_no_rehearsals()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StandaloneProcess.Start(folder.Path, port: null, "--no-demo", "--Mail:Host=127.0.0.1", "--Mail:Port=9");
        using var http = server.CreateClient();

        Assert.Equal("[]", await http.GetStringAsync(new Uri("/v1/groups", UriKind.Relative)));
        using var mailbox = await http.GetAsync(new Uri("/demo/mailbox", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, mailbox.StatusCode);
        using var rehearsal = await http.PostAsJsonAsync("/v1/sessions/a.b/rehearsal", new { peers = 3 });
        Assert.Equal(HttpStatusCode.NotFound, rehearsal.StatusCode);
        Assert.DoesNotContain("demo", server.Output, StringComparison.OrdinalIgnoreCase);
    }
}
