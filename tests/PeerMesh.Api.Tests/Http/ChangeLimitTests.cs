using System.Net.Http.Json;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Http;

public sealed class ChangeLimitTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Who_changes_too_much_or_founds_too_many_waits_and_others_do_not()
    {
        await using var gateway = await TestGateway.Start(api.Cluster.Client, builder =>
        {
            builder.Configuration["PeerMesh:Limits:FoundedPerAccountAndDay"] = "2";
            builder.Configuration["PeerMesh:Limits:ChangesPerAccountAndMinute"] = "5";
        });
        var (ana, ben) = (await ApiFixture.SignIn("Ana", gateway), await ApiFixture.SignIn("Ben", gateway));
        var group = await ana.FoundGroup();
        await ana.FoundGroup();

        using var third = await ana.Http.PostAsJsonAsync("/v1/groups", new { name = "One more", form = "dbsa" });
        Assert.Equal("request.too_many", await third.Problem(429));
        Assert.NotNull(third.Headers.RetryAfter);
        await ben.FoundGroup();

        for (var i = 0; i < 5; i++)
        {
            using var again = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/leave", new { });
            if (again.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
            {
                Assert.Equal("request.too_many", await again.Problem(429));
                Assert.NotNull(again.Headers.RetryAfter);

                // Looking is not changing.
                await ana.Get($"/v1/groups/{group}");
                return;
            }
        }

        Assert.Fail("Nothing was too much.");
    }
}
