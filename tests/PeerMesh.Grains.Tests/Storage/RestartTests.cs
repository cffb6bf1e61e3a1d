using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Tests.Storage;

[Collection(StorageTests.Name)]
public sealed class RestartTests(DatabaseFixture databases)
{
    private static readonly GroupDraft Draft = new(
        "Grupo de los martes – ánimo",
        "Two lines,\nand “quotes”.",
        "dbsa",
        "es",
        Openness.Members,
        [new Phase("Ronda", 20, FloorMode.GoRound, 60, RoundOrder.Shuffled, FacilitatorLast: true, AutoAdvance: true, Words: "Bienvenidos.")],
        ["Somos amables."],
        new HouseRules(60, OverTimeMode.Grace, 10, FairOrder: true, Lobby: false, Capacity: 12, MinimumToStart: 2, MinimumWaitMinutes: 5, EntryWindowMinutes: 15));

    [Theory, EachDatabase]
    public async Task Everything_a_grain_stored_is_there_after_a_restart(string database)
    {
        using var place = await databases.Make(database);
        var ana = new Caller(new MemberId("ana-of-these-tests-1"));
        var ben = new MemberId("ben-of-these-tests-1");
        string code, before;
        DeviceGrant device;
        byte[] secret;
        SessionId session;
        await using (var network = await StoredNetwork.Start(place))
        {
            var group = network.Grains.GetGrain<IGroupGrain>("group-of-these-tests");
            Assert.Null(await group.Found(ana, Draft));
            Assert.Null(await group.SetRole(ana, ben, GroupRole.CoFacilitator, "Ben"));
            session = (await group.StartSession(ana, "Hoy", "r1")).Session!.Value;
            Assert.Null((await network.Grains.GetGrain<ISessionGrain>(session.Value).Submit(ana, new Enter("Ana", 1) { CommandId = "c1" })).Refusal);
            device = await network.Grains.GetGrain<IMemberGrain>(ana.Member.Value).SignIn();
            code = (await network.Grains.GetGrain<IEmailGrain>("address-of-these-tests").RequestCode())!;
            await network.Grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key).AddKey("k1", "<key/>");
            secret = await network.Grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key).Secret("tickets");
            before = await Everything(network.Grains, session, ana);
        }

        await using (var network = await StoredNetwork.Start(place))
        {
            Assert.Equal(before, await Everything(network.Grains, session, ana));
            Assert.Equal(session, (await network.Grains.GetGrain<IGroupGrain>("group-of-these-tests").StartSession(ana, "Hoy", "r1")).Session);
            Assert.NotNull(await network.Grains.GetGrain<IMemberGrain>(ana.Member.Value).Refresh(device.RefreshToken));
            Assert.Null((await network.Grains.GetGrain<IEmailGrain>("address-of-these-tests").Redeem(code)).Refusal);
            Assert.Equal(["<key/>"], await network.Grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key).Keys());
            Assert.Equal(secret, await network.Grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key).Secret("tickets"));
        }
    }

    [Theory, EachDatabase]
    public async Task Two_networks_run_side_by_side_and_each_says_when_it_is_ready(string database)
    {
        using var one = await databases.Make(database);
        using var two = await databases.Make(database);
        await using var first = await StoredNetwork.Start(one);
        await using var second = await StoredNetwork.Start(two);

        Assert.Null(await first.Grains.GetGrain<IGroupGrain>("g1").Found(new Caller(new MemberId("ana")), Draft));

        Assert.Null(await second.Grains.GetGrain<IGroupGrain>("g1").Look(null));
        Assert.Equal(HealthStatus.Healthy, (await second.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status);
    }

    // What callers see of the network; the session without its time, which goes on.
    private static async Task<string> Everything(IGrainFactory grains, SessionId session, Caller caller)
    {
        var group = grains.GetGrain<IGroupGrain>("group-of-these-tests");
        var look = await grains.GetGrain<ISessionGrain>(session.Value).Look(caller);
        return JsonSerializer.Serialize(new
        {
            Group = await group.Look(caller),
            Roster = await group.Roster(caller),
            List = await grains.GetGrain<IGroupListGrain>(IGroupListGrain.Key).List(),
            Member = await grains.GetGrain<IMemberGrain>(caller.Member.Value).Look(),
            Session = look.View!.About,
        });
    }
}
