using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Privacy;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Privacy;

/// <summary>Wraps <see cref="RetentionRules"/>: looks once a day whose time is over. A grain beside the group, so that a list of years is not written with every change of it.</summary>
/// <remarks>One reminder for a group, and not one for each of its meetings: what an organisation says holds for all of them from the next day on, also where it says something else than before.</remarks>
[GrainType("retention")]
internal sealed partial class RetentionGrain(
    [PersistentState("retention", StorageNames.Default)] IPersistentState<RetentionRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    SiloStop stop,
    IServiceProvider services,
    ILogger<RetentionGrain> log) : RecordGrain<RetentionRecord>(stored), IRetentionGrain, IRemindable
{
    private const string DailyReminder = "daily";

    /// <summary>Grains asked at once: years of meetings are not woken in one moment.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private IGrainTimer? _timer;
    private bool _reminder;

    public async Task Keeps(SessionId session, DateTimeOffset endsAt)
    {
        await Begin();
        var kept = RetentionRules.With(Record.Meetings, new KeptMeeting(session, endsAt));
        if (!ReferenceEquals(kept, Record.Meetings))
        {
            await Save(Record with { Meetings = kept });
        }
    }

    // Before what it is for is stored: a crash in between leaves a reminder that finds nothing and goes away.
    public async Task Begin()
    {
        if (!_reminder)
        {
            await this.RegisterOrUpdateReminder(DailyReminder, Day, Day);
            _reminder = true;
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _reminder = true;

        // Not in the reminder's own call: years of meetings take longer than a call may.
        this.SetAlarm(ref _timer, LetGo, TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private async Task LetGo()
    {
        try
        {
            var group = GrainFactory.GetGrain<IGroupPrivacyGrain>(this.GetPrimaryKeyString());
            var days = await group.KeepsFor();
            var before = RetentionRules.Before(clock.GetUtcNow(), days);
            var gone = 0;
            foreach (var some in RetentionRules.Due(Record.Meetings, before).Chunk(AtOnce))
            {
                var done = await Task.WhenAll(some.Select(async meeting => (Meeting: meeting, All: await LetGo(meeting, before))));
                var over = done.Where(one => one.All).Select(one => one.Meeting).ToHashSet();
                if (over.Count > 0)
                {
                    gone += over.Count;
                    await Save(Record with { Meetings = Record.Meetings.RemoveAll(over.Contains) });
                }
            }

            var nobodyLeft = await group.AsReference<IKeepsPeople>().LetGo(before);
            if (gone > 0)
            {
                LogLetGo(gone, GrainContext.GrainId, days ?? RetentionRules.DaysDefault);
                if (services.GetService<IStorageShred>() is { } shred)
                {
                    await shred.Shred();
                }
            }

            if (nobodyLeft && Record.Meetings.IsEmpty)
            {
                await EndReminder();
            }
        }
        catch (Exception) when (stop.IsUnderWay)
        {
            // Tomorrow is early enough.
        }
        catch (Exception failure)
        {
            LogNotYet(failure, GrainContext.GrainId);
        }
    }

    private async Task EndReminder()
    {
        _reminder = false;
        if (await this.GetReminder(DailyReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        if (_reminder)
        {
            // Somebody needed it meanwhile, and it may be theirs that was taken away.
            _reminder = false;
            await Begin();
        }
    }

    // The date first: it tells people's own lists, and knows from the session who came.
    private async Task<bool> LetGo(KeptMeeting meeting, DateTimeOffset before) =>
        await GrainFactory.GetGrain<IRegistrationGrain>(meeting.Session.Value).AsReference<IKeepsPeople>().LetGo(before)
        & await GrainFactory.GetGrain<ISessionGrain>(meeting.Session.Value).AsReference<IKeepsPeople>().LetGo(before);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} meetings of {GrainId} were over for more than {Days} days and know nobody any more.")]
    private partial void LogLetGo(int count, GrainId grainId, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} could not let go of all that is due and tries again within a day.")]
    private partial void LogNotYet(Exception failure, GrainId grainId);
}

/// <summary>What is stored of a group's meetings that know people.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.retention")]
internal sealed record RetentionRecord
{
    /// <summary>In the order in which they began to know somebody.</summary>
    [Id(0)]
    public ImmutableList<KeptMeeting> Meetings { get; init; } = [];
}
