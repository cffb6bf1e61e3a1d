using PeerMesh.Silo.Storage;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Grains.Tests.Storage;

[Collection(StorageTests.Name)]
public sealed class DatabaseClockTests(DatabaseFixture databases)
{
    [PostgresFact]
    public async Task All_silos_have_the_time_of_their_database()
    {
        using var place = await databases.Make(Databases.Postgres);
        using var one = (PostgresDatabase)await place.Open();
        using var other = (PostgresDatabase)await place.Open();

        var apart = one.Clock.GetUtcNow() - other.Clock.GetUtcNow();

        Assert.InRange(apart.Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        Assert.InRange(one.Clock.MachineIsAhead.Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }
}
