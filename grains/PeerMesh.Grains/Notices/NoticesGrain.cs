using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Notices;

/// <summary>Keeps how one person is told, and what they have yet to be told.</summary>
[GrainType("notices"), CollectionAgeLimit(Minutes = GrainAges.OfPeople)]
internal sealed partial class NoticesGrain(
    [PersistentState("notices", StorageNames.Default)] IPersistentState<NoticesRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<NoticesGrain> log) : RecordGrain<NoticesRecord>(stored), INoticesGrain
{
    private MemberId Id => new(this.GetPrimaryKeyString());

    public Task<NoticeSettings> Look() => Task.FromResult(new NoticeSettings(Record.SealedAddress is not null, Record.Choices));

    public async Task<Refusal?> Change(NoticeChoices choices)
    {
        if (NoticeRules.Check(choices) is { } refusal)
        {
            return refusal;
        }

        await Save(Record with
        {
            Choices = choices with { Muted = [.. choices.Muted.Distinct().Order()], MutedGroups = choices.MutedGroups ?? Record.Choices.MutedGroups },
        });
        return null;
    }

    public async Task Mute(GroupId? group, NoticeTopic? topic)
    {
        var choices = NoticeRules.Mute(Record.Choices, group, topic);
        if (choices != Record.Choices)
        {
            await Save(Record with { Choices = choices, Waiting = Record.Waiting.FindAll(waiting => NoticeRules.Wants(choices, waiting.Notice)) });
        }
    }

    public async Task Unmute(GroupId group)
    {
        var choices = NoticeRules.Unmute(Record.Choices, group);
        if (choices != Record.Choices)
        {
            await Save(Record with { Choices = choices });
        }
    }

    public Task SetAddress(string sealedAddress) => Save(Record with { SealedAddress = sealedAddress });

    public Task ForgetAddress() =>
        Save(Record with { SealedAddress = null, Waiting = Record.Waiting.FindAll(waiting => waiting.SealedTo is not null) });

    public async Task Tell(Notice notice, string? sealedTo = null)
    {
        if (!Record.Seen.Contains(notice.Id))
        {
            var wanted = (sealedTo ?? Record.SealedAddress) is not null && NoticeRules.Wants(Record.Choices, notice);
            var waiting = wanted ? Record.Waiting.Add(new WaitingNotice(notice, sealedTo, Tries: 0, NotBefore: null)) : Record.Waiting;
            var seen = Record.Seen.Add(notice.Id);
            await Save(Record with
            {
                Waiting = waiting.Count > NoticeLimits.WaitingMax ? waiting.RemoveAt(0) : waiting,
                Seen = seen.Count > NoticeLimits.SeenMax ? seen.RemoveAt(0) : seen,
            });
        }

        // Also for one that was told before: the queue may not have heard of it then.
        if (Record.Waiting.Exists(waiting => waiting.Notice.Id == notice.Id))
        {
            await GrainFactory.NoticeQueueOf(Id).Put(Id);
        }
    }

    public async Task<ImmutableList<Letter>> Take()
    {
        var now = clock.GetUtcNow();
        var stale = Record.Waiting.FindAll(waiting => waiting.Notice.GoodUntil <= now || AddressOf(waiting) is null);
        if (!stale.IsEmpty)
        {
            LogStale(GrainContext.GrainId, stale.Count);
            await Save(Record with { Waiting = Record.Waiting.RemoveRange(stale) });
        }

        return Record.Waiting
            .FindAll(waiting => waiting.NotBefore is null || waiting.NotBefore <= now)
            .ConvertAll(waiting => new Letter(waiting.Notice, AddressOf(waiting)!, Record.Choices));
    }

    public async Task Sent(ImmutableList<string> notices)
    {
        var left = Record.Waiting.RemoveAll(waiting => notices.Contains(waiting.Notice.Id));
        if (left.Count != Record.Waiting.Count)
        {
            await Save(Record with { Waiting = left });
        }
    }

    public async Task<DateTimeOffset?> Failed(string notice)
    {
        if (Record.Waiting.Find(waiting => waiting.Notice.Id == notice) is { } failed)
        {
            var over = failed.Tries >= NoticeLimits.Pauses.Length;
            if (over)
            {
                LogGivenUp(GrainContext.GrainId);
            }

            await Save(Record with
            {
                Waiting = over
                    ? Record.Waiting.Remove(failed)
                    : Record.Waiting.Replace(failed, failed with { Tries = failed.Tries + 1, NotBefore = clock.GetUtcNow() + NoticeLimits.Pauses[failed.Tries] }),
            });
        }

        return Record.Waiting.IsEmpty ? null : Record.Waiting.Min(waiting => waiting.NotBefore ?? DateTimeOffset.MinValue);
    }

    private string? AddressOf(WaitingNotice waiting) => waiting.SealedTo ?? Record.SealedAddress;

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} dropped {Count} notices that were over before they could be sent.")]
    private partial void LogStale(GrainId grainId, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} gave a notice up: the mail server did not take it for half a day.")]
    private partial void LogGivenUp(GrainId grainId);
}
