using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PeerMesh.Api.Identity;

/// <summary>What was learned lately and need not be asked or worked out again.</summary>
/// <param name="keptFor">What is older makes room where room is needed.</param>
/// <param name="max">Entries at once. While all of them are young, nothing new is kept.</param>
internal sealed class Remembered<TKey, TValue>(TimeSpan keptFor, int max)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset At)> _known = new();

    /// <summary>What is known of a key since after a moment.</summary>
    public bool TryGet(TKey key, DateTimeOffset after, [MaybeNullWhen(false)] out TValue value)
    {
        var isKnown = _known.TryGetValue(key, out var entry) && entry.At > after;
        value = isKnown ? entry.Value : default;
        return isKnown;
    }

    /// <param name="at">When it was asked for: it is known to be so from then on at the earliest.</param>
    public void Keep(TKey key, TValue value, DateTimeOffset at)
    {
        if (_known.Count >= max)
        {
            foreach (var (old, _) in _known.Where(entry => entry.Value.At <= at - keptFor))
            {
                _known.TryRemove(old, out _);
            }
        }

        if (_known.Count < max)
        {
            _known[key] = (value, at);
        }
    }

    public void Forget(TKey key) => _known.TryRemove(key, out _);

    public void Forget(Func<TKey, bool> which)
    {
        foreach (var (known, _) in _known.Where(entry => which(entry.Key)))
        {
            _known.TryRemove(known, out _);
        }
    }

    public void Clear() => _known.Clear();
}
