using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Identity;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using Xunit.Abstractions;

namespace PeerMesh.Api.Tests.Membership;

/// <summary>Two hundred people press "join" at once.</summary>
public sealed class JoinRushTests(ApiFixture api, ITestOutputHelper output) : IClassFixture<ApiFixture>
{
    private const int People = 200;
    private const int Places = 12;

    [Fact]
    public async Task Two_hundred_join_a_group_of_twelve_at_once_and_nobody_is_lost()
    {
        var ana = await api.SignIn("Ana");
        var group = await ana.FoundGroup();
        using var settings = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/membership/settings", new { mode = "open", sizeMax = Places });
        await settings.Must(204);
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(_ => Somebody()));

        var started = TimeProvider.System.GetTimestamp();
        var joined = await Task.WhenAll(people.Select(async (person, i) =>
        {
            using var answer = await person.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = $"Person {i}", requestId = "join" });
            var standing = await answer.Must(200);
            return (State: (string)standing["state"]!, Place: (int?)standing["place"]);
        }));
        output.WriteLine($"{People} joined in {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:F0} ms.");

        Assert.Equal(Places, joined.Count(one => one.State == "member"));
        Assert.Equal(Enumerable.Range(1, People - Places), joined.Where(one => one.State == "waiting").Select(one => one.Place!.Value).Order());
        var desk = await ana.Get($"/v1/groups/{group}/membership/desk");
        Assert.Equal((Places, People - Places), ((int)desk["members"]!, desk["line"]!.AsArray().Count));
        foreach (var person in people)
        {
            person.Dispose();
        }
    }

    // Signed in as the gateway itself would: two hundred mailed codes are another test's matter.
    private async Task<HttpClient> Somebody()
    {
        var member = new MemberId($"rush-{Guid.NewGuid():n}");
        var grant = await api.Cluster.Client.GetGrain<Contracts.Members.IMemberGrain>(member.Value).SignIn();
        var http = api.Http();
        var token = api.Gateway.Services.GetRequiredService<AccessTokens>().Issue(new Caller(member), grant.Device, AccessTokens.Lifetime);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }
}
