using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Schedules;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Room;

/// <summary>The page around one live session. What happens in it, its script fetches and is told.</summary>
internal sealed class RoomModel(IGrainFactory grains, IConfiguration configuration) : PageModel
{
    // When the group meets next, the meeting under way first: the good-bye says it.
    private IReadOnlyList<DateTimeOffset> _next = [];

    [BindProperty(SupportsGet = true)]
    public string SessionId { get; set; } = "";

    public AboutPart? About { get; private set; }

    /// <summary>Who leads this group, by the names they go by in it.</summary>
    public IReadOnlyList<string> Facilitators { get; private set; } = [];

    /// <summary>The language of what the group itself wrote; null where nobody knows.</summary>
    public string? Language { get; private set; }

    public string TextsUrl => Url.Content("~" + WebFiles.Root + "/" + WebFiles.Texts(Languages.Current));

    /// <summary>What the script starts from, as JSON that is safe inside a script element.</summary>
    public string Data { get; private set; } = "{}";

    public async Task<IActionResult> OnGet()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!PageIds.Possible(SessionId) || new SessionId(SessionId).Group is null)
        {
            return NotFound();
        }

        var look = await grains.GetGrain<ISessionGrain>(SessionId).Look(caller);
        if (look.View?.About is not { } about)
        {
            // Before the hour, cancelled or over: the group's page says so, and when to come instead.
            var meeting = SessionId[(new SessionId(SessionId).Group!.Value.Value.Length + 1)..];
            if (look.Refusal is { Kind: RefusalKind.Conflict } && Occurrences.IsId(meeting))
            {
                return RedirectToPage("/Groups/Group", new { id = new SessionId(SessionId).Group!.Value.Value, meeting });
            }

            return look.Refusal?.Kind == RefusalKind.NotAllowed ? StatusCode(StatusCodes.Status403Forbidden) : NotFound();
        }

        About = about;
        if (await grains.GetGrain<IGroupGrain>(about.Group.Value).Look(caller) is { } group)
        {
            (Facilitators, Language) = (group.FacilitatorNames, group.Profile.Language);
            _next = [.. group.NextDates.Where(date => date.Status != OccurrenceStatus.Cancelled).Select(date => date.StartsAt)];
        }

        // The default encoder escapes "<", ">" and "&", so no text can end the element it stands in.
        Data = JsonSerializer.Serialize(
            new
            {
                session = SessionId,
                api = $"{Request.PathBase}/v1/sessions/{Uri.EscapeDataString(SessionId)}",
                signIn = Url.Page("/SignIn/SignIn", new { returnUrl = Request.PathBase + Request.Path }),
                next = _next,
                demo = configuration.GetValue<bool>("PeerMesh:Demo"),
                home = Url.Content("~/"),
                texts = TextsUrl,
                words = FormWords.Of(about),
            },
            JsonSerializerOptions.Web);
        return Page();
    }
}
