namespace PeerMesh.Web;

/// <summary>Names the texts of organisations, imports, feeds and calendars: <c>Resources/BodyTexts.resx</c>.</summary>
internal sealed class BodyTexts;
