using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Members;

/// <summary>Every "no" of signing in. None of them says whether an address is known.</summary>
public static class SignInRefusals
{
    public static readonly Refusal WrongCode = new("sign_in.wrong_code", RefusalKind.NotAllowed, "That code is not right or no longer good. Look at your newest message from us, or ask for a new code.");
}
