namespace PeerMesh.Web;

/// <summary>Names the texts of the record of acts, with words for every act: <c>Resources/AuditTexts.resx</c>.</summary>
internal sealed class AuditTexts;
