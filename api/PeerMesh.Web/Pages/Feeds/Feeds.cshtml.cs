using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Web.Pages.Feeds;

/// <summary>The addresses of the feeds, and what to put into another site's page to show meetings there.</summary>
internal sealed class FeedsModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Body { get; set; }

    public string Host => Request.Host.Value ?? "";

    public string Site => $"{Request.Scheme}://{Request.Host}";

    public string MeetingsPath => BodyRules.IsId(Body) ? $"/bodies/{Body}/meetings.json" : "/feeds/meeting-guide.json";

    public string TablePath => BodyRules.IsId(Body) ? $"/bodies/{Body}/meetings.csv" : "/feeds/groups.csv";

    // Rooms are held here, so the reader has to be told that this host is a place to meet on line; else it calls them inactive.
    public string Snippet =>
        $$"""
        <div id="tsml-ui" data-src="{{Site}}{{MeetingsPath}}" data-timezone="America/New_York"></div>
        <script>
          var tsml_react_config = { conference_providers: { "{{Host}}": "PeerMesh" } };
        </script>
        <script src="https://tsml-ui.code4recovery.org/app.js" async></script>
        """;
}
