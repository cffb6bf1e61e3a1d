namespace PeerMesh.Api.Mail;

/// <summary>Keeps the SMTP mailer working where it is the one in use; a host may have put another in its place.</summary>
internal sealed class MailDelivery(IMailer mailer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        mailer is SmtpMailer smtp ? smtp.Run(stoppingToken) : Task.CompletedTask;
}
