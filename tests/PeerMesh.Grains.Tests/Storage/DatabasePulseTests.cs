using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PeerMesh.Contracts.Common;
using PeerMesh.Silo.Storage;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Grains.Tests.Storage;

[Collection(StorageTests.Name)]
public sealed class DatabasePulseTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [PostgresFact]
    public async Task A_database_that_stands_still_is_waited_for_by_nobody_and_its_return_is_noticed()
    {
        await using var postgres = await PostgresServer.Start();
        await using var source = PostgresDatabase.QuestionOf(PostgresDatabase.Read(postgres.ConnectionString(PostgresServer.Running, "postgres")));
        using var pulse = new DatabasePulse(source, TimeProvider.System, NullLogger<DatabasePulse>.Instance);
        await pulse.StartAsync(CancellationToken.None);
        Assert.Equal(7, await pulse.Do(() => Task.FromResult(7)));

        postgres.Freeze();

        // One that was under way and would wait for ever is given up; one that comes later is not even begun.
        await Assert.ThrowsAsync<StorageUnavailableException>(() => pulse.Do(() => new TaskCompletionSource<int>().Task).WaitAsync(Patience));
        Assert.False(pulse.IsReachable);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => pulse.Do<int>(() => throw new InvalidOperationException("It was begun.")));

        postgres.Thaw();
        await Until(() => pulse.IsReachable);
        Assert.Equal(8, await pulse.Do(() => Task.FromResult(8)));
        await pulse.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.UndefinedTable, true)]
    [InlineData(PostgresErrorCodes.AdminShutdown, false)]
    public async Task Only_an_operation_that_lost_its_database_says_so_of_all(string code, bool reachable)
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody");
        using var pulse = new DatabasePulse(nowhere, TimeProvider.System, NullLogger<DatabasePulse>.Instance);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => pulse.Do<int>(() => throw new PostgresException("no", "ERROR", "ERROR", code)));

        Assert.Equal(reachable, pulse.IsReachable);
    }

    [Fact]
    public void One_that_took_too_long_did_not_lose_it()
    {
        Assert.False(DatabasePulse.IsLoss(new NpgsqlException("slow", new TimeoutException())));
        Assert.True(DatabasePulse.IsLoss(new NpgsqlException("gone", new SocketException())));
    }

    private static async Task Until(Func<bool> holds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!holds() && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(20);
        }

        Assert.True(holds());
    }
}
