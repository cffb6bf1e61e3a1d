namespace PeerMesh.Tests.Shared;

/// <summary>Reads a secret as an authenticator app does.</summary>
internal static class Base32
{
    public static byte[] Read(string text)
    {
        var (bytes, bits, held) = (new List<byte>(), 0, 0);
        foreach (var letter in text)
        {
            (bits, held) = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), held + 5);
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(bits >> held));
                bits &= (1 << held) - 1;
            }
        }

        return [.. bytes];
    }
}
