using System.Threading.Channels;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using PeerMesh.Api.Telemetry;

namespace PeerMesh.Api.Mail;

/// <summary>Sends mail through one SMTP server, in the background: whoever asked for a code waits for no mail server.</summary>
/// <remarks>The line is in memory. What a stopped process had not sent is lost, and the person asks for another code.</remarks>
internal sealed partial class SmtpMailer(IOptions<MailOptions> options, TimeProvider clock, GatewayInstruments instruments, ILogger<SmtpMailer> log) : IMailer
{
    /// <summary>Some minutes of sign-ins at a busy hour. Beyond that the server is away, and codes would be over when they arrive.</summary>
    private const int WaitingMax = 1000;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10)];

    private readonly Channel<OutgoingMail> _waiting = Channel.CreateBounded<OutgoingMail>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    public Task Send(OutgoingMail mail)
    {
        if (string.IsNullOrEmpty(options.Value.Host) || !_waiting.Writer.TryWrite(mail))
        {
            instruments.Mail("lost");
            LogUndelivered(string.IsNullOrEmpty(options.Value.Host) ? "no mail server is configured" : "too many wait");
        }

        return Task.CompletedTask;
    }

    public bool CanDeliver => !string.IsNullOrEmpty(options.Value.Host);

    public async Task<bool> Deliver(OutgoingMail mail, CancellationToken cancellationToken)
    {
        try
        {
            await Transmit(mail, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogRetry(e.GetType().Name);
            return false;
        }
    }

    /// <summary>Delivers what waits until told to stop.</summary>
    public async Task Run(CancellationToken stop)
    {
        if (string.IsNullOrEmpty(options.Value.Host))
        {
            LogNotConfigured();
            return;
        }

        await foreach (var mail in _waiting.Reader.ReadAllAsync(stop))
        {
            await Insist(mail, stop);
        }
    }

    private async Task Insist(OutgoingMail mail, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Transmit(mail, stop);
                instruments.Mail("sent");
                return;
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // The exception's text may hold the address; its kind does not.
                if (attempt == Pauses.Length)
                {
                    instruments.Mail("lost");
                    LogUndelivered(e.GetType().Name);
                    return;
                }

                instruments.Mail("retried");
                LogRetry(e.GetType().Name);
                await Task.Delay(Pauses[attempt], clock, stop);
            }
        }
    }

    private async Task Transmit(OutgoingMail mail, CancellationToken stop)
    {
        var settings = options.Value;
        using var message = new MimeMessage
        {
            Subject = mail.Subject,
            Body = new TextPart("plain") { Text = mail.Text },
        };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(new MailboxAddress(null, mail.To));
        if (mail.MessageId is { } id)
        {
            message.MessageId = id;
        }

        foreach (var (name, value) in mail.MoreHeaders)
        {
            message.Headers.Add(name, value);
        }

        using var client = new SmtpClient();
        await client.ConnectAsync(settings.Host!, settings.Port, settings.Security, stop);
        if (!string.IsNullOrEmpty(settings.User))
        {
            await client.AuthenticateAsync(settings.User, settings.Password ?? "", stop);
        }

        await client.SendAsync(message, stop);
        await client.DisconnectAsync(quit: true, stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail server is configured (Mail:Host): nobody can sign in by mail")]
    private partial void LogNotConfigured();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server did not take a message and is tried again: {Failure}")]
    private partial void LogRetry(string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message was not delivered: {Failure}")]
    private partial void LogUndelivered(string failure);
}
