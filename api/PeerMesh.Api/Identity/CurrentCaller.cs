using PeerMesh.Contracts.Common;

namespace PeerMesh.Api.Identity;

/// <summary>Who makes this request, for endpoints that demand a sign-in.</summary>
/// <param name="Value">As the grains want it.</param>
/// <param name="Device">The sign-in it comes from.</param>
public sealed record CurrentCaller(Caller Value, string Device)
{
    /// <summary>Lets an endpoint take it as a parameter.</summary>
    public static ValueTask<CurrentCaller> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var caller = context.User.AsCaller()
            ?? throw new InvalidOperationException("An endpoint that asks who is calling has to require a sign-in.");
        return ValueTask.FromResult(new CurrentCaller(caller, context.User.AsDevice()));
    }
}
