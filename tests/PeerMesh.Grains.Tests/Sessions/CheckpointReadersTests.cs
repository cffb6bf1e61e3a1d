using System.Collections.Immutable;
using System.Net;
using Orleans.Metadata;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class CheckpointReadersTests
{
    private static readonly SiloAddress Here = SiloAddress.New(IPAddress.Loopback, 1, 1);
    private static readonly SiloAddress There = SiloAddress.New(IPAddress.Loopback, 2, 1);

    private readonly Manifests _manifests = new();

    [Fact]
    public void Parts_are_written_while_every_silo_that_holds_sessions_reads_them()
    {
        var readers = new CheckpointReaders(_manifests, new Local());

        _manifests.Current = Cluster((Here, Reads: true), (There, Reads: true));
        Assert.True(readers.AreAll && readers.TakeOver);

        _manifests.Current = Cluster((Here, Reads: true), (There, Reads: false));
        Assert.False(readers.AreAll || readers.TakeOver);

        _manifests.Current = Cluster((Here, Reads: true), (There, Reads: null));
        Assert.True(readers.AreAll);
    }

    [Fact]
    public void The_last_silo_leaves_sessions_whole()
    {
        var readers = new CheckpointReaders(_manifests, new Local());

        _manifests.Current = Cluster((Here, Reads: true));

        Assert.True(readers.AreAll);
        Assert.False(readers.TakeOver);
    }

    private static ClusterManifest Cluster(params (SiloAddress Silo, bool? Reads)[] silos) =>
        new(MajorMinorVersion.Zero, silos.ToImmutableDictionary(silo => silo.Silo, silo => Manifest(silo.Reads)));

    private static GrainManifest Manifest(bool? reads)
    {
        var properties = new Dictionary<string, string>();
        if (reads is true)
        {
            new ReadsCheckpointsAttribute().Populate(null!, typeof(SessionGrain), ReadsCheckpointsAttribute.Session, properties);
        }

        var grains = ImmutableDictionary<GrainType, GrainProperties>.Empty;
        return new GrainManifest(
            reads is null ? grains : grains.Add(ReadsCheckpointsAttribute.Session, new GrainProperties(properties.ToImmutableDictionary(StringComparer.Ordinal))),
            ImmutableDictionary<GrainInterfaceType, GrainInterfaceProperties>.Empty);
    }

    private sealed class Manifests : IClusterManifestProvider
    {
        public ClusterManifest Current { get; set; } = null!;

        public IAsyncEnumerable<ClusterManifest> Updates => throw new NotSupportedException();

        public GrainManifest LocalGrainManifest => throw new NotSupportedException();
    }

    private sealed class Local : ILocalSiloDetails
    {
        public string Name => "here";

        public string ClusterId => "test";

        public string DnsHostName => "here";

        public SiloAddress SiloAddress => Here;

        public SiloAddress GatewayAddress => Here;
    }
}
