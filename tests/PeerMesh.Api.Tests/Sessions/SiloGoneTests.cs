using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Sessions;

public sealed class SiloGoneTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Streams_go_on_when_the_silo_behind_them_goes()
    {
        var (ana, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        await using var anas = await ana.Follow(session);
        await using var bens = await ben.Follow(session);
        await anas.Must("snapshot");
        await bens.Must("snapshot");
        var locked = await ana.Do(session, new { type = "lock" });
        await anas.ReadTo(locked);
        await bens.ReadTo(locked);

        // Wherever the session is: one of the first two silos, and neither stays.
        await api.Cluster.StartAdditionalSiloAsync();
        await api.Cluster.StopSiloAsync(api.Cluster.Silos[1]);
        var unlocked = await Insist(ana, session, new { type = "unlock", commandId = "unlock-once" });
        await api.Cluster.KillSiloAsync(api.Cluster.Silos[0]);
        var lockedAgain = await Insist(ana, session, new { type = "lock", commandId = "lock-again" });

        Assert.True(locked < unlocked && unlocked < lockedAgain);
        await anas.ReadTo(lockedAgain);
        await bens.ReadTo(lockedAgain);
        var people = (await ana.Look(session))["people"]!.AsArray();
        Assert.All(people, person => Assert.False((bool)person!["away"]!));
    }

    // As a client does: the same command again, until there is an answer that is none of "try again".
    private static async Task<long> Insist(Guest guest, string session, object command)
    {
        long version = 0;
        await Until.True(async () =>
        {
            using var answer = await guest.Send(session, command);
            if ((int)answer.StatusCode == 503)
            {
                return false;
            }

            version = (long)(await answer.Must(200))["version"]!;
            return true;
        });
        return version;
    }
}
