using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

/// <summary>Takes what people decide on the part of a group's page that is theirs, and shows that part alone.</summary>
internal sealed class JoinModel(IGrainFactory grains) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>Of a link or code; it may come with the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public string Name { get; private set; } = "";

    public string? Problem { get; private set; }

    /// <summary>The name that was typed, for another try.</summary>
    public string? Typed { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public Task<IActionResult> OnPostJoin(string? name, string? words, string? requestId)
    {
        Typed = name;
        return Ask(requestId, (group, caller, id) => Asked(group.Ask(caller, new JoinGroup(name ?? "", words, Code) { RequestId = id })));
    }

    public Task<IActionResult> OnPostLeave(string? requestId, string? back) =>
        Ask(requestId, (group, caller, id) => Asked(group.Ask(caller, new LeaveGroup { RequestId = id })), back);

    public Task<IActionResult> OnPostTake(string? requestId, string? back) =>
        Ask(requestId, (group, caller, id) => Asked(group.Ask(caller, new TakePlace { RequestId = id })), back);

    public Task<IActionResult> OnPostRegister(string? session, string? name, string? requestId, string? back)
    {
        Typed = name;
        return AskDate(session, requestId, id => new Register(string.IsNullOrWhiteSpace(name) ? null : name) { RequestId = id }, back);
    }

    public Task<IActionResult> OnPostGiveBack(string? session, string? requestId, string? back) =>
        AskDate(session, requestId, id => new CancelDate { RequestId = id }, back);

    private static async Task<Refusal?> Asked(Task<MembershipReceipt> asking) => (await asking).Refusal;

    private Task<IActionResult> AskDate(string? session, string? requestId, Func<string, DateCommand> command, string? back) =>
        Ask(
            requestId,
            async (_, caller, id) => PageIds.Possible(session ?? "") && new SessionId(session!).Group == new GroupId(Id)
                ? (await grains.GetGrain<IRegistrationGrain>(session!).Ask(caller, command(id))).Refusal
                : DateRefusals.NoSuchDate,
            back);

    private async Task<IActionResult> Ask(string? requestId, Func<IGroupGrain, Caller, string, Task<Refusal?>> ask, string? back = null)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!await Load())
        {
            return NotFound();
        }

        Problem = (await ask(grains.GetGrain<IGroupGrain>(Id), caller, string.IsNullOrWhiteSpace(requestId) ? Guid.NewGuid().ToString("N") : requestId))?.InWords();
        return Problem is not null ? Page()
            : back == "me" ? RedirectToPage("/Me/Index")
            : RedirectToPage("/Groups/Group", pageHandler: null, new { id = Id }, fragment: "join");
    }

    private async Task<bool> Load()
    {
        var view = PageIds.Possible(Id) ? await grains.GetGrain<IGroupGrain>(Id).Look(HttpContext.Caller()) : null;
        if (view is null && PageIds.Possible(Id) && Code is { Length: > 0 } code)
        {
            view = await grains.GetGrain<IGroupPrivacyGrain>(Id).LookWith(HttpContext.Caller(), code);
        }

        Name = view?.Profile.Name ?? "";
        return view is not null;
    }
}
