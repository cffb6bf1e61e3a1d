namespace PeerMesh.Web;

/// <summary>Names the texts of joining, places, dates and mail: <c>Resources/MembershipTexts.resx</c>.</summary>
internal sealed class MembershipTexts;
