namespace PeerMesh.Grains;

/// <summary>Names of grain storage providers that the silo has to register.</summary>
public static class StorageNames
{
    public const string Default = "peermesh";
}
