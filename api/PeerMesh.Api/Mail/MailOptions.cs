using MailKit.Security;

namespace PeerMesh.Api.Mail;

/// <summary>The mail server, from the configuration section <c>Mail</c>. Without a host no mail goes out.</summary>
internal sealed class MailOptions
{
    public string? Host { get; set; }

    /// <summary>A folder that takes the mail where there is no host.</summary>
    public string? Folder { get; set; }

    public int Port { get; set; } = 587;

    public string? User { get; set; }

    public string? Password { get; set; }

    public string From { get; set; } = "PeerMesh <no-reply@localhost>";

    /// <summary>Auto, StartTls, SslOnConnect or None.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.Auto;
}
