using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace PeerMesh.OperationsTests.Images;

/// <summary>An image as the SDK writes it into a file.</summary>
/// <param name="Config">What a container runtime goes by.</param>
/// <param name="Files">Paths in the layers, and what is in the small ones.</param>
/// <param name="Names">What the image is called.</param>
internal sealed record ImageArchive(JsonNode Config, IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> Names)
{
    private const int SmallMax = 256 * 1024;

    public static async Task<ImageArchive> Read(string path)
    {
        var entries = new Dictionary<string, byte[]>();
        await using (var file = File.OpenRead(path))
        await using (var tar = new TarReader(file))
        {
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                if (entry.DataStream is { } data)
                {
                    entries[entry.Name] = await All(data);
                }
            }
        }

        var manifest = JsonNode.Parse(entries["manifest.json"])![0]!;
        var files = new Dictionary<string, string>();
        foreach (var layer in manifest["Layers"]!.AsArray())
        {
            await using var tar = new TarReader(Unzipped(entries[(string)layer!]));
            while (await tar.GetNextEntryAsync() is { } entry)
            {
                if (entry.EntryType is not TarEntryType.Directory)
                {
                    files[entry.Name] = entry.DataStream is { Length: < SmallMax } small ? System.Text.Encoding.Latin1.GetString(await All(small)) : "";
                }
            }
        }

        return new ImageArchive(
            JsonNode.Parse(entries[(string)manifest[nameof(Config)]!])!,
            files,
            [.. manifest["RepoTags"]!.AsArray().Select(name => (string)name!)]);
    }

    private static Stream Unzipped(byte[] layer) =>
        layer is [0x1f, 0x8b, ..] ? new GZipStream(new MemoryStream(layer), CompressionMode.Decompress) : new MemoryStream(layer);

    private static async Task<byte[]> All(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}
