using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Identity;

public sealed class OidcTests(ApiFixture api) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private OidcProvider _provider = null!;
    private TestGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _provider = await OidcProvider.Start();
        _gateway = await Start(secondStep: false);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task An_organisation_signs_its_people_in_to_the_account_of_their_address()
    {
        var ana = await api.SignIn("Oidc");
        _provider.Email = ana.Email.ToUpperInvariant();
        using var browser = new Visitor(_gateway);

        var end = await browser.SignIn("/me/profile");

        Assert.Equal("/me/profile", end);
        Assert.Equal(await ana.MemberId(), (string)(await browser.Get("/v1/me"))["id"]!);
        var asked = _provider.Asked!;
        Assert.Equal("code", asked.ResponseType);
        Assert.Equal("S256", asked.CodeChallengeMethod);
        Assert.NotEmpty(asked.CodeChallenge!);
        Assert.NotEmpty(asked.Nonce!);
        Assert.Equal("none", (string)(await browser.Get("/v1/me/second-step"))["here"]!);
    }

    [Fact]
    public async Task An_address_that_is_not_verified_signs_nobody_in()
    {
        (_provider.Email, _provider.EmailVerified) = ("unverified@example.org", false);
        await Refused();
    }

    [Fact]
    public async Task An_organisation_speaks_for_its_own_domains_alone()
    {
        foreach (var email in (string[])["somebody@elsewhere.example", "somebody@example.org.elsewhere.example", "somebody@sub.example.org", "no address"])
        {
            _provider.Email = email;
            await Refused();
        }
    }

    [Fact]
    public async Task Its_word_of_two_factors_counts_only_where_that_is_configured()
    {
        await using var trusting = await Start(secondStep: true);
        (_provider.Email, _provider.Methods) = ("two.factors@example.org", ["pwd", "mfa"]);
        using var here = new Visitor(_gateway);
        using var there = new Visitor(trusting);

        await here.SignIn("/");
        await there.SignIn("/");

        Assert.Equal("none", (string)(await here.Get("/v1/me/second-step"))["here"]!);
        Assert.Equal("passed", (string)(await there.Get("/v1/me/second-step"))["here"]!);

        _provider.Methods = ["pwd"];
        using var again = new Visitor(trusting);
        await again.SignIn("/");
        Assert.Equal("none", (string)(await again.Get("/v1/me/second-step"))["here"]!);
    }

    [Fact]
    public async Task Another_browser_cannot_take_the_answer()
    {
        _provider.Email = "answer@example.org";
        using var victim = new Visitor(_gateway);
        using var thief = new Visitor(_gateway);
        var answer = await victim.Ask("/");

        await thief.Arrive(answer);

        using var me = await thief.Send("/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    [Fact]
    public async Task A_door_that_is_not_there_is_not_found()
    {
        using var http = _gateway.Http();

        using var answer = await http.GetAsync("/sign-in?handler=With&door=nobody");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_way_back_stays_on_this_site()
    {
        _provider.Email = "back@example.org";
        using var browser = new Visitor(_gateway);

        Assert.Equal("/", await browser.SignIn("https://elsewhere.example/"));
    }

    [Theory]
    [InlineData("Authority", "http://provider.example")]
    [InlineData("Authority", "nonsense")]
    [InlineData("ClientId", "")]
    [InlineData("Domains", "")]
    public async Task A_setting_that_makes_no_sense_stops_the_start(string name, string value)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(secondStep: false, (name, value)));
        Assert.Contains($"PeerMesh:Oidc:affiliate:{name}", failure.Message, StringComparison.Ordinal);
    }

    private async Task Refused()
    {
        using var browser = new Visitor(_gateway);
        Assert.Equal("/sign-in?elsewhere=failed", await browser.SignIn("/"));
        using var me = await browser.Send("/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
    }

    private Task<TestGateway> Start(bool secondStep, params (string Name, string Value)[] otherwise) => TestGateway.Start(api.Cluster.Client, builder =>
    {
        builder.Configuration["PeerMesh:PublicUrl"] = null;
        var settings = new Dictionary<string, string>
        {
            ["Name"] = "The affiliate",
            ["Authority"] = _provider.Address.ToString(),
            ["ClientId"] = OidcProvider.Client,
            ["ClientSecret"] = OidcProvider.Secret,
            ["Domains"] = "affiliate.example, example.org",
            ["SecondStep"] = secondStep ? "true" : "false",
        };
        foreach (var (name, value) in otherwise)
        {
            settings[name] = value;
        }

        foreach (var (name, value) in settings)
        {
            builder.Configuration[$"PeerMesh:Oidc:affiliate:{name}"] = value;
        }
    });

    /// <summary>A browser that follows by hand from site to site, with the cookies of ours.</summary>
    private sealed class Visitor(TestGateway gateway) : IDisposable
    {
        private readonly HttpClient _http = gateway.Http();
        private readonly Dictionary<string, string> _cookies = [];

        /// <summary>All the way there and back; answers where it leads then.</summary>
        public async Task<string> SignIn(string returnUrl) => await Arrive(await Ask(returnUrl));

        /// <summary>To the provider; answers the address it sends the browser back to.</summary>
        public async Task<string> Ask(string returnUrl)
        {
            using var toProvider = await Send($"/sign-in?handler=With&door=affiliate&returnUrl={Uri.EscapeDataString(returnUrl)}");
            Assert.Equal(HttpStatusCode.Redirect, toProvider.StatusCode);
            using var back = await _http.GetAsync(toProvider.Headers.Location);
            Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
            return back.Headers.Location!.PathAndQuery;
        }

        public async Task<string> Arrive(string answer)
        {
            using var arrived = await Send(answer);
            Assert.Equal(HttpStatusCode.Redirect, arrived.StatusCode);
            return arrived.Headers.Location!.OriginalString;
        }

        public async Task<JsonNode> Get(string path)
        {
            using var answer = await Send(path);
            return await answer.Must(200);
        }

        public async Task<HttpResponseMessage> Send(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (_cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            }

            var answer = await _http.SendAsync(request);
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                var pair = set.Split(';')[0].Split('=', 2);
                _cookies[pair[0]] = pair[1];
            }

            return answer;
        }

        public void Dispose() => _http.Dispose();
    }
}
