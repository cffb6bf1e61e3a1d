using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;
using PeerMesh.Search;
using PeerMesh.Web.Finding;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>The meetings of a body and its branches as a list for paper: by day, then by time.</summary>
internal sealed class PrintModel(DirectoryIndex directory, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public string Name { get; private set; } = "";

    public DateTimeOffset Now { get; private set; }

    /// <summary>Weekly meetings by day of the week, then those that fall on other dates (null).</summary>
    public IReadOnlyList<(Weekday? Day, IReadOnlyList<Row> Rows)> Days { get; private set; } = [];

    /// <param name="Venue">Where this meeting is held.</param>
    public sealed record Row(DirectoryEntry Group, MeetingRule Rule, Venue? Venue);

    public IActionResult OnGet()
    {
        if (!directory.IsWhole)
        {
            Response.Headers.RetryAfter = "2";
            return StatusCode(503);
        }

        Now = clock.GetUtcNow();
        var body = new BodyId(Id);
        var groups = directory.OfBody(body, withBranches: true);
        if (directory.Bodies.Find(body) is not { } node)
        {
            if (groups.Count == 0)
            {
                return NotFound();
            }

            Name = Id;
        }
        else
        {
            Name = node.Name;
        }

        var rows = groups.SelectMany(group => (group.Listing.Timetable?.Rules ?? []).Select(rule => new Row(group, rule, rule.Venue ?? group.Listing.Venue)));
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        var days = rows
            .Where(row => row.Rule.Until is not { } until || until >= today)
            .SelectMany(row => row.Rule.Recurrence is Weekly { EveryWeeks: 1 } weekly ? weekly.Days.Select(day => ((Weekday?)day, row)) : [((Weekday?)null, row)])
            .ToLookup(each => each.Item1, each => each.row);
        Days = [.. Enum.GetValues<Weekday>().Cast<Weekday?>().Append(null)
            .Select(day => (day, (IReadOnlyList<Row>)[.. days[day].OrderBy(row => row.Rule.StartsAt).ThenBy(row => row.Group.Name, StringComparer.CurrentCulture).ThenBy(row => row.Group.Group.Value, StringComparer.Ordinal)]))
            .Where(day => day.Item2.Count > 0)];
        return Page();
    }

    public static string Where(Venue? venue) => venue is null
        ? ""
        : string.Join(" · ", new[]
        {
            venue.Type == VenueType.Virtual || venue.Place is null ? null : FindWords.Address(venue.Place),
            venue.Type == VenueType.InPerson ? null : venue.Link,
            venue.Phone,
        }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
