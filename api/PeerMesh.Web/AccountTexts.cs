namespace PeerMesh.Web;

/// <summary>Names the texts of one's own account, its devices and its second step: <c>Resources/AccountTexts.resx</c>.</summary>
internal sealed class AccountTexts;
