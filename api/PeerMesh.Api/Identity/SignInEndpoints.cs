using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Members;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Identity;

/// <param name="Email">The address the code is mailed to.</param>
internal sealed record CodeRequest(string Email);

/// <param name="Email">The address the code was mailed to.</param>
/// <param name="Code">The six digits from the mail.</param>
/// <param name="Device">What this device is called in the list of your devices; left out, it is told by the User-Agent header.</param>
internal sealed record TokenRequest(string Email, string Code, string? Device = null);

/// <param name="Credential">What navigator.credentials.get() answered, as JSON text.</param>
/// <param name="State">As it came with the options.</param>
/// <param name="Device">What this device is called in the list of your devices; left out, it is told by the User-Agent header.</param>
internal sealed record PasskeySignIn(string Credential, string State, string? Device = null);

/// <param name="RefreshToken">As last handed out; good once.</param>
internal sealed record RefreshRequest(string RefreshToken);

/// <param name="AccessToken">Goes into the Authorization header of every call.</param>
/// <param name="TokenType">Always "Bearer".</param>
/// <param name="ExpiresIn">Seconds the access token is good for.</param>
/// <param name="RefreshToken">Trade it for the next pair before then. Good once; using it twice ends the sign-in.</param>
internal sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken);

internal static class SignInEndpoints
{
    private const string TokensExample = """{"accessToken":"CfDJ8M…","tokenType":"Bearer","expiresIn":600,"refreshToken":"CfDJ8N…"}""";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var signIn = routes.MapGroup("/v1/sign-in").WithTags("Sign-in").RequireRateLimiting(SignInLimit.Policy);
        signIn.MapPost("/codes", RequestCode).WithName("RequestSignInCode").Accepts<CodeRequest>("application/json").Describe(
            "Mail me a code",
            "Sends six digits to an e-mail address, good once for ten minutes. The answer is the same whether or not the address is known, and where it asked too often.",
            [429],
            request: """{"email":"ana@example.org"}""");
        signIn.MapPost("/tokens", Redeem).WithName("RedeemSignInCode").Accepts<TokenRequest>("application/json").Describe(
            "Trade the code for tokens",
            "Signs this device in. A code that is wrong, used, over or tried too often is refused with `sign_in.wrong_code`.",
            [401, 429],
            request: """{"email":"ana@example.org","code":"204816"}""",
            answer: TokensExample);
        signIn.MapPost("/passkey/options", AskForPasskey).WithName("AskForPasskey").Describe(
            "Begin to sign in with a passkey", "What to hand to navigator.credentials.get(): any passkey of this site will do, and none is named.", [429],
            answer: """{"options":"{\"challenge\":\"…\"}","state":"CfDJ8M…"}""");
        signIn.MapPost("/passkey", SignInWithPasskey).WithName("SignInWithPasskey").Accepts<PasskeySignIn>("application/json").Describe(
            "Sign in with a passkey",
            "Signs this device in, second step included.",
            [401, 429],
            request: """{"credential":"{\"id\":\"…\"}","state":"CfDJ8M…"}""",
            answer: TokensExample);
        signIn.MapPost("/refresh", Refresh).WithName("RefreshSignIn").Accepts<RefreshRequest>("application/json").Describe(
            "Trade the refresh token for new tokens",
            "A refresh token is good once. One that comes a second time was copied: the sign-in it belongs to ends for everybody (`sign_in.refresh_invalid`).",
            [401, 429],
            request: """{"refreshToken":"CfDJ8N…"}""",
            answer: TokensExample);
        routes.MapPost("/v1/sign-out", SignOut).WithName("SignOut").WithTags("Sign-in").RequireAuthorization().Describe(
            "Sign this device out",
            "Ends the sign-in that this token or cookie comes from, and its event streams.",
            [403]);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> RequestCode(HttpRequest request, SignInDesk desk)
    {
        if ((await JsonBody.Read<CodeRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        return await desk.RequestCode(body.Email) ? TypedResults.Accepted((string?)null) : GatewayRefusals.NoAddress.ToProblem();
    }

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> Redeem(HttpRequest request, SignInDesk desk, AccessTokens tokens)
    {
        if ((await JsonBody.Read<TokenRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        var (grant, refusal) = await desk.SignIn(body.Email, body.Code, DeviceNames.Of(request, body.Device));
        return grant is null ? NotSignedIn(refusal!) : Tokens(grant, tokens);
    }

    private static async Task<Ok<PasskeyQuestionModel>> AskForPasskey(HttpContext context, PasskeyDesk desk) =>
        SecondStepEndpoints.Question(await desk.AskToShow(member: null, context));

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> SignInWithPasskey(HttpContext context, PasskeyDesk desk, AccessTokens tokens)
    {
        if ((await JsonBody.Read<PasskeySignIn>(context.Request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        var (grant, refusal) = await desk.SignIn(body.Credential, body.State, DeviceNames.Of(context.Request, body.Device), context);
        return grant is null ? NotSignedIn(refusal!) : Tokens(grant, tokens);
    }

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> Refresh(HttpRequest request, AccessTokens tokens, IGrainFactory grains)
    {
        if ((await JsonBody.Read<RefreshRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        // Asked once only: to the grain a second try would be a token used twice.
        return tokens.UnwrapRefresh(body.RefreshToken) is { } refresh
            && await GrainCalls.Once(() => grains.GetGrain<IMemberGrain>(refresh.Member.Value).Refresh(refresh.Token)) is { } grant
                ? Tokens(grant, tokens)
                : NotSignedIn(GatewayRefusals.RefreshInvalid);
    }

    private static async Task<NoContent> SignOut(CurrentCaller caller, SignInDesk desk)
    {
        await desk.SignOut(caller.Value.Member, caller.Device);
        return TypedResults.NoContent();
    }

    private static Ok<TokenResponse> Tokens(DeviceGrant grant, AccessTokens tokens) => TypedResults.Ok(new TokenResponse(
        tokens.Issue(new Caller(grant.Member), grant.Device, AccessTokens.Lifetime),
        "Bearer",
        (int)AccessTokens.Lifetime.TotalSeconds,
        tokens.WrapRefresh(grant)));

    private static ProblemHttpResult NotSignedIn(Refusal refusal) =>
        refusal.ToProblem(refusal.Kind == RefusalKind.LimitReached ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized);
}
