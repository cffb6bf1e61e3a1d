using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Grains.Groups;

/// <summary>Membership as others may see it: each person their own part, those who lead names and states.</summary>
internal static class MembershipLens
{
    /// <param name="member">Null for someone not signed in.</param>
    public static MembershipStanding Standing(Group group, MembershipBook book, MemberId? member, bool closedToNewcomers)
    {
        var settings = MembershipRules.SettingsOf(group, book);
        var free = MembershipRules.FreeIn(group);
        var state = member is { } who ? MembershipRules.StateOf(group, book, who) : MembershipState.None;
        var waiting = member is { } me ? book.Waiting(me) : null;
        return new MembershipStanding(
            state,
            member is { } known ? NameOf(group, book, known) : null,
            waiting is null ? null : book.Line.IndexOf(waiting) + 1,
            waiting?.OfferedUntil,
            state == MembershipState.Rejected ? book.PastOf(member!.Value)!.Words : null,
            settings.Mode,
            settings.SizeMax,
            free is { } places ? Math.Max(0, places - book.Line.Count) : null,
            book.Line.Count,
            settings.Registration,
            closedToNewcomers,
            settings.NamesToBody);
    }

    public static MembershipDesk Desk(Group group, MembershipBook book, DateTimeOffset now) => new(
        MembershipRules.SettingsOf(group, book),
        group.Roster.Count(entry => entry.Role == GroupRole.Member),
        book.Requests,
        book.Invitations,
        book.Links.FindAll(link => link.UsesLeft > 0).ConvertAll(link => link with { SecretHash = "" }),
        book.Line,
        book.Past.FindAll(past => past.Kind == PastKind.Removed),
        book.Moves,
        now);

    private static string? NameOf(Group group, MembershipBook book, MemberId member) =>
        group.Entry(member)?.Name ?? book.Waiting(member)?.Name ?? book.Request(member)?.Name ?? book.Invitation(member)?.Name ?? book.PastOf(member)?.Name;
}
