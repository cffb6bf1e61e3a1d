using System.Net;
using System.Net.Http.Json;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Members;

public sealed class DeviceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_device_is_known_by_browser_and_system_or_by_what_the_app_says()
    {
        var ana = await Guest("Devices", "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0");
        var phone = await SignInAgain(ana, "Ana's phone");

        var devices = (await phone.Get("/v1/me/devices")).AsArray();

        Assert.Equal(["Ana's phone", "Firefox, Android"], devices.Select(device => (string)device!["name"]!));
        Assert.Equal([true, false], devices.Select(device => (bool)device!["current"]!));
        Assert.All(devices, device => Assert.False((bool)device!["secondStep"]!));
        Assert.All(devices, device => Assert.NotNull(device!["lastSeenAt"]));
    }

    [Fact]
    public async Task Revoking_another_device_ends_its_tokens_and_its_streams()
    {
        var (_, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        await using var events = await ben.Follow(session);
        await events.Must("snapshot");
        var other = await SignInAgain(ben, "Other");
        var revoked = (string)(await ben.Get("/v1/me/devices")).AsArray().Single(device => (bool)device!["current"]!)!["id"]!;

        using var answer = await other.Http.DeleteAsync($"/v1/me/devices/{revoked}");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await Ended(events);
        using var me = await ben.Http.GetAsync("/v1/me");
        Assert.Equal("sign_in.required", await me.Problem(401));
        using var refreshed = await ben.Http.PostAsJsonAsync("/v1/sign-in/refresh", new { refreshToken = ben.RefreshToken });
        Assert.Equal("sign_in.refresh_invalid", await refreshed.Problem(401));
        Assert.Single((await other.Get("/v1/me/devices")).AsArray());
    }

    [Fact]
    public async Task Signing_out_everywhere_at_one_gateway_ends_streams_at_another()
    {
        await using var elsewhere = await TestGateway.Start(api.Cluster.Client);
        var (_, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        await using var events = await ben.Follow(session);
        await events.Must("snapshot");
        using var other = elsewhere.Http();
        other.DefaultRequestHeaders.Authorization = ben.Http.DefaultRequestHeaders.Authorization;

        using var answer = await other.DeleteAsync("/v1/me/devices");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await Ended(events);
        using var me = await other.GetAsync("/v1/me");
        Assert.Equal("sign_in.required", await me.Problem(401));
    }

    [Fact]
    public async Task Signing_the_others_out_leaves_the_device_that_asks()
    {
        var ana = await api.SignIn("Stays");
        var other = await SignInAgain(ana, "Other");

        using var answer = await ana.Http.DeleteAsync("/v1/me/devices?others=true");
        using var wrong = await ana.Http.DeleteAsync("/v1/me/devices?others=perhaps");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("request.invalid_parameter", await wrong.Problem(400));
        Assert.Single((await ana.Get("/v1/me/devices")).AsArray());
        using var refreshed = await other.Http.PostAsJsonAsync("/v1/sign-in/refresh", new { refreshToken = other.RefreshToken });
        Assert.Equal("sign_in.refresh_invalid", await refreshed.Problem(401));
    }

    [Fact]
    public async Task A_device_of_somebody_else_is_not_signed_out()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        var bens = (string)(await ben.Get("/v1/me/devices"))[0]!["id"]!;

        using var answer = await ana.Http.DeleteAsync($"/v1/me/devices/{bens}");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        await ben.MemberId();
    }

    [Fact]
    public async Task A_profile_is_kept_and_what_cannot_be_is_refused()
    {
        var ana = await api.SignIn("Profile");

        using var kept = await ana.Http.PutAsJsonAsync("/v1/me/profile", new { name = " Sunny ", language = "es" });
        using var address = await ana.Http.PutAsJsonAsync("/v1/me/profile", new { name = "ana@example.org" });
        using var tag = await ana.Http.PutAsJsonAsync("/v1/me/profile", new { language = "no such language!" });

        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        Assert.Equal("profile.name_invalid", await address.Problem(400));
        Assert.Equal("profile.language_invalid", await tag.Problem(400));
        var profile = await ana.Get("/v1/me/profile");
        Assert.Equal("Sunny", (string)profile["name"]!);
        Assert.Equal("es", (string)profile["language"]!);
    }

    private async Task<Guest> Guest(string name, string agent)
    {
        var guest = new Guest(api.Http(), name, $"{name}.{Guid.NewGuid():N}@example.org");
        guest.Http.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        await guest.SignIn(api.Gateway.Mailbox);
        return guest;
    }

    private async Task<Guest> SignInAgain(Guest person, string device)
    {
        var again = new Guest(api.Http(), person.Name, person.Email);
        using var asked = await again.Http.PostAsJsonAsync("/v1/sign-in/codes", new { email = person.Email });
        asked.EnsureSuccessStatusCode();
        await again.Redeem(api.Gateway.Mailbox.CodeFor(person.Email), device);
        return again;
    }

    /// <summary>However it ends, by its last byte or by the connection.</summary>
    private static async Task Ended(EventReader events)
    {
        try
        {
            while (await events.Next() is not null)
            {
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
        }
    }
}
