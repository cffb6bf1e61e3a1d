using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Members;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Me;

/// <summary>The name and language somebody starts from, and where they are signed in.</summary>
internal sealed class ProfileModel(IGrainFactory grains, ISignInDesk desk) : PageModel
{
    public MemberProfile Profile { get; private set; } = MemberProfile.Empty;

    public ImmutableList<DeviceView> Devices { get; private set; } = [];

    /// <summary>This browser among them.</summary>
    public string? Here { get; private set; }

    /// <summary>The zone they want times told in; null is the server's own.</summary>
    public string? Zone { get; private set; }

    public string? Problem { get; private set; }

    public Task<IActionResult> OnGet() => Show();

    public async Task<IActionResult> OnPost(string? name, string? language)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        var typed = ProfileRules.Tidy(new MemberProfile(name, language));
        if (await Grain(caller.Member.Value).SetProfile(typed) is { } refusal)
        {
            Problem = refusal.InWords();
            return await Show(typed);
        }

        if (Languages.Find(typed.Language) is { } chosen)
        {
            Languages.Remember(HttpContext, chosen);
        }

        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSignOut(string? device)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (PageIds.Possible(device ?? ""))
        {
            await desk.SignOut(caller.Member, device!);
        }

        return await AfterSigningOut(device == HttpContext.Device());
    }

    public Task<IActionResult> OnPostSignOutOthers() => SignOutAll(others: true);

    public Task<IActionResult> OnPostSignOutEverywhere() => SignOutAll(others: false);

    private async Task<IActionResult> SignOutAll(bool others)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        await desk.SignOutEverywhere(caller.Member, others ? HttpContext.Device() : null);
        return await AfterSigningOut(!others);
    }

    private async Task<IActionResult> AfterSigningOut(bool here)
    {
        if (!here)
        {
            return RedirectToPage(pageName: null, pageHandler: null, routeValues: null, fragment: "devices");
        }

        await HttpContext.SignOutHere();
        return RedirectToPage("/Index");
    }

    private async Task<IActionResult> Show(MemberProfile? typed = null)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        var grain = Grain(caller.Member.Value);
        Profile = typed ?? (await grain.Look()).Profile ?? MemberProfile.Empty;
        Devices = await grain.Devices();
        Here = HttpContext.Device();
        Zone = (await grains.GetGrain<INoticesGrain>(caller.Member.Value).Look()).Choices.Zone;
        return Page();
    }

    private IMemberGrain Grain(string member) => grains.GetGrain<IMemberGrain>(member);
}
