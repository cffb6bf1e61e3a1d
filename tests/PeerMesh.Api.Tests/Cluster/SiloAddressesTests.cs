using PeerMesh.Api.Cluster;

namespace PeerMesh.Api.Tests.Cluster;

public sealed class SiloAddressesTests
{
    [Theory]
    [InlineData(null, "127.0.0.1:30000")]
    [InlineData(" ", "127.0.0.1:30000")]
    [InlineData("10.0.0.5:30001", "10.0.0.5:30001")]
    [InlineData("silos.peermesh.svc", "silos.peermesh.svc:30000")]
    [InlineData("a:1, b:2;10.0.0.5:65535", "a:1 b:2 10.0.0.5:65535")]
    public void Names_and_addresses_are_read(string? text, string expected) =>
        Assert.Equal(expected, string.Join(' ', SiloAddresses.Read(text).Hosts.Select(host => $"{host.Host}:{host.Port}")));

    [Theory]
    [InlineData("10.0.0.5:0")]
    [InlineData("10.0.0.5:70000")]
    [InlineData("silo:port")]
    [InlineData("http://silo:30000")]
    [InlineData(":30000")]
    public void What_is_no_address_is_named(string text) =>
        Assert.Contains(SiloAddresses.Setting, Assert.Throws<FormatException>(() => SiloAddresses.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_that_stands_for_nothing_adds_nothing()
    {
        var found = await SiloAddresses.Read("127.0.0.1:30001,nothing.invalid:30002,localhost:30003,127.0.0.1:30001").Resolve(CancellationToken.None);

        Assert.Equal(["127.0.0.1:30001", "127.0.0.1:30003"], found.Select(address => address.ToString()));
    }
}
