namespace PeerMesh.Standalone;

/// <summary>Names the texts of the demo's pages: <c>Resources/DemoTexts.resx</c>.</summary>
internal sealed class DemoTexts;
