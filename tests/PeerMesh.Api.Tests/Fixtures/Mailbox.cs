using System.Collections.Concurrent;
using PeerMesh.Api.Mail;

namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>Everybody's mailbox.</summary>
internal sealed class Mailbox : IMailer
{
    private readonly ConcurrentQueue<OutgoingMail> _mails = new();

    public Task Send(OutgoingMail mail)
    {
        _mails.Enqueue(mail);
        return Task.CompletedTask;
    }

    public IReadOnlyList<OutgoingMail> For(string address) =>
        [.. _mails.Where(mail => string.Equals(mail.To, address, StringComparison.OrdinalIgnoreCase))];

    public string CodeFor(string address) => For(address)[^1].Code!;
}
