using System.Collections.Immutable;
using PeerMesh.Api.Http;
using PeerMesh.Api.Mail;
using PeerMesh.Contracts.Notices;

namespace PeerMesh.Api.Notices;

/// <summary>Fetches people who have mail waiting, sends what there is, and reports back.</summary>
/// <remarks>
/// A notice is reported as sent after the mail server took it. A gateway that dies in between sends it again, under the same
/// Message-ID, which mail systems show once.
/// </remarks>
internal sealed partial class NoticeDelivery(
    IGrainFactory grains,
    IMailer mailer,
    ContactSeal seal,
    NoticeMail words,
    TimeProvider clock,
    ILogger<NoticeDelivery> log) : BackgroundService
{
    /// <summary>People taken from one part of the queue at a time; few, so that several gateways share a busy hour.</summary>
    private const int PeopleAtOnce = 20;

    /// <summary>Connections to the mail server at a time.</summary>
    private const int AtOnce = 4;

    /// <summary>How often an empty queue is looked at: a held place is worth minutes, not seconds.</summary>
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var sent = 0;
            try
            {
                if (mailer.CanDeliver)
                {
                    sent = await Round(stoppingToken);
                }
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                LogRetry(failed.GetType().Name);
            }

            if (sent == 0)
            {
                await Task.Delay(LooksEvery, clock, stoppingToken);
            }
        }
    }

    private async Task<int> Round(CancellationToken stop)
    {
        var people = new List<(INoticeQueueGrain Queue, QueuedMember Member)>();
        for (var shard = 0; shard < INoticeQueueGrain.Shards; shard++)
        {
            var queue = grains.GetGrain<INoticeQueueGrain>(shard);
            people.AddRange((await GrainCalls.Once(() => queue.Lease(PeopleAtOnce))).Select(member => (queue, member)));
        }

        await Parallel.ForEachAsync(
            people,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (person, cancelled) =>
            {
                try
                {
                    await Serve(person.Queue, person.Member, cancelled);
                }
                catch (Exception failed) when (!cancelled.IsCancellationRequested)
                {
                    // Their lease runs out and somebody takes them again.
                    LogRetry(failed.GetType().Name);
                }
            });
        return people.Count;
    }

    private async Task Serve(INoticeQueueGrain queue, QueuedMember queued, CancellationToken stop)
    {
        var grain = grains.GetGrain<INoticesGrain>(queued.Member.Value);
        var sent = ImmutableList<string>.Empty;
        DateTimeOffset? again = null;
        foreach (var letter in await GrainCalls.Twice(grain.Take, stop))
        {
            if (await seal.Open(queued.Member, letter.SealedAddress) is not { } address)
            {
                // Sealed with a key that is gone: no later try will open it.
                LogUnreadable();
                sent = sent.Add(letter.Notice.Id);
            }
            else if (await mailer.Deliver(words.For(queued.Member, address, letter), stop))
            {
                sent = sent.Add(letter.Notice.Id);
                await GrainCalls.Twice(() => grain.Sent([letter.Notice.Id]), stop);
            }
            else
            {
                again = await GrainCalls.Once(() => grain.Failed(letter.Notice.Id));
            }
        }

        await GrainCalls.Twice(() => grain.Sent(sent), stop);
        await GrainCalls.Twice(() => queue.Done(queued, again), stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notices could not be fetched or reported and are looked at again: {Failure}")]
    private partial void LogRetry(string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "An address could not be opened; its notice is dropped")]
    private partial void LogUnreadable();
}
