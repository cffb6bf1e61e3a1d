using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Mail;

/// <summary>The mail with a sign-in code. Subject and text say nothing about health: others may see the screen.</summary>
internal static class CodeMail
{
    public static OutgoingMail For(string address, string code) => new(address, CodeWords.Subject, CodeWords.Body(code), code);
}
