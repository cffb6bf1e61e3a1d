using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Web.SignIn;

/// <summary>Makes the secrets of links and codes. They are kept nowhere; those that change by themselves are made again whenever they are looked at.</summary>
public interface IInviteCodes
{
    /// <summary>The same code for the same request, so that a repeated one makes no second link.</summary>
    Task<InviteCode> Make(GroupId group, MemberId maker, string requestId, CodePace pace);

    /// <summary>Another code for a link that there is. The same one for the same request.</summary>
    Task<InviteCode> Renew(GroupId group, MemberId maker, InviteLink link, string requestId);

    /// <summary>The code that a link has now; null where it does not change by itself, and so is known to nobody but those who have it.</summary>
    /// <param name="now">By the clock of the group.</param>
    Task<string?> Now(GroupId group, InviteLink link, DateTimeOffset now);
}

/// <param name="Link">Names the link among its group's.</param>
/// <param name="Code">The secret, in groups of four as people read it aloud; the first of its row where it changes by itself.</param>
/// <param name="SecretHash">What the group keeps.</param>
/// <param name="Row">Names the row of codes; null where the code stays the same.</param>
public sealed record InviteCode(string Link, string Code, string SecretHash, string? Row = null);
