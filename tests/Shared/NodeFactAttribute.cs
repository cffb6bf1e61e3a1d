namespace PeerMesh.Tests.Shared;

/// <summary>A test that needs Node.js and packages of others; <c>test.sh</c> sees to both. Without them it is skipped and says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    /// <param name="folder">The folder under <c>tests</c> whose <c>package-lock.json</c> names the packages.</param>
    /// <param name="package">One of them.</param>
    public NodeFactAttribute(string folder, string package)
    {
        (Folder, Package) = (folder, package);
        Skip = NodePackages.Missing(folder, package);
    }

    public string Folder { get; }

    public string Package { get; }
}
