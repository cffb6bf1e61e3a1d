using Microsoft.Extensions.Options;

namespace PeerMesh.Api.Mail;

/// <summary>Puts mail into a folder instead of sending it: for trying a network out on one machine, where nobody has a mail server.</summary>
/// <remarks>One text file per message, named so that the newest sorts last. Whoever can read the folder can sign in as anybody.</remarks>
internal sealed class FolderMailer(IOptions<MailOptions> options, TimeProvider clock) : IMailer
{
    public async Task Send(OutgoingMail mail)
    {
        var folder = Directory.CreateDirectory(options.Value.Folder!).FullName;
        var name = $"{clock.GetUtcNow():yyyyMMdd'T'HHmmss'.'fffffff}-{Guid.NewGuid():N}";

        // Renamed when it is complete, so that nobody reads half a message.
        var draft = Path.Combine(folder, name + ".draft");
        var more = string.Concat(mail.MoreHeaders.Select(header => $"{header.Name}: {header.Value}\n"));
        await File.WriteAllTextAsync(draft, $"To: {mail.To}\nSubject: {mail.Subject}\n{more}\n{mail.Text}\n");
        File.Move(draft, Path.Combine(folder, name + ".txt"));
    }
}
