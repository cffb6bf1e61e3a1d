using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Privacy;

/// <summary>Every "no" about a person's own data. Codes keep their meaning for good.</summary>
public static class PersonRefusals
{
    public static readonly Refusal NotYours = new("person.not_yours", RefusalKind.NotAllowed, "Data about a person is for that person alone.");
    public static readonly Refusal NotConfirmed = new("person.not_confirmed", RefusalKind.Invalid, "Deleting your account cannot be undone. Confirm it with \"confirmed=true\".");
}
