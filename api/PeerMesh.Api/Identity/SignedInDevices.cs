using System.Collections.Concurrent;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Identity;

/// <summary>Whether the sign-in behind a token or cookie still stands, asked of its member and remembered for a moment.</summary>
internal sealed class SignedInDevices(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>A sign-in that ended elsewhere works on for at most this long: less than the five seconds that are promised, which include the asking.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    /// <summary>Answers kept at once: more than the callers of a few seconds, and a few megabytes at most.</summary>
    private const int KnownMax = 20_000;

    private readonly ConcurrentDictionary<(string Member, string Device), (DeviceStanding Standing, DateTimeOffset Until)> _known = new();

    public async ValueTask<DeviceStanding> Standing(MemberId member, string device) =>
        _known.TryGetValue((member.Value, device), out var answer) && answer.Until > clock.GetUtcNow()
            ? answer.Standing
            : await Ask(member, device);

    /// <summary>The same without relying on what was remembered.</summary>
    public async Task<DeviceStanding> Ask(MemberId member, string device)
    {
        var now = clock.GetUtcNow();
        var key = (member.Value, device);
        var standing = await GrainCalls.Twice(() => grains.GetGrain<IMemberGrain>(member.Value).Standing(device));
        if (_known.Count >= KnownMax)
        {
            foreach (var (old, _) in _known.Where(entry => entry.Value.Until <= now))
            {
                _known.TryRemove(old, out _);
            }
        }

        if (_known.Count < KnownMax)
        {
            _known[key] = (standing, now + Fresh);
        }

        return standing;
    }

    /// <summary>This gateway changed how the device stands: what it knew is old.</summary>
    public void Forget(MemberId member, string device) => _known.TryRemove((member.Value, device), out _);

    /// <summary>The same for all devices of a member.</summary>
    public void Forget(MemberId member)
    {
        foreach (var (known, _) in _known.Where(entry => entry.Key.Member == member.Value))
        {
            _known.TryRemove(known, out _);
        }
    }
}
