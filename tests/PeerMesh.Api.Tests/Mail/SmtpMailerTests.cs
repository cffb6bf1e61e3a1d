using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PeerMesh.Api.Mail;
using PeerMesh.Api.Telemetry;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Mail;

public sealed class SmtpMailerTests
{
    [Fact]
    public async Task Mail_goes_to_the_server_and_again_where_it_was_not_taken()
    {
        using var server = new MailServer(refuseFirst: 1);
        var clock = new FakeTimeProvider();
        var log = new Lines();
        var mailer = new SmtpMailer(Options(server.Port), clock, Instruments(), log);
        using var stop = new CancellationTokenSource();
        var running = mailer.Run(stop.Token);

        await mailer.Send(CodeMail.For("ana@example.org", "204816"));
        await Until.True(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return !server.Taken.IsEmpty;
        });

        var (to, text) = server.Taken.Single();
        Assert.Equal("<ana@example.org>", to);
        Assert.Contains("From: PeerMesh <hello@example.org>", text, StringComparison.Ordinal);
        Assert.Contains("Subject: Your PeerMesh code", text, StringComparison.Ordinal);
        Assert.Contains("204816", text, StringComparison.Ordinal);
        Assert.Single(log.All);
        Assert.DoesNotContain(log.All, line => line.Contains("ana", StringComparison.Ordinal));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Without_a_server_there_is_one_warning_and_nobody_is_named()
    {
        var log = new Lines();
        var mailer = new SmtpMailer(Microsoft.Extensions.Options.Options.Create(new MailOptions()), new FakeTimeProvider(), Instruments(), log);

        await mailer.Run(CancellationToken.None);
        await mailer.Send(CodeMail.For("ana@example.org", "204816"));

        Assert.Contains("Mail:Host", log.All[0], StringComparison.Ordinal);
        Assert.DoesNotContain(log.All, line => line.Contains("ana", StringComparison.Ordinal) || line.Contains("204816", StringComparison.Ordinal));
    }

    private static GatewayInstruments Instruments() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private static IOptions<MailOptions> Options(int port) => Microsoft.Extensions.Options.Options.Create(new MailOptions
    {
        Host = "127.0.0.1",
        Port = port,
        From = "PeerMesh <hello@example.org>",
        Security = SecureSocketOptions.None,
    });

    private sealed class Lines : ILogger<SmtpMailer>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (All)
            {
                All.Add(formatter(state, exception));
            }
        }
    }

    /// <summary>As much of a mail server as one message needs.</summary>
    private sealed class MailServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _refusals;

        public MailServer(int refuseFirst)
        {
            _refusals = refuseFirst;
            _listener.Start();
            _ = Accept();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public ConcurrentQueue<(string To, string Text)> Taken { get; } = new();

        public void Dispose() => _listener.Dispose();

        private async Task Accept()
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await Talk(client);
            }
        }

        private async Task Talk(TcpClient client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 test");
            var to = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("RCPT TO:", StringComparison.Ordinal))
                {
                    to = line[8..].Split(' ')[0];
                    await writer.WriteLineAsync(_refusals-- > 0 ? "451 later" : "250 ok");
                }
                else if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } part && part != ".")
                    {
                        text.AppendLine(part);
                    }

                    await writer.WriteLineAsync("250 ok");
                    Taken.Enqueue((to, text.ToString()));
                }
                else if (line == "QUIT")
                {
                    await writer.WriteLineAsync("221 bye");
                    return;
                }
                else
                {
                    await writer.WriteLineAsync("250 ok");
                }
            }
        }
    }
}
