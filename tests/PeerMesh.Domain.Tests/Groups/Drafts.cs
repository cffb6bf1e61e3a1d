using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Tests.Groups;

/// <summary>A group to start from.</summary>
internal static class Drafts
{
    public static readonly MemberId Founder = new("ana");

    public static readonly GroupDraft Plain = new("Tuesday Lights", "For people living with a mood disorder.", "dbsa");

    public static Group Founded(GroupDraft? draft = null) =>
        GroupRules.Found(null, new GroupId("g1"), Founder, draft ?? Plain).Group!;
}
