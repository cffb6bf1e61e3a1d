using System.Net.Http.Json;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Importing;

/// <summary>An import is taken back; on a network of its own, whose groups the others do not count.</summary>
public sealed class UndoTests(ImportedRegion region) : IClassFixture<ImportedRegion>
{
    [Fact]
    public async Task A_small_import_is_undone_except_for_what_somebody_changed_since()
    {
        var file = """[{"name":"Undo me","slug":"u1","day":1,"time":"18:00","city":"Albany","state":"NY"},{"name":"Keep me","slug":"u2","day":2,"time":"18:00","city":"Albany","state":"NY"}]"""u8.ToArray();
        var import = await region.Run("source=undo", file);
        await Until.True(async () => (await Feed()).Contains("Keep me"));
        var rows = await region.Admin.Get($"/v1/imports/{import["batch"]}/rows?part=0");
        var kept = (string)rows.AsArray().Single(row => (string)row!["name"]! == "Keep me")!["group"]!;
        using var adopted = await region.Admin.Http.PostAsJsonAsync($"/v1/groups/{kept}/adopt", new { name = "Ana" });
        await adopted.Must(204);
        using var stranger = await (await region.Api.SignIn("Ben")).Http.PostAsync($"/v1/imports/{import["batch"]}/undo", null);
        using var undone = await region.Admin.Http.PostAsync($"/v1/imports/{import["batch"]}/undo", null);

        Assert.Equal("import.not_found", await stranger.Problem(404));
        await undone.Must(202);
        var after = await region.Ended((string)import["batch"]!, "undone");
        Assert.Equal(1, (int)after["counts"]!["restored"]!);
        Assert.Equal(1, (int)after["counts"]!["kept"]!);
        await Until.True(async () => !(await Feed()).Contains("Undo me"));
        Assert.Contains("Keep me", await Feed());

        // And it can come again.
        var again = await region.Run("source=undo", file);
        Assert.Equal(1, (int)again["counts"]!["added"]!);
        await Until.True(async () => (await Feed()).Contains("Undo me"));

        async Task<List<string>> Feed() => [.. (await region.Get($"/bodies/{region.Body}/meetings.json")).AsArray().Select(row => (string)row!["name"]!)];
    }
}
