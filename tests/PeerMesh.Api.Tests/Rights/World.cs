using System.Net.Http.Json;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Rights;

/// <summary>Two networks that know nothing of each other; in one of them a group that is private and for its members alone.</summary>
internal sealed class World
{
    public required ApiFixture Api { get; init; }

    /// <summary>Not signed in.</summary>
    public required HttpClient Nobody { get; init; }

    public required Guest Stranger { get; init; }

    public required Guest Member { get; init; }

    public required Guest Facilitator { get; init; }

    /// <summary>Runs the body.</summary>
    public required Guest Administrator { get; init; }

    /// <summary>Runs another body of the same network.</summary>
    public required Guest Sibling { get; init; }

    /// <summary>Runs the other network.</summary>
    public required Guest Foreigner { get; init; }

    public required string Group { get; init; }

    public required string Session { get; init; }

    public required string Body { get; init; }

    public required string Import { get; init; }

    public static async Task<World> Make(ApiFixture api)
    {
        var (facilitator, member, administrator) = (await api.SignIn("Fay"), await api.SignIn("Mia"), await api.SignIn("Abe"));
        var (sibling, foreigner) = (await api.SignIn("Sid"), await api.SignIn("Flo"));
        var top = await Found(administrator, "Network", null);
        var body = await Found(administrator, "Chapter", top);
        var other = await Found(administrator, "Other chapter", top);
        await Found(foreigner, "Other network", null);
        using var named = await administrator.Http.PostAsJsonAsync($"/v1/bodies/{other}/administrators", new { email = sibling.Email, name = "Sid" });
        await named.Must(204);

        var group = await facilitator.FoundGroup(openness: "members");
        using var put = await facilitator.Http.PostAsJsonAsync($"/v1/groups/{group}/roster", new { email = member.Email, role = "member", name = "Mia" });
        await put.Must(204);
        using var listed = await facilitator.Http.PutAsJsonAsync($"/v1/groups/{group}/listing", new { visibility = "private", venue = new { type = "virtual", inRoom = true } });
        await listed.Must(200);
        var session = await facilitator.StartSession(group);

        using var begun = await administrator.Http.PostAsync($"/v1/bodies/{body}/imports?source=rights-{body}&dryRun=true", new ByteArrayContent("""[{"name":"One","slug":"r1","day":1,"time":"18:00","city":"Albany","state":"NY"}]"""u8.ToArray()));
        var import = (string)(await begun.Must(202))["id"]!;
        return new World
        {
            Api = api,
            Nobody = api.Http(),
            Stranger = await api.SignIn("Stu"),
            Member = member,
            Facilitator = facilitator,
            Administrator = administrator,
            Sibling = sibling,
            Foreigner = foreigner,
            Group = group,
            Session = session,
            Body = body,
            Import = import,
        };
    }

    private static async Task<string> Found(Guest guest, string name, string? parent)
    {
        using var founded = await guest.Http.PostAsJsonAsync("/v1/bodies", new { name, parent });
        return (string)(await founded.Must(201))["id"]!;
    }
}
