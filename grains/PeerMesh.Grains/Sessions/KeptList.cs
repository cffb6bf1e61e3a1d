using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeerMesh.Grains.Sessions;

/// <summary>An immutable list that grows at its end and lets go at its start, a block at a time. In JSON it is an array.</summary>
/// <remarks>
/// Hundreds of items are written with every change of a session, and only the last of them is new. Items keep their bytes until their block is full, and from then on the block
/// keeps those of all. Versions of a list share blocks and items, and so the bytes.
/// </remarks>
[JsonConverter(typeof(KeptListJson)), CollectionBuilder(typeof(KeptList), nameof(KeptList.Of)), Immutable]
internal sealed class KeptList<T> : IReadOnlyList<T>
{
    public static readonly KeptList<T> Empty = new([], []);

    private readonly ImmutableArray<Block> _blocks;
    private readonly ImmutableArray<Entry> _open;

    private KeptList(ImmutableArray<Block> blocks, ImmutableArray<Entry> open) => (_blocks, _open) = (blocks, open);

    public int Count => (_blocks.Length * KeptList.BlockSize) + _open.Length;

    public T this[int index] => index / KeptList.BlockSize is var block && block < _blocks.Length
        ? _blocks[block].Values[index % KeptList.BlockSize]
        : _open[index - (_blocks.Length * KeptList.BlockSize)].Value;

    public KeptList<T> Add(T value) => Add(new Entry(value));

    /// <summary>Adds what another list ends with, so that the two of them write it once.</summary>
    public KeptList<T> AddLastOf(KeptList<T> other) => Add(other.EntryAt(other.Count - 1));

    /// <summary>The list from an index on; what was written of it stays so.</summary>
    public KeptList<T> From(int start)
    {
        var rest = Empty;
        for (var index = start; index < Count; index++)
        {
            rest = rest.Add(EntryAt(index));
        }

        return rest;
    }

    /// <summary>The list without its oldest block, and what was in that one. Only for lists that have more than a block's worth of items.</summary>
    public (KeptList<T> Kept, ImmutableArray<T> Gone) LetGo() => (new(_blocks.RemoveAt(0), _open), _blocks[0].Values);

    /// <summary>Lets go of what it keeps to be written, which the next time is made anew.</summary>
    public void Rest()
    {
        foreach (var block in _blocks)
        {
            block.Rest();
        }

        foreach (var item in _open)
        {
            item.Rest();
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var block in _blocks)
        {
            foreach (var value in block.Values)
            {
                yield return value;
            }
        }

        foreach (var item in _open)
        {
            yield return item.Value;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Writes the list as an array of what <typeparamref name="T"/> is by itself.</summary>
    internal void Write(Utf8JsonWriter writer, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var block in _blocks)
        {
            writer.WriteRawValue(block.Bytes(options), skipInputValidation: true);
        }

        foreach (var item in _open)
        {
            writer.WriteRawValue(item.Bytes(options), skipInputValidation: true);
        }

        writer.WriteEndArray();
    }

    private Entry EntryAt(int index) => index / KeptList.BlockSize is var block && block < _blocks.Length
        ? _blocks[block].At(index % KeptList.BlockSize)
        : _open[index - (_blocks.Length * KeptList.BlockSize)];

    private KeptList<T> Add(Entry entry)
    {
        var open = _open.Add(entry);
        return open.Length < KeptList.BlockSize ? new(_blocks, open) : new(_blocks.Add(new Block(open)), []);
    }

    /// <remarks>Storage may write from several threads; each has the same bytes.</remarks>
    private sealed class Entry(T value)
    {
        private Written? _written;

        public T Value => value;

        public byte[] Bytes(JsonSerializerOptions options) =>
            (_written is { } known && known.Options == options ? known : _written = new Written(options, JsonSerializer.SerializeToUtf8Bytes(value, options))).Bytes;

        public void Rest() => _written = null;
    }

    private sealed class Block(ImmutableArray<Entry> items)
    {
        private ImmutableArray<Entry> _items = items;
        private Written? _written;

        public ImmutableArray<T> Values { get; } = ImmutableArray.CreateRange(items, item => item.Value);

        public Entry At(int index) => _items is { IsDefault: false } items ? items[index] : new Entry(Values[index]);

        public byte[] Bytes(JsonSerializerOptions options)
        {
            if (_written is { } known && known.Options == options)
            {
                return known.Bytes;
            }

            // Once they are here in one piece, those of each by itself are needed no more.
            var items = _items.IsDefault ? ImmutableArray.CreateRange(Values, value => new Entry(value)) : _items;
            var bytes = Join(items, options);
            (_written, _items) = (new Written(options, bytes), default);
            return bytes;
        }

        public void Rest()
        {
            _written = null;
            if (_items is { IsDefault: false } items)
            {
                foreach (var item in items)
                {
                    item.Rest();
                }
            }
        }

        private static byte[] Join(ImmutableArray<Entry> items, JsonSerializerOptions options)
        {
            var bytes = new byte[items.Sum(item => item.Bytes(options).Length + 1) - 1];
            var length = 0;
            foreach (var item in items)
            {
                if (length > 0)
                {
                    bytes[length++] = (byte)',';
                }

                item.Bytes(options).CopyTo(bytes, length);
                length += item.Bytes(options).Length;
            }

            return bytes;
        }
    }

    private sealed record Written(JsonSerializerOptions Options, byte[] Bytes);
}

internal static class KeptList
{
    /// <summary>Items that are let go of at once, and whose bytes are kept in one piece.</summary>
    public const int BlockSize = 32;

    public static KeptList<T> Of<T>(ReadOnlySpan<T> values)
    {
        var list = KeptList<T>.Empty;
        foreach (var value in values)
        {
            list = list.Add(value);
        }

        return list;
    }
}

/// <summary>The JSON of every <see cref="KeptList{T}"/>.</summary>
internal sealed class KeptListJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(KeptList<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<KeptList<T>>
    {
        public override KeptList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T[]>(ref reader, options) is { } values ? KeptList.Of<T>(values) : null;

        public override void Write(Utf8JsonWriter writer, KeptList<T> value, JsonSerializerOptions options) => value.Write(writer, options);
    }
}

/// <summary>Between silos a list goes as what is in it.</summary>
[GenerateSerializer, Alias("pm.kept-list")]
internal struct KeptListItems<T>
{
    [Id(0)]
    public T[] Items;
}

[RegisterConverter]
internal sealed class KeptListConverter<T> : IConverter<KeptList<T>, KeptListItems<T>>
{
    public KeptList<T> ConvertFromSurrogate(in KeptListItems<T> surrogate) => KeptList.Of<T>(surrogate.Items);

    public KeptListItems<T> ConvertToSurrogate(in KeptList<T> value) => new() { Items = [.. value] };
}
