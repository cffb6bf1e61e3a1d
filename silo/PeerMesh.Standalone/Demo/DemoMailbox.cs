using System.Collections.Immutable;
using PeerMesh.Api.Mail;

namespace PeerMesh.Standalone.Demo;

/// <summary>A mail the demo kept instead of sending.</summary>
/// <param name="Code">The sign-in code in it, or null.</param>
internal sealed record DemoMail(string To, string Subject, string Text, DateTimeOffset SentAt, string? Code);

/// <summary>Where the demo's mail goes instead of out: the newest few hundred, in memory.</summary>
internal sealed class DemoMailbox(TimeProvider clock) : IMailer
{
    /// <summary>A room of forty signing in a few times over; older mail is of no use to anyone.</summary>
    public const int MailsMax = 300;

    private readonly Lock _gate = new();
    private ImmutableList<DemoMail> _mails = [];

    public Task Send(OutgoingMail mail)
    {
        lock (_gate)
        {
            _mails = _mails.Insert(0, new DemoMail(mail.To, mail.Subject, mail.Text, clock.GetUtcNow(), mail.Code));
            if (_mails.Count > MailsMax)
            {
                _mails = _mails.RemoveAt(MailsMax);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Newest first, of one address or of all.</summary>
    public IReadOnlyList<DemoMail> Read(string? to = null)
    {
        ImmutableList<DemoMail> mails;
        lock (_gate)
        {
            mails = _mails;
        }

        return string.IsNullOrWhiteSpace(to)
            ? mails
            : mails.FindAll(mail => string.Equals(mail.To, to.Trim(), StringComparison.OrdinalIgnoreCase));
    }
}
