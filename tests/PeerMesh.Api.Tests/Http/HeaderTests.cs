using System.Net;
using System.Net.Http.Headers;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Http;

public sealed class HeaderTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/v1/forms")]
    [InlineData("/v1/nowhere")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/api")]
    public async Task Every_answer_tells_the_browser_what_to_refuse(string path)
    {
        using var http = api.Http();

        using var answer = await http.GetAsync(path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_page_that_is_not_there_looks_like_a_page_to_a_browser_and_like_a_problem_to_a_program()
    {
        using var http = api.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var page = await http.SendAsync(request);
        using var problem = await http.GetAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal("request.not_found", await problem.Problem(404));
    }

    [Fact]
    public async Task The_process_is_live_and_ready()
    {
        using var http = api.Http();

        using var live = await http.GetAsync("/health/live");
        using var ready = await http.GetAsync("/health/ready");

        Assert.Equal("live", (string)(await live.Must(200))["status"]!);
        Assert.Equal("ready", (string)(await ready.Must(200))["status"]!);
    }
}
