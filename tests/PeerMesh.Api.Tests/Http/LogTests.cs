using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Http;

public sealed class LogTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_log_names_routes_and_nobody_who_took_them()
    {
        var log = new Captured();
        await using var gateway = await TestGateway.Start(api.Cluster.Client, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Debug);
            builder.Services.AddSingleton<ILoggerProvider>(log);
        });
        var ana = await ApiFixture.SignIn("Anastasia", gateway);
        var group = await ana.FoundGroup();
        var session = await ana.StartSession(group);
        await ana.Enter(session);
        await using (var events = await ana.Follow(session))
        {
            await events.Must("snapshot");
        }

        using var refused = await ana.Http.GetAsync($"/v1/sessions/{session}/events?after={ana.Email}");
        using var nowhere = await ana.Http.GetAsync($"/{ana.Name}?to={ana.Email}");
        await Until.True(() => log.Lines.Any(line => line.Contains("/v1/sessions/{sessionId}/events", StringComparison.Ordinal)));

        var member = await ana.MemberId();
        var code = gateway.Mailbox.CodeFor(ana.Email);
        foreach (var secret in (string[])[ana.Email, ana.Name, member, session, group, code, "Evening circle", ana.Http.DefaultRequestHeaders.Authorization!.Parameter!])
        {
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private sealed class Captured : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
