using System.Text.Json;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

[Collection(OneStage.Name)]
public sealed class WeightTests(Stage stage)
{
    private const int FirstVisitBytesMax = 100 * 1024;

    [BrowserFact]
    public async Task The_room_comes_in_under_a_hundred_kilobytes_with_a_cold_cache_and_asks_nobody_else()
    {
        await using var guest = await stage.Invite("Kai", 390, 844);
        await guest.SignIn("kai@example.org");
        var path = await Meeting.Open(guest, await Meeting.Found(guest, "Light chairs", lobby: false));
        await using var fresh = await stage.Invite("Kai", 390, 844);
        await fresh.SignInByCookie("kai@example.org");
        await fresh.Page.GotoAsync(path);
        await fresh.Part("door").WaitForAsync();
        await fresh.TakePicture("first-paint");

        var weight = await fresh.Page.EvaluateAsync<JsonElement>(
            """
            () => {
              const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
              return {
                bytes: entries.reduce((sum, entry) => sum + entry.transferSize, 0),
                cached: entries.filter(entry => entry.transferSize === 0).map(entry => entry.name),
                list: entries.map(entry => `${entry.transferSize} ${entry.name}`),
                others: entries.filter(entry => new URL(entry.name).origin !== location.origin).map(entry => entry.name),
                paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
              };
            }
            """);
        var bytes = weight.GetProperty("bytes").GetInt32();
        Assert.Empty(weight.GetProperty("cached").EnumerateArray().Select(name => name.GetString()));
        Assert.Empty(weight.GetProperty("others").EnumerateArray().Select(name => name.GetString()));
        Assert.NotEqual(JsonValueKind.Null, weight.GetProperty("paint").ValueKind);
        Assert.True(bytes is > 10_000 and < FirstVisitBytesMax, $"{bytes} bytes:\n{string.Join('\n', weight.GetProperty("list").EnumerateArray().Select(line => line.GetString()))}");
        fresh.AssertNoProblems();
    }
}
