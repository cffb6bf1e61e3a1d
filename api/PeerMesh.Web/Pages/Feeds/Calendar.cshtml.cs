using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Calendars;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Feeds;

internal sealed class CalendarModel(IGrainFactory grains) : PageModel
{
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Shown once, when it is made: it is kept nowhere.</summary>
    public string? Address { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() is null ? this.ToSignIn() : Page();

    public async Task<IActionResult> OnPostMake()
    {
        if (await Load() is not { } mine)
        {
            return this.ToSignIn();
        }

        Address = $"{Request.Scheme}://{Request.Host}/calendars/me/{await mine.Make()}.ics";
        Since = await mine.Since();
        return Page();
    }

    public async Task<IActionResult> OnPostRevoke()
    {
        if (await Load() is not { } mine)
        {
            return this.ToSignIn();
        }

        await mine.Revoke();
        return RedirectToPage("/Feeds/Calendar");
    }

    private async Task<IMemberCalendarGrain?> Load()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return null;
        }

        var mine = grains.GetGrain<IMemberCalendarGrain>(caller.Member.Value);
        Since = await mine.Since();
        return mine;
    }
}
