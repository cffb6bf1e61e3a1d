using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Notices;

/// <summary>Keeps who has mail waiting. Reentrant, so that a hundred people put here at once share a few writes.</summary>
[GrainType("notice-queue"), Reentrant]
internal sealed class NoticeQueueGrain(
    [PersistentState("notice-queue", StorageNames.Default)] IPersistentState<NoticeQueueRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    GrainInstruments instruments) : Grain, INoticeQueueGrain
{
    private readonly Dictionary<MemberId, DateTimeOffset> _leases = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var member in stored.State.People.Keys)
        {
            Report(member, waiting: true);
        }

        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var member in stored.State.People.Keys)
        {
            Report(member, waiting: false);
        }

        return Task.CompletedTask;
    }

    public Task Put(MemberId member)
    {
        var stamp = stored.State.LastStamp + 1;
        Report(member, waiting: true);
        return Save(stored.State with { People = stored.State.People.SetItem(member, new QueuedPerson(stamp, null)), LastStamp = stamp });
    }

    public Task<ImmutableList<QueuedMember>> Lease(int max)
    {
        var now = clock.GetUtcNow();
        ImmutableList<QueuedMember> handed =
        [
            .. stored.State.People
                .Where(person => !(person.Value.NotBefore > now) && !(_leases.TryGetValue(person.Key, out var until) && until > now))
                .OrderBy(person => person.Value.Stamp)
                .Take(max)
                .Select(person => new QueuedMember(person.Key, person.Value.Stamp)),
        ];
        foreach (var person in handed)
        {
            _leases[person.Member] = now + NoticeLimits.Lease;
        }

        return Task.FromResult(handed);
    }

    public Task Done(QueuedMember member, DateTimeOffset? again)
    {
        _leases.Remove(member.Member);

        // Put here again after they were handed out: what came then may not have been taken along.
        if (stored.State.People.GetValueOrDefault(member.Member) is not { } known || known.Stamp != member.Stamp)
        {
            return Task.CompletedTask;
        }

        Report(member.Member, waiting: again is not null);
        return Save(stored.State with
        {
            People = again is null ? stored.State.People.Remove(member.Member) : stored.State.People.SetItem(member.Member, known with { NotBefore = again }),
        });
    }

    // By person: a queue is never empty on a busy evening, but everybody's mail leaves it.
    private void Report(MemberId member, bool waiting) =>
        instruments.Outbox.Report(GrainFactory.GetGrain<INoticesGrain>(member.Value).GetGrainId(), OutboxAges.Notices, waiting);

    // Orleans joins the writes of calls in flight. Where one fails, nobody knows what storage holds: start again from it.
    private async Task Save(NoticeQueueRecord next)
    {
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
