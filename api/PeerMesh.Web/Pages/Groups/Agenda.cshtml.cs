using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

/// <summary>A group's agenda, part by part. Every button works without the script; with it rows move at once and can be dragged.</summary>
internal sealed class AgendaModel(IGrainFactory grains) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public string Name { get; private set; } = "";

    public List<AgendaRow> Rows { get; private set; } = [];

    public string? Problem { get; private set; }

    public Task<IActionResult> OnGet() => Edit((_, _) => Task.FromResult(false), rows: null);

    /// <param name="rows">The parts in the order in which they stand on the page.</param>
    /// <param name="wish">Which button: "save", "add", "form", or "up:2", "down:2", "remove:2" for one part, counted from 0.</param>
    public Task<IActionResult> OnPost([FromForm] List<AgendaRow>? rows, [FromForm(Name = "do")] string? wish) => Edit(
        async (group, caller) =>
        {
            switch (wish)
            {
                case "save":
                    return await Save(group, caller, [.. Rows.Select(row => FormWords.Keep(row.ToPhase()))]);
                case "form":
                    return await Save(group, caller, agenda: null);
                case "add" when Rows.Count < SessionLimits.PhasesMax:
                    Rows.Add(new AgendaRow());
                    return false;
                default:
                    Move(wish);
                    return false;
            }
        },
        rows ?? []);

    private async Task<IActionResult> Edit(Func<GroupView, Contracts.Common.Caller, Task<bool>> change, List<AgendaRow>? rows)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!PageIds.Possible(Id) || await grains.GetGrain<IGroupGrain>(Id).Look(caller) is not { } group)
        {
            return NotFound();
        }

        if (group.MyRole != GroupRole.Facilitator)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Name = group.Profile.Name;
        Rows = rows ?? [.. group.Agenda.Select(FormWords.Say).Select(AgendaRow.Of)];
        var done = await change(group, caller);

        // What was posted is shown as it stands now, not as it came.
        ModelState.Clear();
        return done ? RedirectToPage("/Groups/Group", new { id = Id }) : Page();
    }

    private async Task<bool> Save(GroupView group, Contracts.Common.Caller caller, ImmutableList<Phase>? agenda)
    {
        Problem = (await grains.GetGrain<IGroupGrain>(Id).Change(caller, group.Profile with { Agenda = agenda }))?.InWords();
        return Problem is null;
    }

    private void Move(string? wish)
    {
        if (wish?.Split(':') is not [var what, var index] || !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= Rows.Count)
        {
            return;
        }

        var row = Rows[at];
        var to = what switch { "up" => at - 1, "down" => at + 1, _ => -1 };
        if (what == "remove" || (to >= 0 && to < Rows.Count))
        {
            Rows.RemoveAt(at);
            if (what != "remove")
            {
                Rows.Insert(to, row);
            }
        }
    }
}

/// <summary>One part of an agenda as the form has it.</summary>
internal sealed class AgendaRow
{
    public string? Name { get; set; }

    public int Minutes { get; set; } = 10;

    public FloorMode Mode { get; set; } = FloorMode.Queue;

    public int? ShareSeconds { get; set; }

    public RoundOrder Order { get; set; }

    public bool FacilitatorLast { get; set; }

    public bool AutoAdvance { get; set; }

    public string? Words { get; set; }

    public int CircleSize { get; set; } = 2;

    public string? Question { get; set; }

    public static AgendaRow Of(Phase phase) => new()
    {
        Name = phase.Name,
        Minutes = phase.Minutes,
        Mode = phase.Mode,
        ShareSeconds = phase.ShareSeconds,
        Order = phase.Order,
        FacilitatorLast = phase.FacilitatorLast,
        AutoAdvance = phase.AutoAdvance,
        Words = phase.Words,
        CircleSize = phase.CircleSize,
        Question = phase.Question,
    };

    public Phase ToPhase() => new(
        (Name ?? "").Trim(), Minutes, Mode, ShareSeconds, Order, FacilitatorLast, AutoAdvance, (Words ?? "").ReplaceLineEndings("\n").Trim(), CircleSize, (Question ?? "").Trim());
}
