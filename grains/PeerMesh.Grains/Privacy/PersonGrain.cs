using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Privacy;
using PeerMesh.Grains.Auditing;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Privacy;

/// <summary>Goes through <see cref="PersonHoldings"/> to give a person's data out or take it away. How far an erasure is, is stored; a reminder finishes it after a crash.</summary>
[GrainType("person"), CollectionAgeLimit(Minutes = GrainAges.OfPeople)]
internal sealed partial class PersonGrain(
    [PersistentState("person", StorageNames.Default)] IPersistentState<PersonRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    SiloStop stop,
    IServiceProvider services,
    ILogger<PersonGrain> log) : AuditedGrain<PersonRecord>(stored, "person"), IPersonGrain, IRemindable
{
    private const string ErasureReminder = "erasure";

    /// <summary>Grains asked at once: an old account's hundreds of sessions are not woken in one moment.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan ReminderEvery = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;

    private MemberId Id => new(this.GetPrimaryKeyString());

    private bool IsGoing => Record.ErasingSince is not null;

    public Task KnownTo(GroupId group) =>
        IsGoing || Record.Groups.Contains(group) ? Task.CompletedTask : Save(Record with { Groups = Bounded(Record.Groups.Add(group), PersonLimits.GroupsMax) });

    public Task Attends(SessionId session) =>
        IsGoing || Record.Sessions.Contains(session) ? Task.CompletedTask : Save(Record with { Sessions = Bounded(Record.Sessions.Add(session), PersonLimits.SessionsMax) });

    public Task IsOver(SessionId session) =>
        IsGoing || !Record.Sessions.Contains(session) ? Task.CompletedTask : Save(Record with { Sessions = Record.Sessions.Remove(session) });

    public Task TakesPartIn(string application) =>
        IsGoing || Record.Applications.Contains(application) ? Task.CompletedTask : Save(Record with { Applications = Bounded(Record.Applications.Add(application), PersonLimits.ApplicationsMax) });

    public Task SignsInBy(string emailKey) =>
        IsGoing || Record.EmailKeys.Contains(emailKey) ? Task.CompletedTask : Save(Record with { EmailKeys = Bounded(Record.EmailKeys.Add(emailKey), PersonLimits.EmailKeysMax) });

    public Task<bool> IsErased() => Task.FromResult(IsGoing);

    public async Task<string?> Key()
    {
        if (!IsGoing && Record.Key is null)
        {
            await Save(Record with { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(PersonLimits.KeyBytes)) });
        }

        return Record.Key;
    }

    public async Task<PersonExport> Export(Caller caller)
    {
        if (caller.Member != Id)
        {
            return new PersonExport([], PersonRefusals.NotYours);
        }

        var places = await Places();
        var parts = ImmutableList.CreateBuilder<PersonPart>();
        foreach (var holding in PersonHoldings.All)
        {
            foreach (var keys in holding.Keys(places).Chunk(AtOnce))
            {
                var held = await Task.WhenAll(keys.Select(async key => (Key: key, Json: await Grain(holding, key).Held(Id))));
                parts.AddRange(held.Where(one => one.Json is not null).Select(one => new PersonPart(holding.Name, one.Key, one.Json!)));
            }
        }

        parts.Add(new PersonPart("record", Id.Value, HeldJson.Of(new { Record.Groups, Record.Sessions, Acts = Record.Audit?.Recent })));
        await Save(Noted(Record, clock.GetUtcNow(), new AuditNote(Id, AuditActions.AccountExported, AuditSubjects.Member(Id))));
        return new PersonExport(parts.ToImmutable(), null);
    }

    public async Task<ImmutableList<SeenRead>> Seen(Caller caller)
    {
        if (caller.Member != Id)
        {
            return [];
        }

        var reads = ImmutableList.CreateBuilder<SeenRead>();
        foreach (var groups in (await Groups()).Chunk(AtOnce))
        {
            reads.AddRange((await Task.WhenAll(groups.Select(group => GrainFactory.GetGrain<IGroupPrivacyGrain>(group.Value).Seen(Id)))).SelectMany(seen => seen));
        }

        reads.AddRange((Record.Audit?.Recent ?? []).Select(act => new SeenRead(act.At, null, null, act.Action, null, default)));
        return [.. reads.OrderByDescending(read => read.At)];
    }

    public async Task<Refusal?> Delete(Caller caller)
    {
        if (caller.Member != Id)
        {
            return PersonRefusals.NotYours;
        }

        if (!IsGoing)
        {
            // From the next write on nothing that was sealed for them opens, and no group or session adds them anew.
            await this.RegisterOrUpdateReminder(ErasureReminder, ReminderEvery, ReminderEvery);
            // Where they are known is kept first: what is taken away piece by piece could not say it later.
            var places = await Places();
            await Save(Noted(
                Record with { ErasingSince = clock.GetUtcNow(), Key = null, Groups = places.Groups, Sessions = places.Sessions },
                clock.GetUtcNow(),
                new AuditNote(Id, AuditActions.AccountErased, AuditSubjects.Member(Id))));
        }

        if (Record.ErasedAt is null)
        {
            await SignOutAndSilence();
        }

        GoOnSoon();
        return null;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => GoOn();

    private async Task GoOn()
    {
        if (!IsGoing || Record.ErasedAt is not null)
        {
            if (await this.GetReminder(ErasureReminder) is { } reminder)
            {
                await this.UnregisterReminder(reminder);
            }

            return;
        }

        try
        {
            var places = await Places();
            var all = true;
            foreach (var holding in PersonHoldings.All.Where(holding => !Record.Done.Contains(holding.Name)))
            {
                var done = true;
                foreach (var keys in holding.Keys(places).Chunk(AtOnce))
                {
                    done &= (await Task.WhenAll(keys.Select(key => Grain(holding, key).Forget(Id)))).All(forgotten => forgotten);
                }

                // A meeting that is on waits for the next reminder; everything else does not wait for it.
                all &= done;
                if (done)
                {
                    await Save(Record with { Done = Record.Done.Add(holding.Name) });
                }
            }

            if (!all)
            {
                return;
            }

            await Save(new PersonRecord { ErasingSince = Record.ErasingSince, ErasedAt = clock.GetUtcNow(), Audit = Record.Audit });
            if (services.GetService<IStorageShred>() is { } shred)
            {
                await shred.Shred();
            }
        }
        catch (Exception) when (stop.IsUnderWay)
        {
        }
        catch (Exception failure)
        {
            LogNotYet(failure, GrainContext.GrainId);
        }
    }

    private async Task<ImmutableList<GroupId>> Groups()
    {
        var member = await GrainFactory.GetGrain<IMemberGrain>(Id.Value).Look();
        return [.. Record.Groups.Union(member.Groups.Select(group => group.Id)).Union((member.Ties ?? []).Select(tie => tie.Group))];
    }

    private async Task<PersonPlaces> Places()
    {
        var groups = await Groups();
        var dates = await GrainFactory.GetGrain<IMemberDatesGrain>(Id.Value).List();
        var sessions = Record.Sessions.Union(dates.Select(date => date.Session)).ToHashSet();
        foreach (var some in groups.Chunk(AtOnce))
        {
            // Sessions from before they were written down for each person.
            sessions.UnionWith((await Task.WhenAll(some.Select(group => GrainFactory.GetGrain<IGroupPrivacyGrain>(group.Value).Sessions()))).SelectMany(known => known));
        }

        var bodies = await GrainFactory.GetGrain<IBodiesGrain>(IBodiesGrain.Key).List(known: -1);
        return new PersonPlaces(Id, groups, [.. sessions], Record.EmailKeys, bodies is null ? [] : bodies.Bodies.ConvertAll(body => body.Id), Record.Applications);
    }

    // At once, and again with all the rest: groups that are left tell these a little more.
    private async Task SignOutAndSilence()
    {
        await GrainFactory.GetGrain<IHoldsPerson>(GrainId.Create("member", Id.Value)).Forget(Id);
        await GrainFactory.GetGrain<IHoldsPerson>(GrainId.Create("notices", Id.Value)).Forget(Id);
    }

    private IHoldsPerson Grain(PersonHolding holding, string key) => GrainFactory.GetGrain<IHoldsPerson>(GrainId.Create(holding.GrainType, key));

    private void GoOnSoon() => this.SetAlarm(ref _timer, GoOn, TimeSpan.Zero);

    private static ImmutableList<T> Bounded<T>(ImmutableList<T> list, int max) => list.Count > max ? list.RemoveAt(0) : list;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} could not be erased everywhere yet and goes on by its reminder.")]
    private partial void LogNotYet(Exception failure, GrainId grainId);
}
