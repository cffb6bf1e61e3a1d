using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Registrations;

/// <summary>Keeps one person's dates, so that a bound on them holds however many dates are asked for at once.</summary>
[GrainType("member-dates"), CollectionAgeLimit(Minutes = GrainAges.OfPeople)]
internal sealed partial class MemberDatesGrain(
    [PersistentState("member-dates", StorageNames.Default)] IPersistentState<MemberDatesRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock) : RecordGrain<MemberDatesRecord>(stored), IMemberDatesGrain
{
    /// <summary>Two years of a weekly group; of what is over the oldest goes first.</summary>
    private const int DatesMax = 200;

    /// <summary>A reservation that nobody confirmed for so long was cut short by a crash, and its person has not asked again.</summary>
    private static readonly TimeSpan ReservedFor = TimeSpan.FromMinutes(2);

    public async Task<int?> Reserve(MemberDate wanted, int max)
    {
        var now = clock.GetUtcNow();
        var others = Record.Dates.Where(kept => kept.Date.Session != wanted.Session && kept.Date.Body == wanted.Body && kept.Date.EndsAt > now && Counts(kept, now)).ToList();
        if (others.Count >= max)
        {
            return others.Count;
        }

        if (!Record.Dates.Exists(kept => kept.Date.Session == wanted.Session && IsActive(kept.Date.State)))
        {
            await Keep(new KeptDate(wanted, now + ReservedFor));
        }

        return null;
    }

    public async Task Changed(MemberDate wanted)
    {
        if (Record.Dates.Find(kept => kept.Date.Session == wanted.Session) is not { ReservedUntil: null } known || known.Date != wanted)
        {
            await Keep(new KeptDate(wanted, null));
        }
    }

    public Task IsOver(SessionId session) =>
        Record.Dates.Exists(kept => kept.Date.Session == session)
            ? Save(Record with { Dates = Record.Dates.RemoveAll(kept => kept.Date.Session == session) })
            : Task.CompletedTask;

    public Task<ImmutableList<MemberDate>> List() =>
        Task.FromResult<ImmutableList<MemberDate>>([.. Record.Dates
            .Where(kept => kept.ReservedUntil is null && kept.Date.State != DateState.None)
            .Select(kept => kept.Date)
            .OrderByDescending(date => date.StartsAt)]);

    private Task Keep(KeptDate date)
    {
        var dates = Record.Dates.RemoveAll(kept => kept.Date.Session == date.Date.Session).Add(date);
        if (dates.Count > DatesMax)
        {
            dates = dates.Remove(dates.MinBy(kept => kept.Date.EndsAt)!);
        }

        return Save(Record with { Dates = dates });
    }

    private static bool Counts(KeptDate kept, DateTimeOffset now) => kept.ReservedUntil is { } until ? until > now : !kept.Date.CalledOff && IsActive(kept.Date.State);

    private static bool IsActive(DateState state) => state is DateState.Going or DateState.Waitlisted or DateState.Offered;
}

/// <summary>What is stored of one person's dates.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.member-dates")]
internal sealed record MemberDatesRecord
{
    [Id(0)]
    public ImmutableList<KeptDate> Dates { get; init; } = [];
}

/// <param name="ReservedUntil">Asked for and not decided yet; null once it is.</param>
[GenerateSerializer, Immutable, Alias("pm.stored.member-date")]
internal sealed record KeptDate(
    [property: Id(0)] MemberDate Date,
    [property: Id(1)] DateTimeOffset? ReservedUntil);
