using System.Buffers.Text;

namespace PeerMesh.Load.Rooms;

/// <summary>Finds the numbers that follow a marker in bytes as they arrive, cheaply: the generator must not be what is measured.</summary>
/// <param name="marker">What stands right before each number.</param>
internal sealed class Scanner(ReadOnlyMemory<byte> marker)
{
    /// <summary>A number and what ends it.</summary>
    private const int NumberMax = 24;

    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>Where to put the next bytes.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_bytes.Length - _length < 1024)
            {
                Array.Resize(ref _bytes, _bytes.Length * 2);
            }

            return _bytes.AsMemory(_length);
        }
    }

    /// <summary>Takes up bytes that were put into <see cref="Free"/>, and says each number that is complete.</summary>
    public void Advance(int count, Action<long> found)
    {
        _length += count;
        var rest = _bytes.AsSpan(0, _length);
        while (rest.IndexOf(marker.Span) is var at and >= 0)
        {
            var after = rest[(at + marker.Length)..];
            if (after.Length < NumberMax && after.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
            {
                rest = rest[at..];
                Keep(rest);
                return;
            }

            if (Utf8Parser.TryParse(after, out long number, out _))
            {
                found(number);
            }

            rest = after;
        }

        // The beginning of a marker may be among the last bytes.
        Keep(rest[Math.Max(0, rest.Length - marker.Length)..]);
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        rest.CopyTo(_bytes);
        _length = rest.Length;
    }
}
