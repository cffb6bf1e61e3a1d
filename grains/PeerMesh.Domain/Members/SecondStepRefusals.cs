using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Members;

/// <summary>Every "no" about the second step of signing in.</summary>
public static class SecondStepRefusals
{
    public static readonly Refusal Required = new("second_step.required", RefusalKind.NotAllowed, "To lead or to administer, sign in with a second step: a passkey or an authenticator app. Set one up at /me/second-step, or confirm yours there.");
    public static readonly Refusal NotPassed = new("second_step.not_passed", RefusalKind.NotAllowed, "Confirm your second step on this device first.");
    public static readonly Refusal WrongCode = new("second_step.wrong_code", RefusalKind.NotAllowed, "That code is not right. Wait for the next one in your app and type it, or use a recovery code.");
    public static readonly Refusal TooManyTries = new("second_step.too_many_tries", RefusalKind.LimitReached, "Too many codes were wrong. Try again in a quarter of an hour.");
    public static readonly Refusal NothingOffered = new("second_step.nothing_offered", RefusalKind.Conflict, "Begin setting up the app again: there is no secret that waits for a code.");
    public static readonly Refusal AlreadySetUp = new("second_step.already_set_up", RefusalKind.Conflict, "An app is set up already. Remove it before you set up another.");
    public static readonly Refusal TooManyPasskeys = new("second_step.too_many_passkeys", RefusalKind.LimitReached, "An account keeps 10 passkeys. Remove one first.");
    public static readonly Refusal PasskeyNameInvalid = new("second_step.passkey_name_invalid", RefusalKind.Invalid, "A passkey's name has 1 to 40 characters on one line.");
    public static readonly Refusal NoSuchPasskey = new("second_step.no_such_passkey", RefusalKind.NotFound, "There is no such passkey.");
    public static readonly Refusal PasskeyRefused = new("second_step.passkey_refused", RefusalKind.NotAllowed, "That passkey was not accepted. Try again, or sign in with a code by mail.");
}
