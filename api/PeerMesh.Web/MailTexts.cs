namespace PeerMesh.Web;

/// <summary>Names the texts of mails: <c>Resources/MailTexts.resx</c>. Public, because the gateway writes the mails.</summary>
public sealed class MailTexts;
