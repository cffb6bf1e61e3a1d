namespace PeerMesh.Grains.Common;

/// <summary>A grain that keeps one immutable document, handles one call at a time and writes once per change.</summary>
internal abstract class RecordGrain<TRecord>(IPersistentState<TRecord> stored) : Grain
    where TRecord : class
{
    /// <summary>The document as it is stored.</summary>
    protected TRecord Record => stored.State;

    /// <summary>Stores the next document. Where that fails, nobody has seen it, and the next call starts from what storage holds.</summary>
    protected virtual async Task Save(TRecord next)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            // The write may have failed before or after it reached the disk: only reading again tells.
            stored.State = before;
            DeactivateOnIdle();
            throw;
        }
    }
}
