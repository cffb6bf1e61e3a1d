using Microsoft.Extensions.Localization;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;
using PeerMesh.Search;

namespace PeerMesh.Web.Bodies;

/// <summary>How a group or an organisation stands with another one, in the reader's language.</summary>
internal static class AffiliationWords
{
    /// <summary>Whose group it is, with those above; else how far it is on its way. Null where there is nothing to say.</summary>
    public static string? Say(IStringLocalizer texts, Listing listing, BodyTree bodies)
    {
        var names = listing.Body is { } body ? string.Join(", ", bodies.WithParents(body).Select(node => node.Name)) : "";
        var mark = listing.Affiliation is { } affiliation ? Say(texts, affiliation, bodies.Find(affiliation.With)?.Name) : null;
        var whose = names.Length > 0 ? texts["Affiliation.PartOf", names].Value : null;
        return string.Join(" · ", new[] { whose, mark }.OfType<string>()) is { Length: > 0 } words ? words : null;
    }

    /// <param name="with">The name of the organisation it asked; null where it is not known.</param>
    public static string? Say(IStringLocalizer texts, AffiliationMark mark, string? with) => mark.Stage switch
    {
        AffiliationStage.Forming => texts["Affiliation.FormingWith", mark.Sponsor ?? with ?? ""].Value,
        AffiliationStage.Recognised when with is not null => texts["Affiliation.RecognisedBy", with].Value,
        _ => null,
    };
}
