using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>The form of an organisation as it is posted.</summary>
internal sealed class BodyForm
{
    public string? RequestId { get; set; } = Guid.NewGuid().ToString("N");

    public string? Name { get; set; }

    public string? Description { get; set; }

    public BodyType Type { get; set; } = BodyType.Chapter;

    public string? Parent { get; set; }

    public string? Website { get; set; }

    public string? Helpline { get; set; }

    public string? Email { get; set; }

    public bool EmailPublic { get; set; }

    public string? WorldId { get; set; }

    /// <summary>A date and a name on each line.</summary>
    public string? Holidays { get; set; }

    public static BodyForm Of(BodyView view) => new()
    {
        Name = view.Body.Name,
        Description = view.Body.Description,
        Type = view.Body.Type,
        Parent = view.Body.Parent?.Value,
        Website = view.Body.Website,
        Helpline = view.Body.Helpline,
        Email = view.Email,
        EmailPublic = view.EmailPublic,
        WorldId = view.Body.WorldId,
        Holidays = string.Join('\n', view.Body.Holidays.Select(day => $"{day.Date:yyyy-MM-dd} {day.Name}")),
    };

    public BodyDraft ToDraft() => new(
        Name ?? "",
        Description ?? "",
        Type,
        string.IsNullOrWhiteSpace(Parent) ? null : new BodyId(Parent),
        Website,
        Helpline,
        Email,
        EmailPublic,
        WorldId,
        [.. (Holidays ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Day)]);

    // A line that does not begin with a date is refused by the rules, which ask for a name.
    private static Holiday Day(string line) =>
        line.Length > 10 && DateOnly.TryParseExact(line[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new Holiday(date, line[10..].Trim())
            : new Holiday(default, "");
}

internal sealed class EditModel(IGrainFactory grains) : PageModel
{
    private const string New = "new";

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The organisation a new one is to be a branch of.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Under { get; set; }

    public bool IsNew => Id == New;

    public BodyForm Form { get; private set; } = new();

    public IReadOnlyList<Body> Parents { get; private set; } = [];

    public string? Problem { get; private set; }

    public Task<IActionResult> OnGet() => Change(wanted: null);

    public Task<IActionResult> OnPost([FromForm] BodyForm wanted) => Change(wanted);

    private async Task<IActionResult> Change(BodyForm? wanted)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        BodyView? view = null;
        if (!IsNew)
        {
            view = BodyRules.IsId(Id) ? await grains.GetGrain<IOrganizationGrain>(Id).Look(caller) : null;
            if (view is null)
            {
                return NotFound();
            }

            if (!BodyRightsRules.May(view.Rights, BodyAct.Edit))
            {
                return StatusCode(StatusCodes.Status403Forbidden);
            }
        }

        var bodies = (await grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).List(known: -1))?.Bodies ?? [];
        Parents = [.. bodies.Where(body => body.Id.Value != Id && body.ClosedOn is null).OrderBy(body => body.Name, StringComparer.CurrentCultureIgnoreCase)];
        Form = wanted ?? (view is null ? new BodyForm { Parent = Under } : BodyForm.Of(view));
        if (wanted is null)
        {
            return Page();
        }

        var id = IsNew ? NewId(caller.Member, wanted.RequestId) : Id;
        var grain = grains.GetGrain<IOrganizationGrain>(id);
        if (await (IsNew ? grain.Found(caller, wanted.ToDraft()) : grain.Change(caller, wanted.ToDraft())) is { } refusal)
        {
            Problem = refusal.InWords();
            return Page();
        }

        return RedirectToPage("/Bodies/Body", new { id });
    }

    // The same form sent twice founds one.
    private static string NewId(MemberId founder, string? requestId) =>
        "b" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{founder.Value}\nform\n{requestId}")))[..19];
}
