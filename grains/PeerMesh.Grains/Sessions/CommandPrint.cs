using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>Short prints of a command that stay the same over restarts and releases: they are stored.</summary>
/// <remarks>A cryptographic hash, cut short: nobody can make a command that is taken for another one's.</remarks>
internal static class CommandPrint
{
    // Nulls are left out: a member added later, null in every older command, changes no print.
    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Which command it is: ids are chosen by clients, so they only count for the member who sent them.</summary>
    public static ulong KeyOf(MemberId member, string commandId) =>
        Short(Encoding.UTF8.GetBytes($"{member.Value}\n{commandId}"));

    /// <summary>What the command says.</summary>
    public static ulong ContentOf(SessionCommand command) =>
        Short(JsonSerializer.SerializeToUtf8Bytes(command, Canonical));

    private static ulong Short(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
