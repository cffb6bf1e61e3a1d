using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Members;

/// <param name="Id">Names the passkey.</param>
/// <param name="Name">What you called it.</param>
/// <param name="AddedAt">When it was registered.</param>
/// <param name="UsedAt">When it was last shown; null for never.</param>
internal sealed record PasskeyModel(string Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? UsedAt);

/// <param name="Demand">Whether leading and administering take a second step here: off, offered (from those who have one), required.</param>
/// <param name="Here">What this device has shown: none, missing (you have one and have not shown it), passed.</param>
/// <param name="Totp">Whether an authenticator app is set up.</param>
/// <param name="Passkeys">Your passkeys.</param>
/// <param name="RecoveryCodes">Recovery codes left.</param>
internal sealed record SecondStepModel(string Demand, SecondStep Here, bool Totp, ImmutableList<PasskeyModel> Passkeys, int RecoveryCodes);

/// <param name="Secret">For typing into the app, in base 32.</param>
/// <param name="Address">The same as an address (otpauth), for a square code or a link on the phone itself.</param>
internal sealed record TotpOfferModel(string Secret, string Address);

/// <param name="Code">Six digits from the app; where it says so a recovery code.</param>
internal sealed record SecondStepCode(string Code);

/// <param name="RecoveryCodes">Each good once in the place of a second step. Shown this once; empty where you have yours already.</param>
internal sealed record RecoveryCodesModel(ImmutableList<string> RecoveryCodes);

/// <param name="Options">For PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON, as JSON text.</param>
/// <param name="State">Comes back with the answer, within five minutes.</param>
internal sealed record PasskeyQuestionModel(string Options, string State);

/// <param name="Name">What you will know it by.</param>
/// <param name="Credential">What navigator.credentials.create() answered, as JSON text.</param>
/// <param name="State">As it came with the options.</param>
internal sealed record NewPasskey(string Name, string Credential, string State);

/// <param name="Credential">What navigator.credentials.get() answered, as JSON text.</param>
/// <param name="State">As it came with the options.</param>
internal sealed record ShownPasskey(string Credential, string State);

/// <summary>One's own second step: set it up, show it, take it away.</summary>
internal static class SecondStepEndpoints
{
    private const string QuestionExample = """{"options":"{\"challenge\":\"…\"}","state":"CfDJ8M…"}""";
    private const string CodesExample = """{"recoveryCodes":["k3vq-7w2d-mzpa-55xe"]}""";
    private const int IdMax = 2048;

    public static void MapSecondStep(this IEndpointRouteBuilder routes)
    {
        var step = routes.MapGroup("/v1/me/second-step").WithTags("Second step").RequireAuthorization();
        step.MapGet("/", Look).WithName("GetSecondStep").Describe(
            "How my second step stands",
            "Leading, administering and operating may take more than a mailed code: a passkey or an authenticator app. Without it those powers rest (`second_step.required`); everything a member does works on.",
            answer: """{"demand":"offered","here":"passed","totp":true,"passkeys":[{"id":"q0Z…","name":"My phone","addedAt":"2026-03-02T18:00:00Z","usedAt":null}],"recoveryCodes":8}""");
        step.MapPost("/totp", OfferTotp).WithName("OfferTotp").Describe(
            "Begin with an authenticator app",
            "A fresh secret for the app (RFC 6238: SHA-1, six digits, thirty seconds). It counts once a code of it came back.",
            [403, 409],
            answer: """{"secret":"JBSWY3DPEHPK3PXP","address":"otpauth://totp/PeerMesh?secret=JBSWY3DPEHPK3PXP&issuer=PeerMesh"}""");
        step.MapPost("/totp/confirm", ConfirmTotp).WithName("ConfirmTotp").Accepts<SecondStepCode>("application/json").Describe(
            "Take the app into use",
            "With the code it shows now. With your first second step come recovery codes. This device has passed.",
            [403, 409, 429],
            request: """{"code":"204816"}""",
            answer: CodesExample);
        step.MapDelete("/totp", RemoveTotp).WithName("RemoveTotp").Describe("Do without the app", "From a device that has passed. With the last second step the recovery codes go too.", [403]);
        step.MapPost("/pass", Pass).WithName("PassSecondStep").Accepts<SecondStepCode>("application/json").RequireRateLimiting(SignInLimit.Policy).Describe(
            "Show the second step with a code",
            "Of the app, or a recovery code, which is used up by it. Each code is good once. After ten wrong ones there is a pause of a quarter of an hour (`second_step.too_many_tries`).",
            [403, 429],
            request: """{"code":"204816"}""");
        step.MapPost("/recovery-codes", RenewRecoveryCodes).WithName("RenewRecoveryCodes").Describe(
            "Make new recovery codes", "The old ones are void. From a device that has passed.", [403], answer: CodesExample);
        step.MapPost("/passkeys/options", AskToRegister).WithName("AskToRegisterPasskey").Describe(
            "Begin with a passkey", "What to hand to navigator.credentials.create().", answer: QuestionExample);
        step.MapPost("/passkeys", Register).WithName("RegisterPasskey").Accepts<NewPasskey>("application/json").Describe(
            "Keep a passkey",
            "With your first second step come recovery codes. This device has passed. Ten passkeys are kept.",
            [403, 429],
            request: """{"name":"My phone","credential":"{\"id\":\"…\"}","state":"CfDJ8M…"}""",
            answer: CodesExample);
        step.MapDelete("/passkeys/{passkeyId}", RemovePasskey).WithName("RemovePasskey").Describe("Do without a passkey", "From a device that has passed.", [403, 404]);
        step.MapPost("/passkeys/pass/options", AskToShow).WithName("AskToShowPasskey").Describe(
            "Begin to show a passkey", "What to hand to navigator.credentials.get().", answer: QuestionExample);
        step.MapPost("/passkeys/pass", ShowPasskey).WithName("ShowPasskey").Accepts<ShownPasskey>("application/json").RequireRateLimiting(SignInLimit.Policy).Describe(
            "Show the second step with a passkey", "From here on this device has passed.", [403, 429],
            request: """{"credential":"{\"id\":\"…\"}","state":"CfDJ8M…"}""");
    }

    private static async Task<Ok<SecondStepModel>> Look(CurrentCaller caller, IGrainFactory grains, SecondStepSetting setting)
    {
        var view = await GrainCalls.Twice(() => Grain(grains, caller).Look(caller.Device));
        return TypedResults.Ok(new SecondStepModel(
            setting.Demand.ToString().ToLowerInvariant(),
            view.PassedHere ? SecondStep.Passed : view.IsSetUp ? SecondStep.Missing : SecondStep.None,
            view.Totp,
            view.Passkeys.ConvertAll(known => new PasskeyModel(known.Id, known.Name, known.AddedAt, known.UsedAt)),
            view.RecoveryCodes));
    }

    private static async Task<Results<Ok<TotpOfferModel>, ProblemHttpResult>> OfferTotp(CurrentCaller caller, IGrainFactory grains)
    {
        var offer = await GrainCalls.Twice(() => Grain(grains, caller).OfferTotp(caller.Device));
        return offer.Secret is { } secret ? TypedResults.Ok(new TotpOfferModel(secret, Totp.Address("PeerMesh", secret))) : offer.Refusal!.ToProblem();
    }

    private static async Task<Results<Ok<RecoveryCodesModel>, ProblemHttpResult>> ConfirmTotp(
        CurrentCaller caller, HttpRequest request, IGrainFactory grains, SignedInDevices devices)
    {
        if ((await JsonBody.Read<SecondStepCode>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        // Once: the code is used up by it.
        var receipt = await GrainCalls.Once(() => Grain(grains, caller).ConfirmTotp(caller.Device, Short(body.Code)));
        devices.Forget(caller.Value.Member);
        return Codes(receipt);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveTotp(CurrentCaller caller, IGrainFactory grains, SignedInDevices devices)
    {
        var refusal = await GrainCalls.Twice(() => Grain(grains, caller).RemoveTotp(caller.Device));
        devices.Forget(caller.Value.Member);
        return Answer(refusal);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Pass(CurrentCaller caller, HttpRequest request, IGrainFactory grains, SignedInDevices devices)
    {
        if ((await JsonBody.Read<SecondStepCode>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        var refusal = await GrainCalls.Once(() => Grain(grains, caller).Pass(caller.Device, Short(body.Code)));
        devices.Forget(caller.Value.Member, caller.Device);
        return Answer(refusal);
    }

    private static async Task<Results<Ok<RecoveryCodesModel>, ProblemHttpResult>> RenewRecoveryCodes(CurrentCaller caller, IGrainFactory grains) =>
        Codes(await GrainCalls.Once(() => Grain(grains, caller).RenewRecoveryCodes(caller.Device)));

    private static async Task<Ok<PasskeyQuestionModel>> AskToRegister(CurrentCaller caller, HttpContext context, PasskeyDesk desk) =>
        Question(await desk.AskToRegister(caller.Value.Member, context));

    private static async Task<Results<Ok<RecoveryCodesModel>, ProblemHttpResult>> Register(CurrentCaller caller, HttpContext context, PasskeyDesk desk) =>
        (await JsonBody.Read<NewPasskey>(context.Request)).Failed(out var problem, out var body)
            ? problem
            : Codes(await desk.Register(caller.Value.Member, caller.Device, body.Name, body.Credential, body.State, context));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemovePasskey(string passkeyId, CurrentCaller caller, IGrainFactory grains, SignedInDevices devices)
    {
        if (passkeyId.Length > IdMax)
        {
            return SecondStepRefusals.NoSuchPasskey.ToProblem();
        }

        var refusal = await GrainCalls.Twice(() => Grain(grains, caller).RemovePasskey(caller.Device, passkeyId));
        devices.Forget(caller.Value.Member);
        return Answer(refusal);
    }

    private static async Task<Ok<PasskeyQuestionModel>> AskToShow(CurrentCaller caller, HttpContext context, PasskeyDesk desk) =>
        Question(await desk.AskToShow(caller.Value.Member, context));

    private static async Task<Results<NoContent, ProblemHttpResult>> ShowPasskey(CurrentCaller caller, HttpContext context, PasskeyDesk desk) =>
        (await JsonBody.Read<ShownPasskey>(context.Request)).Failed(out var problem, out var body)
            ? problem
            : Answer(await desk.Pass(caller.Value.Member, caller.Device, body.Credential, body.State, context));

    internal static Ok<PasskeyQuestionModel> Question(PasskeyQuestion asked) => TypedResults.Ok(new PasskeyQuestionModel(asked.Options, asked.State));

    // No code of ours is longer; whatever is, is wrong without a look at all of it.
    private static string Short(string code) => code.Length > 64 ? code[..64] : code;

    private static Results<Ok<RecoveryCodesModel>, ProblemHttpResult> Codes(SecondStepReceipt receipt) =>
        receipt.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(new RecoveryCodesModel(receipt.RecoveryCodes ?? []));

    private static Results<NoContent, ProblemHttpResult> Answer(Refusal? refusal) => refusal is null ? TypedResults.NoContent() : refusal.ToProblem();

    private static ISecondStepGrain Grain(IGrainFactory grains, CurrentCaller caller) => grains.GetGrain<ISecondStepGrain>(caller.Value.Member.Value);
}
