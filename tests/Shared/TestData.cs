namespace PeerMesh.Tests.Shared;

/// <summary>Files under <c>tests/data</c>; its NOTICE says where they come from.</summary>
internal static class TestData
{
    public static string Path(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "tests", "data", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"tests/data/{name} is not above {AppContext.BaseDirectory}.");
    }

    public static byte[] Read(string name) => File.ReadAllBytes(Path(name));
}
