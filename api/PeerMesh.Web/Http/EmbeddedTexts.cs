using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Resources;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PeerMesh.Web.Http;

/// <summary>Texts in all their languages from one assembly: <c>PageTexts.resx</c>, <c>PageTexts.es.resx</c>, <c>PageTexts.ht.resx</c>.</summary>
/// <remarks>
/// The platform puts each language in an assembly of its own, and takes along only those whose tags its build knows as
/// cultures; Haitian Creole is none of them. In one assembly no language can get lost on the way to a server.
/// </remarks>
internal sealed class EmbeddedTexts(string baseName, Assembly assembly) : ResourceManager(baseName, assembly)
{
    private readonly ConcurrentDictionary<string, ResourceSet?> _sets = new();

    public static EmbeddedTexts Of<TTexts>() => new($"PeerMesh.Web.Resources.{typeof(TTexts).Name}", typeof(TTexts).Assembly);

    protected override ResourceSet? InternalGetResourceSet(CultureInfo culture, bool createIfNotExists, bool tryParents)
    {
        if (culture.Equals(CultureInfo.InvariantCulture))
        {
            return base.InternalGetResourceSet(culture, createIfNotExists, tryParents);
        }

        return _sets.GetOrAdd(culture.Name, Open)
            ?? (tryParents ? InternalGetResourceSet(culture.Parent, createIfNotExists, tryParents) : null);
    }

    private ResourceSet? Open(string culture) =>
        MainAssembly!.GetManifestResourceStream($"{BaseName}.{culture}.resources") is { } stream ? new ResourceSet(stream) : null;
}

/// <summary>Hands <see cref="EmbeddedTexts"/> to the pages.</summary>
internal sealed class EmbeddedTextsFactory(IOptions<LocalizationOptions> options, ILoggerFactory logs) : ResourceManagerStringLocalizerFactory(options, logs)
{
    private readonly ResourceNamesCache _names = new();
    private readonly ILoggerFactory _logs = logs;

    protected override ResourceManagerStringLocalizer CreateResourceManagerStringLocalizer(Assembly assembly, string baseName) =>
        new(new EmbeddedTexts(baseName, assembly), assembly, baseName, _names, _logs.CreateLogger<ResourceManagerStringLocalizer>());
}
