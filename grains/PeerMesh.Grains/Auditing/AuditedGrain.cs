using System.Collections.Immutable;
using PeerMesh.Contracts.Auditing;
using PeerMesh.Domain.Auditing;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Auditing;

/// <summary>A document that holds the record of what was done to it.</summary>
internal interface IAudited<TSelf>
{
    /// <summary>Null until the first act.</summary>
    AuditTrail? Audit { get; init; }

    TSelf WithAudit(AuditTrail trail);
}

/// <summary>A grain whose privileged acts are written down in the same write as what they change.</summary>
/// <remarks>
/// Note an act with <see cref="Noted"/> on the way to <see cref="Save"/>; nothing else is to be done. Old entries move to pages of
/// their own before the write that leaves them out: a crash in between leaves them in both places, and the page takes the same entries once more.
/// </remarks>
/// <param name="kind">The name of the stored state, which is also the first part of the chain's name: so a row of the database says whose chain it holds.</param>
internal abstract class AuditedGrain<TRecord>(IPersistentState<TRecord> stored, string kind) : RecordGrain<TRecord>(stored)
    where TRecord : class, IAudited<TRecord>
{
    /// <summary>The most that is read at once.</summary>
    private const int ReadMax = AuditRules.PageSize;

    private string Chain => $"{kind}/{this.GetPrimaryKeyString()}";

    /// <summary>The document with these acts at the end of its record.</summary>
    protected TRecord Noted(TRecord next, DateTimeOffset now, params ReadOnlySpan<AuditNote> notes)
    {
        foreach (var note in notes)
        {
            next = next.WithAudit(AuditRules.Add(next.Audit, Chain, note, now));
        }

        return next;
    }

    protected override async Task Save(TRecord next)
    {
        if (next.Audit is { } trail && AuditRules.PageToMove(trail) is { } page)
        {
            await Page(trail.Pages).Keep(page);
            next = next.WithAudit(AuditRules.Moved(trail));
        }

        await base.Save(next);
    }

    /// <summary>Entries before a number (null: the newest), newest first, with whether there are older ones.</summary>
    protected async Task<(ImmutableList<AuditEntry> Entries, bool More)> ReadAudit(long? before, int max)
    {
        var trail = Record.Audit ?? AuditTrail.Empty;
        var last = Math.Min(before - 1 ?? trail.Count, trail.Count);
        var found = ImmutableList.CreateBuilder<AuditEntry>();
        var wanted = Math.Clamp(max, 1, ReadMax);
        while (last > 0 && found.Count < wanted)
        {
            var page = (int)((last - 1) / AuditRules.PageSize);
            var entries = page < trail.Pages ? await Page(page).Read() : trail.Recent;
            var some = entries.Where(entry => entry.Number <= last).Reverse().Take(wanted - found.Count).ToList();
            if (some.Count == 0)
            {
                // A page that is not there: for the verification to tell.
                break;
            }

            found.AddRange(some);
            last = some[^1].Number - 1;
        }

        return (found.ToImmutable(), last > 0);
    }

    private IAuditPageGrain Page(int page) => GrainFactory.GetGrain<IAuditPageGrain>($"{Chain}/{page}");
}
