using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Identity;

public sealed partial class CookieTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_pages_sign_in_with_a_cookie_that_scripts_cannot_read()
    {
        using var browser = new Browser(api.Gateway);
        var cookie = await browser.SignIn("cookie@example.org");

        Assert.StartsWith("peermesh=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        using var me = await browser.Http.GetAsync("/v1/me");
        Assert.NotEmpty((string)(await me.Must(200))["id"]!);
    }

    [Fact]
    public async Task A_change_with_the_cookie_needs_a_header_no_other_site_can_send()
    {
        using var browser = new Browser(api.Gateway);
        await browser.SignIn("header@example.org");
        var draft = new { name = "By cookie", about = "", form = "dbsa" };

        using var without = await browser.Http.PostAsJsonAsync("/v1/groups", draft);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/groups") { Content = JsonContent.Create(draft) };
        request.Headers.Add("X-PeerMesh", "1");
        using var with = await browser.Http.SendAsync(request);

        Assert.Equal("request.missing_header", await without.Problem(403));
        await with.Must(201);
    }

    [Fact]
    public async Task A_command_with_the_cookie_needs_that_header_as_well()
    {
        var (_, session) = await api.Open();
        using var browser = new Browser(api.Gateway);
        await browser.SignIn("command@example.org");
        var command = new { type = "leave", commandId = "by-cookie" };

        using var without = await browser.Http.PostAsJsonAsync($"/v1/sessions/{session}/commands", command);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/commands") { Content = JsonContent.Create(command) };
        request.Headers.Add("X-PeerMesh", "1");
        using var with = await browser.Http.SendAsync(request);

        Assert.Equal("request.missing_header", await without.Problem(403));
        Assert.Equal("session.not_entered", await with.Problem(403));
    }

    [Fact]
    public async Task A_cookie_is_good_at_another_gateway()
    {
        await using var other = await TestGateway.Start(api.Cluster.Client);
        using var browser = new Browser(api.Gateway);
        await browser.SignIn("two.gateways@example.org");
        using var elsewhere = other.Http();
        elsewhere.DefaultRequestHeaders.Add("Cookie", browser.Cookie);

        using var me = await elsewhere.GetAsync("/v1/me");

        await me.Must(200);
    }

    [Fact]
    public async Task A_cookie_ends_with_its_sign_in()
    {
        using var browser = new Browser(api.Gateway);
        await browser.SignIn("ends@example.org");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sign-out");
        request.Headers.Add("X-PeerMesh", "1");

        using var signedOut = await browser.Http.SendAsync(request);
        using var after = await browser.Http.GetAsync("/v1/me");

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Equal("sign_in.required", await after.Problem(401));
    }

    [Fact]
    public async Task A_form_from_elsewhere_signs_nobody_in()
    {
        using var http = api.Http();

        using var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent([new("Email", "forged@example.org")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(api.Gateway.Mailbox.For("forged@example.org"));
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_refused()
    {
        using var http = api.Http();

        using var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent([new("Email", new string('a', 500_000))]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_pinned_to_this_very_host()
    {
        await using var secure = await TestGateway.Start(api.Cluster.Client, builder => builder.Services.AddSingleton<IStartupFilter, BehindTls>());
        using var browser = new Browser(secure);

        var cookie = await browser.SignIn("https@example.org");

        Assert.StartsWith("__Host-peermesh=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me");
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var http = secure.Http();
        using var me = await http.SendAsync(request);
        await me.Must(200);
        Assert.True(me.Headers.Contains("Strict-Transport-Security"));
    }

    /// <summary>As behind a proxy that speaks TLS.</summary>
    private sealed class BehindTls : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                context.Request.Scheme = "https";
                context.Request.Host = new HostString("peermesh.example");
                return go(context);
            });
            next(app);
        };
    }

    /// <summary>A browser without script: follows forms and keeps cookies.</summary>
    private sealed partial class Browser(TestGateway gateway) : IDisposable
    {
        // Kept by hand: over plain http to a gateway that is told it is https, no real browser would keep any.
        private readonly Dictionary<string, string> _cookies = [];
        private readonly HttpClient _http = gateway.Http();

        public HttpClient Http
        {
            get
            {
                _http.DefaultRequestHeaders.Remove("Cookie");
                if (_cookies.Count > 0)
                {
                    _http.DefaultRequestHeaders.Add("Cookie", Cookie);
                }

                return _http;
            }
        }

        public string Cookie => string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

        /// <summary>Signs in and answers the cookie as it was set.</summary>
        public async Task<string> SignIn(string email)
        {
            var asked = await Submit("/sign-in", new() { ["Email"] = email });
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
            var redeemed = await Submit("/sign-in/code", new() { ["Code"] = gateway.Mailbox.CodeFor(email), ["Keep"] = "true" });
            Assert.Equal(HttpStatusCode.Redirect, redeemed.StatusCode);
            return redeemed.Headers.GetValues("Set-Cookie").Single(cookie => cookie.Split('=')[0] is "peermesh" or "__Host-peermesh");
        }

        public void Dispose() => _http.Dispose();

        private async Task<HttpResponseMessage> Submit(string path, Dictionary<string, string> fields)
        {
            using var page = Keep(await Http.GetAsync(path));
            fields["__RequestVerificationToken"] = Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
            return Keep(await Http.PostAsync(path, new FormUrlEncodedContent(fields)));
        }

        private HttpResponseMessage Keep(HttpResponseMessage answer)
        {
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                _cookies[pair[0]] = pair[1];
            }

            return answer;
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
