using System.Net;
using System.Text.RegularExpressions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

[Collection(OneCluster.Name)]
public sealed partial class CookieTests(ClusterFixture fixture)
{
    [PostgresFact]
    public async Task A_cookie_from_one_gateway_is_good_at_the_other_and_after_everything_was_restarted()
    {
        var cluster = await fixture.Whole();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = cluster.Gateways[0].Address };
        await Fill(browser, "/sign-in", new() { ["Email"] = "cookie@system.example" });
        var code = await cluster.ReadCode("cookie@system.example", CancellationToken.None);
        await Fill(browser, "/sign-in/code", new() { ["Code"] = code!, ["Keep"] = "true" });
        var cookie = handler.CookieContainer.GetCookieHeader(cluster.Gateways[0].Address);

        var here = await Me(cluster.Gateways[0], cookie);
        Assert.Equal(here, await Me(cluster.Gateways[1], cookie));

        await Task.WhenAll(cluster.Gateways.Concat(cluster.Silos).Select(node => node.Process.Stop()));
        await cluster.Heal();

        Assert.Equal(here, await Me(cluster.Gateways[1], cookie));
        Assert.Equal(here, await Me(cluster.Gateways[0], cookie));
    }

    private static async Task<string> Me(Node gateway, string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await http.GetAsync(new Uri("/v1/me", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task Fill(HttpClient browser, string path, Dictionary<string, string> fields)
    {
        using var page = await browser.GetAsync(new Uri(path, UriKind.Relative));
        fields["__RequestVerificationToken"] = Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields);
        using var sent = await browser.PostAsync(new Uri(path, UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
