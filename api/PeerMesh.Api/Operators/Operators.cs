using System.Collections.Concurrent;
using PeerMesh.Api.Identity;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Operators;

/// <summary>Who runs this network's servers: the accounts of the addresses that configuration names, and nobody else whatever their role in a group.</summary>
internal sealed class Operators(IConfiguration configuration, EmailAddresses addresses)
{
    /// <summary>A list of addresses, separated by commas.</summary>
    public const string Setting = "PeerMesh:Operators";

    // An address keeps its account for good, so one question each is enough.
    private readonly ConcurrentDictionary<string, MemberId> _known = new();

    public async Task<bool> Include(MemberId member)
    {
        foreach (var address in (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!_known.TryGetValue(address, out var known) && await addresses.Resolve(address) is { } resolved)
            {
                known = _known[address] = resolved;
            }

            if (known == member && known != default)
            {
                return true;
            }
        }

        return false;
    }
}
