using Orleans.Metadata;

namespace PeerMesh.Grains.Sessions;

/// <summary>Knows whether every silo of the cluster reads checkpoints: where a release without them takes part, sessions are stored whole.</summary>
internal sealed class CheckpointReaders(IClusterManifestProvider manifests, ILocalSiloDetails here)
{
    private volatile Answer? _last;

    public bool AreAll => Current.All;

    /// <summary>Whether somebody else who reads them is there to take sessions over. The last silo leaves them whole: nobody knows which release comes after it.</summary>
    public bool TakeOver => Current is { All: true, Others: true };

    private Answer Current
    {
        get
        {
            var manifest = manifests.Current;
            return _last is { } last && ReferenceEquals(last.Of, manifest) ? last : _last = new Answer(
                manifest,
                manifest.Silos.Values.All(silo => !silo.Grains.TryGetValue(ReadsCheckpointsAttribute.Session, out var grain) || grain.Properties.ContainsKey(ReadsCheckpointsAttribute.Property)),
                manifest.Silos.Keys.Any(silo => !silo.Equals(here.SiloAddress)));
        }
    }

    private sealed record Answer(ClusterManifest Of, bool All, bool Others);
}

/// <summary>Tells the other silos that sessions here are read with their checkpoints.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadsCheckpointsAttribute : Attribute, IGrainPropertiesProviderAttribute
{
    public const string Property = "peermesh.session-checkpoints";

    public static readonly GrainType Session = GrainType.Create("session");

    public void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) => properties[Property] = "read";
}
