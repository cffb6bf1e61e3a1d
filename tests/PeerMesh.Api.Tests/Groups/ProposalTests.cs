using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Groups;

public sealed class ProposalTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_proposal_is_approved_edited_or_rejected_and_every_field_keeps_its_history()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        var group = await ana.FoundGroup();
        var path = $"/v1/groups/{group}/listing/proposals";
        await Propose(ben, path, new { byName = "Ben", note = "A better sentence.", fields = new[] { new { field = "about", value = "For anyone who had a hard year." } }, requestId = "p-1" });
        await Propose(ben, path, new { byName = "Ben", note = "A better sentence.", fields = new[] { new { field = "about", value = "For anyone who had a hard year." } }, requestId = "p-1" });
        await Propose(ben, path, new { byName = "Ben", note = "The name is wrong.", requestId = "p-2" });

        var open = (await ana.Get(path))["requests"]!.AsArray();
        Assert.Equal(2, open.Count);
        var (second, first) = ((string)open[0]!["id"]!, (string)open[1]!["id"]!);
        using var notHis = await ben.Http.PostAsJsonAsync($"{path}/{first}", new { approve = true, byName = "Ben" });
        using var silent = await ana.Http.PostAsJsonAsync($"{path}/{second}", new { approve = false, byName = "Ana" });
        Assert.Equal("listing.request_reviewers_only", await notHis.Problem(403));
        Assert.Equal("listing.request_message_needed", await silent.Problem(400));

        using var edited = await ana.Http.PostAsJsonAsync($"{path}/{first}", new { approve = true, byName = "Ana", fields = new[] { new { field = "about", value = "For anyone with a hard year." } } });
        using var rejected = await ana.Http.PostAsJsonAsync($"{path}/{second}", new { approve = false, byName = "Ana", message = "It is right." });
        await edited.Must(204);
        await rejected.Must(204);
        using var again = await ana.Http.PostAsJsonAsync($"{path}/{second}", new { approve = true, byName = "Ana" });
        Assert.Equal("listing.request_already_answered", await again.Problem(409));

        var his = (await ben.Get(path))["requests"]!.AsArray();
        Assert.Equal(["rejected", "edited"], his.Select(one => (string)one!["state"]!));
        Assert.Equal("It is right.", (string)his[0]!["message"]!);
        Assert.Empty((await ben.Get(path))["history"]!.AsArray());
        Assert.Equal("For anyone with a hard year.", (string)(await ana.Get($"/v1/groups/{group}"))["profile"]!["about"]!);
        JsonNode change = new JsonObject();
        await Until.True(async () => (await ana.Get(path))["history"]!.AsArray() is [{ } one] && (change = one) is not null);
        Assert.Equal(("about", "For anyone who had a hard week.", "For anyone with a hard year.", "Ana"), ((string)change["field"]!, (string)change["before"]!, (string)change["after"]!, (string)change["by"]!));
    }

    private static async Task Propose(Guest by, string path, object request)
    {
        using var proposed = await by.Http.PostAsJsonAsync(path, request);
        await proposed.Must(204);
    }
}
