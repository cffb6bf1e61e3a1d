using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>Words of people's own, followed through everything a silo writes down about itself.</summary>
[Collection(StorageTests.Name)]
public sealed class CanaryTests(DatabaseFixture databases)
{
    private const string Canary = "kanarienvogel";

    [Theory, EachDatabase]
    public async Task Nothing_people_say_of_themselves_is_logged(string database)
    {
        using var place = await databases.Make(database);
        using var logs = new Capture();
        var ana = new Caller(new MemberId("ana-of-these-tests-2"));
        string[] secrets;
        await using (var network = await StoredNetwork.Start(place, logs))
        {
            var group = network.Grains.GetGrain<IGroupGrain>("group-of-canaries");
            await group.Found(ana, new GroupDraft($"{Canary} one", $"{Canary} two", "dbsa"));
            await group.SetRole(ana, ana.Member, GroupRole.Facilitator, $"{Canary} three");
            await group.SetRole(ana, ana.Member, GroupRole.Member, $"{Canary} refused");
            var ben = new Caller(new MemberId("ben-of-these-tests"));
            await group.Ask(ana, new ChangeMembership(new MembershipSettings(JoinMode.Request)) { RequestId = "s" });
            await group.Ask(ben, new JoinGroup($"{Canary} seven", $"{Canary} eight", $"{Canary} nine") { RequestId = "j1" });
            await group.Ask(ben, new JoinGroup($"{Canary} seven", $"{Canary} eight") { RequestId = "j2" });
            await group.Ask(ana, new AnswerRequest(ben.Member, Approve: false, $"{Canary} ten") { RequestId = "a" });
            await network.Grains.GetGrain<INoticesGrain>(ben.Member.Value).SetAddress($"{Canary} sealed");
            var session = (await group.StartSession(ana, $"{Canary} four", "r1")).Session!.Value;
            await network.Grains.GetGrain<ISessionGrain>(session.Value).Submit(ana, new Enter($"{Canary} five", 1) { CommandId = "c1" });
            await network.Grains.GetGrain<IKeyRingGrain>(IKeyRingGrain.Key).AddKey("k1", $"<{Canary}/>");
            var device = await network.Grains.GetGrain<IMemberGrain>(ana.Member.Value).SignIn();
            await network.Grains.GetGrain<IMemberGrain>(ana.Member.Value).Refresh(device.RefreshToken);
            await network.Grains.GetGrain<IMemberGrain>(ana.Member.Value).Refresh(device.RefreshToken);

            // Storage that fails is where documents are most likely to end up in a message.
            network.Ask("ALTER TABLE OrleansStorage RENAME TO Elsewhere");

            await Assert.ThrowsAsync<StorageUnavailableException>(() => group.Change(ana, new GroupDraft($"{Canary} six", "", "dbsa")));
            secrets = [device.RefreshToken, Canary];
        }

        Assert.NotEmpty(logs.Lines);
        Assert.All(logs.Lines, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));
    }

    private sealed class Capture : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(Convert.ToString(state, CultureInfo.InvariantCulture) ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
