using PeerMesh.Api.Http;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Identity;

/// <summary>Whether the sign-in behind a token or cookie still stands, asked of its member and remembered until it changes.</summary>
/// <remarks><see cref="SignInFollower"/> says what has changed. While it hears nothing, an answer counts for a moment only.</remarks>
internal sealed class SignedInDevices(IGrainFactory grains, TimeProvider clock)
{
    /// <summary>A sign-in that ended elsewhere works on for at most this long: less than the five seconds that are promised, which include the asking.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    /// <summary>An answer counts for this long while changes are heard: its member notes now and then that the device was seen.</summary>
    private static readonly TimeSpan Followed = TimeSpan.FromMinutes(1);

    /// <summary>Answers kept at once: more than the callers of a minute, and a few megabytes at most.</summary>
    private const int KnownMax = 50_000;

    private readonly Remembered<(string Member, string Device), DeviceStanding> _known = new(Followed, KnownMax);
    private long _changes;
    private long _heardAt = DateTimeOffset.MinValue.UtcTicks;

    public async ValueTask<DeviceStanding> Standing(MemberId member, string device)
    {
        var now = clock.GetUtcNow();
        var isHeard = now - new DateTimeOffset(Interlocked.Read(ref _heardAt), TimeSpan.Zero) < Fresh;
        return _known.TryGet((member.Value, device), now - (isHeard ? Followed : Fresh), out var standing) ? standing : await Ask(member, device);
    }

    /// <summary>The same without relying on what was remembered.</summary>
    public async Task<DeviceStanding> Ask(MemberId member, string device)
    {
        var now = clock.GetUtcNow();
        var changes = Interlocked.Read(ref _changes);
        var key = (member.Value, device);
        var standing = await GrainCalls.Twice(() => grains.GetGrain<IMemberGrain>(member.Value).Standing(device));

        // What changed while the answer was on its way may have changed it.
        if (changes == Interlocked.Read(ref _changes))
        {
            _known.Keep(key, standing, now);
            if (changes != Interlocked.Read(ref _changes))
            {
                _known.Forget(key);
            }
        }

        return standing;
    }

    /// <summary>This gateway changed how the device stands: what it knew is old.</summary>
    public void Forget(MemberId member, string device)
    {
        Interlocked.Increment(ref _changes);
        _known.Forget((member.Value, device));
    }

    /// <summary>The same for all devices of a member.</summary>
    public void Forget(MemberId member) => Forget([member]);

    /// <summary>When a question about changes is sent; to be given to <see cref="Heard"/> with its answer.</summary>
    public DateTimeOffset Begin() => clock.GetUtcNow();

    /// <summary>What has changed up to a moment.</summary>
    /// <param name="members">Null where it may be anybody.</param>
    /// <param name="upTo">From <see cref="Begin"/>.</param>
    public void Heard(IReadOnlyCollection<MemberId>? members, DateTimeOffset upTo)
    {
        if (members is null)
        {
            Interlocked.Increment(ref _changes);
            _known.Clear();
        }
        else if (members.Count > 0)
        {
            Forget(members);
        }

        Interlocked.Exchange(ref _heardAt, upTo.UtcTicks);
    }

    private void Forget(IReadOnlyCollection<MemberId> members)
    {
        Interlocked.Increment(ref _changes);
        var changed = members.Select(member => member.Value).ToHashSet(StringComparer.Ordinal);
        _known.Forget(known => changed.Contains(known.Member));
    }
}
