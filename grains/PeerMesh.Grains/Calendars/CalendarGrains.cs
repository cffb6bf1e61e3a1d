using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Contracts.Calendars;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Calendars;

/// <summary>What is stored under a token's hash.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.calendar-token")]
internal sealed record CalendarTokenRecord
{
    [Id(0)]
    public MemberId? Member { get; init; }
}

/// <summary>What is stored of a member's calendar address.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.member-calendar")]
internal sealed record MemberCalendarRecord
{
    /// <summary>Of the token in force; null is none.</summary>
    [Id(0)]
    public string? Hash { get; init; }

    [Id(1)]
    public DateTimeOffset? Since { get; init; }
}

[GrainType("calendar-token")]
internal sealed class CalendarTokenGrain(
    [PersistentState("calendar-token", StorageNames.Default)] IPersistentState<CalendarTokenRecord> stored)
    : RecordGrain<CalendarTokenRecord>(stored), ICalendarTokenGrain
{
    public Task Bind(MemberId member) => Save(new CalendarTokenRecord { Member = member });

    public Task<MemberId?> Find() => Task.FromResult(Record.Member);

    public Task Revoke() => Record.Member is null ? Task.CompletedTask : Save(new CalendarTokenRecord());
}

[GrainType("member-calendar")]
internal sealed partial class MemberCalendarGrain(
    [PersistentState("member-calendar", StorageNames.Default)] IPersistentState<MemberCalendarRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock)
    : RecordGrain<MemberCalendarRecord>(stored), IMemberCalendarGrain
{
    public async Task<string> Make()
    {
        await Revoke();
        var token = Chance.NewToken();
        var hash = Chance.HashOf(token);
        await GrainFactory.GetGrain<ICalendarTokenGrain>(Key(hash)).Bind(new MemberId(this.GetPrimaryKeyString()));
        await Save(new MemberCalendarRecord { Hash = hash, Since = clock.GetUtcNow() });
        return token;
    }

    public Task<DateTimeOffset?> Since() => Task.FromResult(Record.Since);

    public async Task Revoke()
    {
        if (Record.Hash is { } hash)
        {
            await GrainFactory.GetGrain<ICalendarTokenGrain>(Key(hash)).Revoke();
            await Save(new MemberCalendarRecord());
        }
    }

    // A key of digits alone could be taken for a number by the storage provider.
    private static string Key(string hash) => "c" + hash;
}
