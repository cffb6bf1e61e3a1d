using PeerMesh.Domain.Common;

namespace PeerMesh.Web.SignIn;

/// <summary>Makes the secrets of links and codes. They are shown once and kept nowhere.</summary>
public interface IInviteCodes
{
    /// <summary>The same code for the same request, so that a repeated one makes no second link.</summary>
    Task<InviteCode> Make(GroupId group, MemberId maker, string requestId);
}

/// <param name="Link">Names the link among its group's.</param>
/// <param name="Code">The secret, in groups of four as people read it aloud.</param>
public sealed record InviteCode(string Link, string Code);
