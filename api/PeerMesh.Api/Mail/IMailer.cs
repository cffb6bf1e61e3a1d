namespace PeerMesh.Api.Mail;

/// <summary>One message, in plain text.</summary>
/// <param name="Code">The code the text carries, for a mailbox that shows it apart.</param>
/// <param name="MessageId">Names the message for good: mail systems show one that comes twice with the same name once.</param>
/// <param name="Unsubscribe">Address that stops mails like this one: a page for people, and one click for mail programs (RFC 8058).</param>
public sealed record OutgoingMail(string To, string Subject, string Text, string? Code = null, string? MessageId = null, string? Unsubscribe = null)
{
    /// <summary>Headers besides the usual ones.</summary>
    public IEnumerable<(string Name, string Value)> MoreHeaders => Unsubscribe is { } address
        ? [("List-Unsubscribe", $"<{address}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
        : [];
}

/// <summary>Takes mail away. Returns once the message is in good hands, which need not be the receiver's.</summary>
public interface IMailer
{
    Task Send(OutgoingMail mail);

    /// <summary>Whether there is somewhere to send to at all. Notices wait until there is.</summary>
    bool CanDeliver => true;

    /// <summary>Hands one message over and waits for it to be taken.</summary>
    /// <returns>Whether it was taken; if not, the caller tries again later.</returns>
    async Task<bool> Deliver(OutgoingMail mail, CancellationToken cancellationToken)
    {
        await Send(mail);
        return true;
    }
}
