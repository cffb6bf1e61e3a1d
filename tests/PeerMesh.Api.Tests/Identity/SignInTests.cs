using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Identity;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Tests.Identity;

public sealed class SignInTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_mailed_code_gives_tokens_and_the_mail_gives_nothing_away()
    {
        var ana = await api.SignIn("Ana");

        Assert.NotEmpty(await ana.MemberId());
        var mail = Assert.Single(api.Gateway.Mailbox.For(ana.Email));
        Assert.Equal("Your PeerMesh code", mail.Subject);
        Assert.Contains(mail.Code!, mail.Text, StringComparison.Ordinal);
        Assert.Matches("^[0-9]{6}$", mail.Code);
    }

    [Fact]
    public async Task The_same_address_in_any_spelling_is_the_same_account()
    {
        var ana = await api.SignIn("Spelled");
        using var http = api.Http();

        using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email = $"  {ana.Email.ToUpperInvariant()} " });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        using var redeemed = await http.PostAsJsonAsync("/v1/sign-in/tokens", new { email = ana.Email.ToUpperInvariant(), code = api.Gateway.Mailbox.CodeFor(ana.Email) });
        var token = (string)(await redeemed.Must(200))["accessToken"]!;

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var me = await http.GetAsync("/v1/me");
        Assert.Equal(await ana.MemberId(), (string)(await me.Must(200))["id"]!);
    }

    [Fact]
    public async Task A_wrong_code_is_401_and_so_is_one_used_before()
    {
        using var http = api.Http();
        const string email = "wrong.code@example.org";
        using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email });
        var code = api.Gateway.Mailbox.CodeFor(email);
        var other = code == "000000" ? "000001" : "000000";

        using var wrong = await http.PostAsJsonAsync("/v1/sign-in/tokens", new { email, code = other });
        using var right = await http.PostAsJsonAsync("/v1/sign-in/tokens", new { email, code });
        using var again = await http.PostAsJsonAsync("/v1/sign-in/tokens", new { email, code });
        using var unknown = await http.PostAsJsonAsync("/v1/sign-in/tokens", new { email = "nobody@example.org", code });

        Assert.Equal("sign_in.wrong_code", await wrong.Problem(401));
        await right.Must(200);
        Assert.Equal("sign_in.wrong_code", await again.Problem(401));
        Assert.Equal("sign_in.wrong_code", await unknown.Problem(401));
    }

    [Fact]
    public async Task Asking_too_often_is_answered_as_ever_and_sends_nothing()
    {
        using var http = api.Http();
        const string email = "eager@example.org";

        for (var i = 0; i < 8; i++)
        {
            using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email });
            Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
            Assert.Empty(await asked.Content.ReadAsStringAsync());
        }

        Assert.Equal(5, api.Gateway.Mailbox.For(email).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("ana@")]
    [InlineData("@example.org")]
    [InlineData("ana@example")]
    [InlineData("ana@@example.org")]
    [InlineData("ana@exa mple.org")]
    [InlineData("Ana <ana@example.org>")]
    [InlineData("ana@example.org, ben@example.org")]
    [InlineData("ana@example.org\r\nBcc: all@example.org")]
    public async Task What_is_no_address_is_said_to_be_none(string email)
    {
        using var http = api.Http();

        using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email });

        Assert.Equal("sign_in.no_address", await asked.Problem(400));
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_twice_ends_the_sign_in()
    {
        var ana = await api.SignIn("Ana");
        var first = ana.RefreshToken;

        using var refreshed = await ana.Http.PostAsJsonAsync("/v1/sign-in/refresh", new { refreshToken = first });
        var tokens = await refreshed.Must(200);
        ana.Use((string)tokens["accessToken"]!);
        await ana.MemberId();
        using var reused = await ana.Http.PostAsJsonAsync("/v1/sign-in/refresh", new { refreshToken = first });
        using var next = await ana.Http.PostAsJsonAsync("/v1/sign-in/refresh", new { refreshToken = (string)tokens["refreshToken"]! });
        using var madeUp = await ana.Http.PostAsJsonAsync("/v1/sign-in/refresh", new { refreshToken = "made-up" });

        Assert.Equal(600, (int)tokens["expiresIn"]!);
        Assert.Equal("Bearer", (string)tokens["tokenType"]!);
        Assert.Equal("sign_in.refresh_invalid", await reused.Problem(401));
        Assert.Equal("sign_in.refresh_invalid", await next.Problem(401));
        Assert.Equal("sign_in.refresh_invalid", await madeUp.Problem(401));

        // The copy that was used twice ended the sign-in: soon its access token is no good either.
        await Until.True(async () => (await ana.Http.GetAsync("/v1/me")).StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_ends_the_token_and_the_streams_it_opened()
    {
        var (_, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        await using var events = await ben.Follow(session);
        await events.Must("snapshot");

        using var signedOut = await ben.Http.PostAsync("/v1/sign-out", content: null);

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        using var after = await ben.Http.GetAsync("/v1/me");
        Assert.Equal("sign_in.required", await after.Problem(401));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (await events.Next() is not null)
            {
            }

            throw new EndOfStreamException();
        });
    }

    [Fact]
    public async Task A_sign_in_that_ends_at_another_gateway_ends_its_streams_here()
    {
        await using var other = await TestGateway.Start(api.Cluster.Client);
        var (_, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        await using var events = await ben.Follow(session);
        await events.Must("snapshot");
        using var elsewhere = other.Http();
        elsewhere.DefaultRequestHeaders.Authorization = ben.Http.DefaultRequestHeaders.Authorization;

        using var signedOut = await elsewhere.PostAsync("/v1/sign-out", content: null);

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Null(await events.Next());
    }

    [Fact]
    public async Task Tokens_that_are_none_are_401_with_a_challenge()
    {
        using var http = api.Http();

        foreach (var token in (string[])["", "x", "CfDJ8", "äöü", new('a', 3000)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Uri.EscapeDataString(token)}");
            using var answer = await http.SendAsync(request);
            Assert.Equal("sign_in.required", await answer.Problem(401));
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }

        using var none = await http.GetAsync("/v1/me");
        Assert.Equal("sign_in.required", await none.Problem(401));
    }

    [Fact]
    public async Task What_one_gateway_sealed_another_opens()
    {
        await using var other = await TestGateway.Start(api.Cluster.Client);
        var ana = await api.SignIn("Ana");
        using var elsewhere = other.Http();
        elsewhere.DefaultRequestHeaders.Authorization = ana.Http.DefaultRequestHeaders.Authorization;

        using var me = await elsewhere.GetAsync("/v1/me");
        using var refreshed = await elsewhere.PostAsJsonAsync("/v1/sign-in/refresh", new { refreshToken = ana.RefreshToken });

        Assert.Equal(await ana.MemberId(), (string)(await me.Must(200))["id"]!);
        await refreshed.Must(200);
    }

    [Fact]
    public async Task Signing_in_has_a_limit_per_address_on_the_network()
    {
        await using var strict = await TestGateway.Start(api.Cluster.Client, builder => builder.Configuration["PeerMesh:Limits:SignInPerMinute"] = "2");
        using var http = strict.Http();

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await http.PostAsJsonAsync("/v1/sign-in/codes", new { email = $"limit{i}@example.org" }));
        }

        Assert.Equal(HttpStatusCode.Accepted, answers[1].StatusCode);
        Assert.Equal("request.too_many", await answers[2].Problem(429));
        Assert.NotNull(answers[2].Headers.RetryAfter?.Delta);
        using var forms = await http.GetAsync("/v1/forms");
        Assert.Equal(HttpStatusCode.OK, forms.StatusCode);

        // The pages count with it, and say so as a page.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Accept.ParseAdd("text/html");
        using var page = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_made_up_peer_needs_no_mailbox_and_is_marked()
    {
        var (ana, session) = await api.Open();
        var tokens = api.Gateway.Services.GetRequiredService<IAccessTokens>();
        var peer = new Guest(api.Http(), "Robin", "robin@example.org");
        peer.Use(tokens.Issue(new Caller(new MemberId("simulated-robin"), Simulated: true), "rehearsal", TimeSpan.FromHours(1)));

        await peer.Enter(session);

        var robin = Assert.Single((await ana.Look(session))["people"]!.AsArray(), person => (string)person!["name"]! == "Robin");
        Assert.True((bool)robin!["simulated"]!);
    }

    [Fact]
    public async Task A_token_is_good_for_its_lifetime_only()
    {
        using var http = api.Http();
        var tokens = api.Gateway.Services.GetRequiredService<IAccessTokens>();
        var over = tokens.Issue(new Caller(new MemberId("simulated-late"), Simulated: true), "rehearsal", TimeSpan.FromSeconds(-1));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", over);

        using var answer = await http.GetAsync("/v1/me");

        Assert.Equal("sign_in.required", await answer.Problem(401));
    }
}
