using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests;

public sealed class ProcessTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_process_composes_the_gateway()
    {
        await using var process = new Process(api.Cluster.Client);
        using var http = process.CreateClient();

        await Until.True(async () => (await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK);
        using var forms = await http.GetAsync("/v1/forms");

        Assert.NotEmpty((await forms.Must(200)).AsArray());
    }

    private sealed class Process(IGrainFactory grains) : WebApplicationFactory<ApiProgram>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Cluster:Provider", "Supplied");
            builder.ConfigureTestServices(services => services.AddSingleton(grains));
        }
    }
}
