using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Me;

/// <summary>One's second step: shown on this device, set up, taken away. Where it was asked for, the way back is kept.</summary>
internal sealed class SecondStepModel(IGrainFactory grains, ISignInDesk desk, IPasskeyDesk passkeys, SecondStepSetting setting) : PageModel
{
    /// <summary>No code of ours is longer.</summary>
    private const int CodeMax = 64;

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public SecondStepView? Step { get; private set; }

    public SecondStepDemand Demand => setting.Demand;

    /// <summary>Shown this once.</summary>
    public ImmutableList<string>? RecoveryCodes { get; private set; }

    /// <summary>Of the app that is being set up.</summary>
    public string? Secret { get; private set; }

    public string? Problem { get; private set; }

    public string? CodeProblem { get; private set; }

    public string? Zone { get; private set; }

    public string? DeviceName => DeviceNames.Of(Request);

    public string Back => this.LocalOrHome(ReturnUrl);

    public Task<IActionResult> OnGet() => Show(_ => Task.CompletedTask);

    public Task<IActionResult> OnPostPass(string? code) => Go(async caller => CodeProblem = Words(await Grain(caller).Pass(Here, Short(code))));

    public Task<IActionResult> OnPostPassPasskey(string? credential, string? state) =>
        Go(async caller => Problem = Words(await passkeys.Pass(caller.Member, Here, credential ?? "", state ?? "", HttpContext)));

    public Task<IActionResult> OnPostAddPasskey(string? name, string? credential, string? state) =>
        Show(async caller => Take(await passkeys.Register(caller.Member, Here, name ?? "", credential ?? "", state ?? "", HttpContext)));

    public Task<IActionResult> OnPostRemovePasskey(string? passkey) => Show(async caller => Problem = Words(await Grain(caller).RemovePasskey(Here, passkey ?? "")));

    public Task<IActionResult> OnPostOfferApp() => Show(async caller =>
    {
        var offer = await Grain(caller).OfferTotp(Here);
        (Secret, Problem) = (offer.Secret, Words(offer.Refusal));
    });

    public Task<IActionResult> OnPostConfirmApp(string? secret, string? code) => Show(async caller =>
    {
        var receipt = await Grain(caller).ConfirmTotp(Here, Short(code));
        if (receipt.Refusal is null)
        {
            RecoveryCodes = receipt.RecoveryCodes;
        }
        else if (receipt.Refusal.Code == SecondStepRefusals.WrongCode.Code && IsSecret(secret))
        {
            // The page drew it from this; the grain keeps its own.
            (Secret, CodeProblem) = (secret, Words(receipt.Refusal));
        }
        else
        {
            Problem = Words(receipt.Refusal);
        }
    });

    public Task<IActionResult> OnPostRemoveApp() => Show(async caller => Problem = Words(await Grain(caller).RemoveTotp(Here)));

    public Task<IActionResult> OnPostRenewCodes() => Show(async caller => Take(await Grain(caller).RenewRecoveryCodes(Here)));

    private string Here => HttpContext.Device() ?? "";

    private static bool IsSecret(string? text) => text is { Length: > 0 and <= CodeMax } && text.All(char.IsAsciiLetterOrDigit);

    private static string Short(string? code) => code is null ? "" : code.Length > CodeMax ? code[..CodeMax] : code;

    private static string? Words(Refusal? refusal) => refusal?.InWords();

    private void Take(SecondStepReceipt receipt) => (RecoveryCodes, Problem) = (receipt.RecoveryCodes, Words(receipt.Refusal));

    /// <summary>Shows it, and where it was right goes on to where it was asked for.</summary>
    private async Task<IActionResult> Go(Func<Caller, Task> pass)
    {
        var page = await Show(pass);
        return page is not PageResult || Problem is not null || CodeProblem is not null ? page
            : ReturnUrl is null ? RedirectToPage("/Me/SecondStep") : LocalRedirect(Back);
    }

    private async Task<IActionResult> Show(Func<Caller, Task> first)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        await first(caller);
        desk.Forget(caller.Member);
        Step = await Grain(caller).Look(Here);
        Zone = (await grains.GetGrain<INoticesGrain>(caller.Member.Value).Look()).Choices.Zone;
        return Page();
    }

    private ISecondStepGrain Grain(Caller caller) => grains.GetGrain<ISecondStepGrain>(caller.Member.Value);
}
