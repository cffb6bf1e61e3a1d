using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PeerMesh.Api.Mail;

namespace PeerMesh.Api.Tests.Mail;

public sealed class FolderMailerTests
{
    [Fact]
    public async Task Each_mail_is_a_file_and_the_newest_sorts_last()
    {
        var folder = Directory.CreateTempSubdirectory("peermesh-test-");
        try
        {
            var clock = new FakeTimeProvider();
            var mailer = new FolderMailer(Options.Create(new MailOptions { Folder = Path.Combine(folder.FullName, "mail") }), clock);

            await mailer.Send(CodeMail.For("ana@example.org", "204816"));
            clock.Advance(TimeSpan.FromSeconds(1));
            await mailer.Send(CodeMail.For("ana@example.org", "112358"));

            var mails = Directory.GetFiles(Path.Combine(folder.FullName, "mail")).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
            Assert.Equal(2, mails.Count);
            Assert.StartsWith("To: ana@example.org\n", mails[0], StringComparison.Ordinal);
            Assert.Contains("204816", mails[0], StringComparison.Ordinal);
            Assert.Contains("112358", mails[1], StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
