using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Tests.Storage;
using PeerMesh.Silo.Auditing;

namespace PeerMesh.Grains.Tests.Auditing;

[Collection(StorageTests.Name)]
public sealed class AuditCheckTests(DatabaseFixture databases)
{
    [Theory, EachDatabase]
    public async Task A_row_that_somebody_edited_is_found_and_what_nobody_edited_is_whole(string database)
    {
        using var place = await databases.Make(database);
        var ana = new Caller(new MemberId("ana-of-the-record"));
        await using var network = await StoredNetwork.Start(place);
        foreach (var id in (string[])["group-of-record-one", "group-of-record-two"])
        {
            var group = network.Grains.GetGrain<IGroupGrain>(id);
            Assert.Null(await group.Found(ana, new GroupDraft("Circle", "", "dbsa")));
            Assert.Null(await group.SetRole(ana, new MemberId("ben-of-the-record"), GroupRole.Member, "Ben"));
        }

        var busy = network.Grains.GetGrain<IGroupGrain>("group-of-record-two");
        for (var i = 0; i < 2 * AuditRules.PageSize; i++)
        {
            Assert.Null(await busy.Change(ana, new GroupDraft("Circle", $"The {i}th", "dbsa")));
        }

        var whole = await Check(network);
        Assert.Empty(whole.Breaks);
        Assert.Equal((2, 4L + (2 * AuditRules.PageSize)), (whole.Chains, whole.Entries));

        Edit(network, database, "group-of-record-one", "ben-of-the-record", "eve-of-the-record");
        var edited = await Check(network);
        Assert.Equal([new AuditBreak("group/group-of-record-one", 2)], edited.Breaks);

        Edit(network, database, "group/group-of-record-two/0", AuditActions.RoleMember, AuditActions.RoleNone);
        Assert.Equal(
            [new AuditBreak("group/group-of-record-one", 2), new AuditBreak("group/group-of-record-two", 2)],
            (await Check(network)).Breaks);
    }

    private static async Task<AuditFindings> Check(StoredNetwork network)
    {
        await using var connection = network.Database.DataSource.CreateConnection();
        await connection.OpenAsync();
        return await AuditCheck.Run(connection);
    }

    private static void Edit(StoredNetwork network, string database, string key, string from, string to) => network.Ask(database == Databases.Sqlite
        ? $"UPDATE OrleansStorage SET PayloadBinary = CAST(replace(CAST(PayloadBinary AS TEXT), '{from}', '{to}') AS BLOB) WHERE GrainIdExtensionString = '{key}'"
        : $"UPDATE OrleansStorage SET PayloadBinary = convert_to(replace(convert_from(PayloadBinary, 'UTF8'), '{from}', '{to}'), 'UTF8') WHERE GrainIdExtensionString = '{key}'");
}
