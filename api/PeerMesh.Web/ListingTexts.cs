namespace PeerMesh.Web;

/// <summary>Names the texts about listings and timetables: <c>Resources/ListingTexts.resx</c>.</summary>
internal sealed class ListingTexts;

/// <summary>Names what listings choose from, by <c>topic.grief</c>, <c>audience.women</c>, <c>access.captions</c>, <c>type.BE</c>: <c>Resources/CatalogTexts.resx</c>. Public, because the API tells them too.</summary>
public sealed class CatalogTexts;
