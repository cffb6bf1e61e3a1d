using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Members;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>What grains rely on, whatever database is behind it.</summary>
[Collection(StorageTests.Name)]
public sealed class GrainStorageTests(DatabaseFixture databases)
{
    [Theory, EachDatabase]
    public async Task A_write_that_was_overtaken_is_turned_down_and_changes_nothing(string database)
    {
        using var place = await databases.Make(database);
        await using var network = await StoredNetwork.Start(place);
        var storage = StorageOf(network);
        var id = GrainId.Create("email", "address");
        await storage.WriteStateAsync("email", id, StateOf("ana"));
        var (one, other) = (new GrainState<EmailRecord>(), new GrainState<EmailRecord>());
        await storage.ReadStateAsync("email", id, one);
        await storage.ReadStateAsync("email", id, other);

        one.State = StateOf("ben").State;
        await storage.WriteStateAsync("email", id, one);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("email", id, other));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("email", id, StateOf("cleo")));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("email", id, other));
        var stored = new GrainState<EmailRecord>();
        await storage.ReadStateAsync("email", id, stored);
        Assert.Equal(new MemberId("ben"), stored.State!.Member);
    }

    [Theory, EachDatabase]
    public async Task Of_many_writes_that_start_from_the_same_document_one_is_taken(string database)
    {
        using var place = await databases.Make(database);
        await using var network = await StoredNetwork.Start(place);
        var storage = StorageOf(network);
        var id = GrainId.Create("email", "address");
        await storage.WriteStateAsync("email", id, StateOf("nobody"));
        var rivals = await Task.WhenAll(Enumerable.Range(0, 16).Select(async index =>
        {
            var state = new GrainState<EmailRecord>();
            await storage.ReadStateAsync("email", id, state);
            state.State = StateOf($"member-{index}").State;
            return state;
        }));

        var taken = await Task.WhenAll(rivals.Select(async rival =>
        {
            try
            {
                await storage.WriteStateAsync("email", id, rival);
                return rival.State!.Member;
            }
            catch (InconsistentStateException)
            {
                return (MemberId?)null;
            }
        }));

        var stored = new GrainState<EmailRecord>();
        await storage.ReadStateAsync("email", id, stored);
        Assert.Equal(stored.State!.Member, Assert.Single(taken, member => member is not null));
    }

    // On PostgreSQL they go together; keys that look like numbers go another way there.
    [Theory, EachDatabase]
    public async Task Of_many_documents_changed_in_one_moment_each_gets_its_own_answer(string database)
    {
        using var place = await databases.Make(database);
        await using var network = await StoredNetwork.Start(place);
        var storage = StorageOf(network);
        var ids = Enumerable.Range(0, 150).Select(i => GrainId.Create("email", i % 10 == 3 ? $"{i}" : i % 10 == 7 ? Guid.NewGuid().ToString("N") : $"key-{i} ä")).ToList();
        var states = await Task.WhenAll(ids.Select(async (id, i) =>
        {
            var state = StateOf($"first-{i}");
            await storage.WriteStateAsync("email", id, state);
            return state;
        }));
        foreach (var i in (int[])[5, 50, 149])
        {
            var overtaking = new GrainState<EmailRecord>();
            await storage.ReadStateAsync("email", ids[i], overtaking);
            overtaking.State = StateOf($"overtaking-{i}").State;
            await storage.WriteStateAsync("email", ids[i], overtaking);
        }

        var answers = await Task.WhenAll(ids.Select(async (id, i) =>
        {
            states[i].State = StateOf($"second-{i}").State;
            return await Record.ExceptionAsync(() => storage.WriteStateAsync("email", id, states[i]));
        }));
        var overtaken = answers.Select(answer => answer is InconsistentStateException).ToList();

        Assert.All(answers, answer => Assert.True(answer is null or InconsistentStateException, answer?.ToString()));
        Assert.Equal([5, 50, 149], Enumerable.Range(0, ids.Count).Where(i => overtaken[i]));
        for (var i = 0; i < ids.Count; i++)
        {
            var stored = new GrainState<EmailRecord>();
            await storage.ReadStateAsync("email", ids[i], stored);
            Assert.Equal(overtaken[i] ? $"overtaking-{i}" : $"second-{i}", stored.State!.Member!.Value.Value);
            Assert.True(overtaken[i] || stored.ETag == states[i].ETag);
        }
    }

    [Theory, EachDatabase]
    public async Task A_cleared_document_is_gone_and_can_be_written_again(string database)
    {
        using var place = await databases.Make(database);
        await using var network = await StoredNetwork.Start(place);
        var storage = StorageOf(network);
        var id = GrainId.Create("email", "address");
        var state = StateOf("ana");
        await storage.WriteStateAsync("email", id, state);

        await storage.ClearStateAsync("email", id, state);
        var cleared = new GrainState<EmailRecord>();
        await storage.ReadStateAsync("email", id, cleared);
        Assert.False(cleared.RecordExists);

        cleared.State = StateOf("ben").State;
        await storage.WriteStateAsync("email", id, cleared);
    }

    [Theory, EachDatabase]
    public async Task Many_grains_write_at_once(string database)
    {
        using var place = await databases.Make(database);
        await using var network = await StoredNetwork.Start(place);

        var members = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => network.Grains.GetGrain<IEmailGrain>($"address-{i}").Resolve()));

        Assert.Equal(200, members.Distinct().Count());
        Assert.Equal("200", network.Ask("SELECT count(*) FROM OrleansStorage WHERE GrainTypeString LIKE '%email%'"));
    }

    [Theory, EachDatabase]
    public async Task Storage_that_fails_reaches_the_caller_as_news_it_can_read(string database)
    {
        using var place = await databases.Make(database);
        await using var network = await StoredNetwork.Start(place);
        var active = network.Grains.GetGrain<IEmailGrain>("active");
        await active.RequestCode();
        network.Ask("ALTER TABLE OrleansStorage RENAME TO Elsewhere");

        await Assert.ThrowsAsync<StorageUnavailableException>(active.RequestCode);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => network.Grains.GetGrain<IEmailGrain>("not active yet").RequestCode());

        network.Ask("ALTER TABLE Elsewhere RENAME TO OrleansStorage");
        Assert.NotNull(await active.RequestCode());
    }

    private static IGrainStorage StorageOf(StoredNetwork network) => network.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Default);

    private static GrainState<EmailRecord> StateOf(string member) => new(new EmailRecord { Member = new MemberId(member) });
}
