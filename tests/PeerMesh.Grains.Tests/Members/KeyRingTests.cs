using PeerMesh.Contracts.Members;
using PeerMesh.Grains.Members;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Members;

public sealed class KeyRingTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    private readonly IKeyRingGrain _ring = network.Grains.GetGrain<IKeyRingGrain>(NetworkFixture.Fresh("ring"));

    [Fact]
    public async Task Keys_come_back_as_they_were_added_and_a_name_holds_one()
    {
        await _ring.AddKey("key-1", "<key n='1'/>");
        await _ring.AddKey("key-2", "<key n='2'/>");
        await _ring.AddKey("key-1", "<key n='1' revoked='yes'/>");

        Assert.Equal(["<key n='2'/>", "<key n='1' revoked='yes'/>"], await _ring.Keys());
    }

    [Fact]
    public async Task The_oldest_keys_go_first()
    {
        for (var i = 0; i <= KeyRingLimits.KeysMax; i++)
        {
            await _ring.AddKey($"key-{i}", $"<key n='{i}'/>");
        }

        var keys = await _ring.Keys();
        Assert.Equal(KeyRingLimits.KeysMax, keys.Count);
        Assert.Equal("<key n='1'/>", keys[0]);
    }

    [Fact]
    public async Task A_secret_is_made_once_by_name()
    {
        var made = await _ring.Secret("tickets");

        Assert.Equal(32, made.Length);
        Assert.Equal(made, await _ring.Secret("tickets"));
        Assert.NotEqual(made, await _ring.Secret("addresses"));
    }
}
