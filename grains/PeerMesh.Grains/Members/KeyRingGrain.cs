using System.Collections.Immutable;
using System.Security.Cryptography;
using PeerMesh.Contracts.Members;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Members;

/// <summary>Keeps what all gateways share.</summary>
[GrainType("keys")]
internal sealed class KeyRingGrain(
    [PersistentState("keys", StorageNames.Default)] IPersistentState<KeyRingRecord> stored)
    : RecordGrain<KeyRingRecord>(stored), IKeyRingGrain
{
    public Task<ImmutableList<string>> Keys() => Task.FromResult(Record.Keys.ConvertAll(key => key.Text));

    public async Task AddKey(string name, string xml)
    {
        var keys = Record.Keys.RemoveAll(key => key.Name == name).Add(new NamedText(name, xml));
        await Save(Record with { Keys = keys.Count > KeyRingLimits.KeysMax ? keys.RemoveAt(0) : keys });
    }

    public async Task<byte[]> Secret(string name)
    {
        if (Record.Secrets.Find(secret => secret.Name == name) is { } known)
        {
            return Convert.FromBase64String(known.Text);
        }

        if (Record.Secrets.Count >= KeyRingLimits.SecretsMax)
        {
            throw new InvalidOperationException("The key ring holds as many secrets as it may.");
        }

        var made = RandomNumberGenerator.GetBytes(KeyRingLimits.SecretBytes);
        await Save(Record with { Secrets = Record.Secrets.Add(new NamedText(name, Convert.ToBase64String(made))) });
        return made;
    }
}
