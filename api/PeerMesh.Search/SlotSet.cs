using System.Numerics;
using System.Runtime.InteropServices;

namespace PeerMesh.Search;

/// <summary>A set of slots that is small where few are in it and fast where many are.</summary>
/// <remarks>
/// Slots are numbers from 0 on. Each stretch of 65,536 of them is a sorted list while it holds few, and one bit per slot beyond
/// that, as in roaring bitmaps.
/// </remarks>
internal sealed class SlotSet
{
    private const int ChunkBits = 16;
    private const int ChunkSlots = 1 << ChunkBits;
    private const int ChunkWords = ChunkSlots / 64;

    /// <summary>
    /// Slots in a list. Bits take less room only above 4,096, but searches ask sets for single slots by the thousand, and a long
    /// list is slow to ask.
    /// </summary>
    private const int ListMax = 512;

    private Chunk?[] _chunks = [];

    public int Count { get; private set; }

    /// <summary>Whether the slot is new to the set.</summary>
    public bool Add(int slot)
    {
        var index = slot >> ChunkBits;
        if (index >= _chunks.Length)
        {
            Array.Resize(ref _chunks, index + 1);
        }

        var added = (_chunks[index] ??= new Chunk()).Add((ushort)slot);
        Count += added ? 1 : 0;
        return added;
    }

    public bool Remove(int slot)
    {
        var index = slot >> ChunkBits;
        if (index >= _chunks.Length || _chunks[index] is not { } chunk || !chunk.Remove((ushort)slot))
        {
            return false;
        }

        if (chunk.Count == 0)
        {
            _chunks[index] = null;
        }

        Count--;
        return true;
    }

    public void Clear() => (_chunks, Count) = ([], 0);

    public bool Contains(int slot)
    {
        var index = slot >> ChunkBits;
        return index < _chunks.Length && _chunks[index] is { } chunk && chunk.Contains((ushort)slot);
    }

    /// <summary>Adds the set to these bits.</summary>
    public void OrInto(Span<ulong> bits)
    {
        for (var i = 0; i < _chunks.Length; i++)
        {
            _chunks[i]?.OrInto(Part(bits, i));
        }
    }

    /// <summary>Leaves of these bits those of the set.</summary>
    public void AndInto(Span<ulong> bits)
    {
        for (var i = 0; (i << ChunkBits) < bits.Length * 64; i++)
        {
            var part = Part(bits, i);
            if (i < _chunks.Length && _chunks[i] is { } chunk)
            {
                chunk.AndInto(part);
            }
            else
            {
                part.Clear();
            }
        }
    }

    /// <summary>How many of these bits are in the set.</summary>
    public int CountIn(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        for (var i = 0; i < _chunks.Length && (i << ChunkBits) < bits.Length * 64; i++)
        {
            var start = i * ChunkWords;
            count += _chunks[i]?.CountIn(bits[start..Math.Min(bits.Length, start + ChunkWords)]) ?? 0;
        }

        return count;
    }

    private static Span<ulong> Part(Span<ulong> bits, int chunk)
    {
        var start = chunk * ChunkWords;
        return bits[start..Math.Min(bits.Length, start + ChunkWords)];
    }

    private sealed class Chunk
    {
        private ushort[] _list = new ushort[4];
        private ulong[]? _bits;

        public int Count { get; private set; }

        public bool Add(ushort slot)
        {
            if (_bits is not null)
            {
                ref var word = ref _bits[slot >> 6];
                var bit = 1UL << slot;
                Count += (word & bit) == 0 ? 1 : 0;
                var added = (word & bit) == 0;
                word |= bit;
                return added;
            }

            // Slots mostly come in order.
            var at = Count == 0 || _list[Count - 1] < slot ? ~Count : Array.BinarySearch(_list, 0, Count, slot);
            if (at >= 0)
            {
                return false;
            }

            if (Count == ListMax)
            {
                BecomeBits();
                return Add(slot);
            }

            if (Count == _list.Length)
            {
                Array.Resize(ref _list, Math.Min(ListMax, Count * 2));
            }

            Array.Copy(_list, ~at, _list, ~at + 1, Count - ~at);
            _list[~at] = slot;
            Count++;
            return true;
        }

        public bool Remove(ushort slot)
        {
            if (_bits is not null)
            {
                ref var word = ref _bits[slot >> 6];
                var bit = 1UL << slot;
                if ((word & bit) == 0)
                {
                    return false;
                }

                word &= ~bit;
                Count--;
                if (Count <= ListMax / 2)
                {
                    BecomeList();
                }

                return true;
            }

            var at = Array.BinarySearch(_list, 0, Count, slot);
            if (at < 0)
            {
                return false;
            }

            Array.Copy(_list, at + 1, _list, at, Count - at - 1);
            Count--;
            return true;
        }

        public bool Contains(ushort slot) =>
            _bits is not null ? (_bits[slot >> 6] & (1UL << slot)) != 0 : Array.BinarySearch(_list, 0, Count, slot) >= 0;

        public void OrInto(Span<ulong> part)
        {
            if (_bits is not null)
            {
                Bits.Or(part, _bits);
                return;
            }

            foreach (var slot in _list.AsSpan(0, Count))
            {
                part[slot >> 6] |= 1UL << slot;
            }
        }

        public void AndInto(Span<ulong> part)
        {
            if (_bits is not null)
            {
                Bits.And(part, _bits);
                return;
            }

            Span<ulong> mine = stackalloc ulong[ChunkWords];
            mine.Clear();
            OrInto(mine);
            Bits.And(part, mine);
        }

        public int CountIn(ReadOnlySpan<ulong> part)
        {
            if (_bits is not null)
            {
                return Bits.CountBoth(part, _bits);
            }

            var count = 0;
            foreach (var slot in _list.AsSpan(0, Count))
            {
                count += (int)((part[slot >> 6] >> slot) & 1);
            }

            return count;
        }

        private void BecomeBits()
        {
            var bits = new ulong[ChunkWords];
            OrInto(bits);
            (_bits, _list) = (bits, []);
        }

        private void BecomeList()
        {
            var list = new ushort[ListMax];
            var count = 0;
            foreach (var slot in Bits.Members(_bits!))
            {
                list[count++] = (ushort)slot;
            }

            (_list, _bits) = (list, null);
        }
    }
}

/// <summary>Sets of slots as one bit each.</summary>
internal static class Bits
{
    public static void Or(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        var length = Math.Min(into.Length, other.Length);
        var a = MemoryMarshal.Cast<ulong, Vector<ulong>>(into[..length]);
        var b = MemoryMarshal.Cast<ulong, Vector<ulong>>(other[..length]);
        for (var i = 0; i < a.Length; i++)
        {
            a[i] |= b[i];
        }

        for (var i = a.Length * Vector<ulong>.Count; i < length; i++)
        {
            into[i] |= other[i];
        }
    }

    public static void And(Span<ulong> into, ReadOnlySpan<ulong> other)
    {
        var length = Math.Min(into.Length, other.Length);
        var a = MemoryMarshal.Cast<ulong, Vector<ulong>>(into[..length]);
        var b = MemoryMarshal.Cast<ulong, Vector<ulong>>(other[..length]);
        for (var i = 0; i < a.Length; i++)
        {
            a[i] &= b[i];
        }

        for (var i = a.Length * Vector<ulong>.Count; i < length; i++)
        {
            into[i] &= other[i];
        }
    }

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    public static int CountBoth(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var (length, count) = (Math.Min(one.Length, other.Length), 0);
        for (var i = 0; i < length; i++)
        {
            count += BitOperations.PopCount(one[i] & other[i]);
        }

        return count;
    }

    public static bool Has(ReadOnlySpan<ulong> bits, int slot) => (bits[slot >> 6] & (1UL << slot)) != 0;

    public static void Set(Span<ulong> bits, int slot) => bits[slot >> 6] |= 1UL << slot;

    public static void Clear(Span<ulong> bits, int slot) => bits[slot >> 6] &= ~(1UL << slot);

    public static MemberEnumerator Members(ReadOnlySpan<ulong> bits) => new(bits);

    /// <summary>The slots whose bit is set, lowest first.</summary>
    internal ref struct MemberEnumerator(ReadOnlySpan<ulong> bits)
    {
        private readonly ReadOnlySpan<ulong> _bits = bits;
        private ulong _word = bits.Length > 0 ? bits[0] : 0;
        private int _index;

        public int Current { get; private set; }

        public readonly MemberEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_word == 0)
            {
                if (++_index >= _bits.Length)
                {
                    return false;
                }

                _word = _bits[_index];
            }

            Current = (_index << 6) + BitOperations.TrailingZeroCount(_word);
            _word &= _word - 1;
            return true;
        }
    }
}
