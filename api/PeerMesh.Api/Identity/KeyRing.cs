using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Members;

namespace PeerMesh.Api.Identity;

/// <summary>
/// The keys for cookies and tokens, and the named secrets. All gateways share them through one grain, so that what one of
/// them sealed another opens, before and after a restart.
/// </summary>
/// <remarks>
/// Data protection asks for its keys synchronously, a grain answers asynchronously. <see cref="Load"/> fetches them before
/// the gateway is ready; later reads (once a day, or for a key that is not known) and the rare new key block the asking
/// thread for at most <see cref="GrainCalls.Attempt"/>. Gateway threads are plain pool threads, so nothing can deadlock on it.
/// </remarks>
internal sealed partial class KeyRing(IGrainFactory grains, ILogger<KeyRing> log) : IXmlRepository
{
    private readonly ConcurrentDictionary<string, byte[]> _secrets = new(StringComparer.Ordinal);
    private ImmutableList<string>? _keys;

    private IKeyRingGrain Grain => grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key);

    public async Task Load() => _keys = await GrainCalls.Twice(Grain.Keys);

    public async ValueTask<byte[]> Secret(string name)
    {
        if (!_secrets.TryGetValue(name, out var secret))
        {
            secret = await GrainCalls.Twice(() => Grain.Secret(name));
            _secrets[name] = secret;
        }

        return secret;
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        try
        {
            Task.Run(Load).GetAwaiter().GetResult();
        }
        catch (Exception e) when (_keys is not null && Failures.IsOutOfReach(e))
        {
            // The keys of a moment ago are good: they only ever grow, and a new one is not used before it is two days old.
            LogStale(e.GetType().Name);
        }

        return [.. _keys!.Select(key => XElement.Parse(key))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var xml = element.ToString(SaveOptions.DisableFormatting);
        Task.Run(() => GrainCalls.Twice(() => Grain.AddKey(friendlyName, xml))).GetAwaiter().GetResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key ring could not be fetched again, the known keys stay in use: {Failure}")]
    private partial void LogStale(string failure);
}
