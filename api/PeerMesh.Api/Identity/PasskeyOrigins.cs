using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace PeerMesh.Api.Identity;

/// <summary>Which site passkeys belong to: the configured public address, and without one the address the request came to.</summary>
internal sealed class PasskeyOrigins(IConfiguration configuration) : IConfigureOptions<IdentityPasskeyOptions>
{
    private const string PublicUrl = "PeerMesh:PublicUrl";

    public void Configure(IdentityPasskeyOptions options)
    {
        options.ServerDomain = Public?.Host;
        options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOurs(context.Origin, context.HttpContext.Request));

        // A passkey alone signs in with all powers, so it has to be possession and a finger, face or PIN in one.
        options.UserVerificationRequirement = "required";

        // It names the account by itself: nobody types an address first.
        options.ResidentKeyRequirement = "required";
        options.AttestationConveyancePreference = "none";
    }

    private Uri? Public => Uri.TryCreate(configuration[PublicUrl], UriKind.Absolute, out var address) ? address : null;

    private bool IsOurs(string origin, HttpRequest request) =>
        string.Equals(origin, Public?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
