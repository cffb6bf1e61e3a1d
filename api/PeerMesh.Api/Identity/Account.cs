namespace PeerMesh.Api.Identity;

/// <summary>A member as the passkey code of ASP.NET Core Identity wants one. Accounts live in grains; there is no user database.</summary>
/// <param name="Id">The member's id.</param>
internal sealed record Account(string Id);
