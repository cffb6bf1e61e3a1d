using Orleans.Storage;

namespace PeerMesh.Grains.Sessions;

/// <summary>The session's other row: the whole document as it was some dozens of commands ago, so that each of them writes little.</summary>
/// <remarks>
/// It holds only what the session's own row held before, and never goes back to an earlier version. So it needs no part in deciding whose a session is: that is the
/// own row's version, which every command names.
/// </remarks>
internal sealed class SessionCheckpoint(IGrainStorage storage, GrainId session)
{
    /// <summary>Events and answers after which another one is due: each is written some dozens of times, the whole once.</summary>
    public const int DueAfter = 64;

    /// <summary>Where none could be stored for as long as this, the whole is written in one again.</summary>
    public const int GivenUpAfter = 512;

    private const string StateName = "session-checkpoint";

    // Without the document: it is the session's, which goes on from it.
    private GrainState<SessionRecord>? _row;

    /// <summary>What storage holds; null where it holds none.</summary>
    public async Task<SessionDocument?> Read()
    {
        var row = new GrainState<SessionRecord>(new SessionRecord());
        await storage.ReadStateAsync(StateName, session, row);
        var document = row.State?.Document;
        row.State = new SessionRecord();
        _row = row;
        return document;
    }

    /// <summary>Stores what the session's own row is known to hold.</summary>
    /// <returns>False where there is a later one: another activation has gone on.</returns>
    /// <exception cref="InconsistentStateException">Another activation stored one meanwhile, of which nothing is known.</exception>
    public async Task<bool> Write(SessionDocument durable)
    {
        if (_row is null && await Read() is { } stored && stored.Version > durable.Version)
        {
            return false;
        }

        var row = _row!;
        try
        {
            row.State = new SessionRecord { Document = durable };
            await storage.WriteStateAsync(StateName, session, row);
            row.State = new SessionRecord();
            return true;
        }
        catch
        {
            // Whether it is there is not known; the next one looks first.
            _row = null;
            throw;
        }
    }

    /// <summary>The session is over, and what its own row says of it is all that is kept.</summary>
    public async Task Clear()
    {
        if (await Read() is not null)
        {
            await storage.ClearStateAsync(StateName, session, _row!);
        }

        _row = null;
    }
}
