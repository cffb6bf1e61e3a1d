using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Domain.Membership;

/// <summary>Who becomes a member of a group, and how: asking, invitations, codes, places and the line for them.</summary>
/// <remarks>
/// Whatever is overdue happens before a wish is looked at, and what became free is offered after it: the outcome is the same
/// whether or not a timer looked in between.
/// </remarks>
public static partial class MembershipRules
{
    public static MembershipOutcome Decide(Group group, MembershipBook book, MemberId caller, MembershipCommand command, MembershipMoment moment)
    {
        var draft = new MembershipDraft(group, book, moment);
        draft.Settle();
        if (!GroupRules.IsRequestId(command.RequestId))
        {
            return draft.Outcome(MembershipRefusals.RequestIdInvalid);
        }

        var key = KeyOf(caller, command);
        if (draft.Book.Answers.Contains(key))
        {
            return draft.Outcome();
        }

        if (Apply(draft, caller, command) is { } refusal)
        {
            return draft.Outcome(refusal);
        }

        draft.Settle();
        var answers = draft.Book.Answers.Add(key);
        draft.Book = draft.Book with { Answers = answers.Count > MembershipLimits.AnswersMax ? answers.RemoveAt(0) : answers };
        return draft.Outcome();
    }

    /// <summary>What time alone brings about, and what follows from a change of the group.</summary>
    public static MembershipOutcome Tick(Group group, MembershipBook book, DateTimeOffset now)
    {
        var draft = new MembershipDraft(group, book, new MembershipMoment(now));
        draft.Settle();
        return draft.Outcome();
    }

    /// <summary>When something is due by itself; null is never.</summary>
    public static DateTimeOffset? NextDue(MembershipBook book) => LineRules.NextDue(book.Line);

    public static MembershipSettings SettingsOf(Group group, MembershipBook book) =>
        (book.Settings ?? MembershipSettings.Of(group.Profile.Openness)) with { SizeMax = SizeMaxOf(group), NamesToBody = ShowsNames(group, book) };

    /// <summary>Whether the organisation that the group belongs to may read the names on its list.</summary>
    public static bool ShowsNames(Group group, MembershipBook book) => book.NamesFor is { } body && body == group.Listed.Body;

    /// <summary>How many members the group takes, as its listing says; null has no bound.</summary>
    public static int? SizeMaxOf(Group group) => group.Listed.SizeMax;

    /// <summary>How many places nobody has; null is any number. Those who lead take no place.</summary>
    public static int? FreeIn(Group group) =>
        SizeMaxOf(group) is { } size ? size - group.Roster.Count(entry => entry.Role == GroupRole.Member) : null;

    public static MembershipState StateOf(Group group, MembershipBook book, MemberId member) => group.RoleOf(member) switch
    {
        GroupRole.Facilitator => MembershipState.Facilitator,
        GroupRole.CoFacilitator => MembershipState.CoFacilitator,
        GroupRole.Member => MembershipState.Member,
        _ when book.Waiting(member) is { } waiting => waiting.OfferedUntil is null ? MembershipState.Waiting : MembershipState.Offered,
        _ when book.Request(member) is not null => MembershipState.Requested,
        _ when book.PastOf(member)?.Kind == PastKind.Removed => MembershipState.Removed,
        _ when book.Invitation(member) is not null => MembershipState.Invited,
        _ => book.PastOf(member)?.Kind switch
        {
            PastKind.Left => MembershipState.Left,
            PastKind.Rejected => MembershipState.Rejected,
            PastKind.Lapsed => MembershipState.Lapsed,
            _ => MembershipState.None,
        },
    };

    /// <summary>Whether the group's meetings are open to somebody: those of an open group to all but whom it was closed to.</summary>
    public static bool MayEnter(Group group, MembershipBook book, MemberId member) =>
        group.MayEnter(member) && (group.Entry(member) is not null || book.PastOf(member)?.Kind != PastKind.Removed);

    /// <summary>Why somebody may not be put on the roster by hand, past those who wait; null where nothing is against it.</summary>
    public static Refusal? CheckRoster(Group group, MembershipBook book, MemberId member, GroupRole role, DateTimeOffset now) =>
        role == GroupRole.Member && group.RoleOf(member) == GroupRole.None && book.Waiting(member)?.OfferedUntil is null
        && !LineRules.IsFree(book.Line, FreeIn(group), now, default)
            ? MembershipRefusals.OthersWait
            : null;

    /// <summary>The book after those who lead changed the roster by hand.</summary>
    /// <param name="before">The group before it.</param>
    public static MembershipOutcome AfterRoster(Group before, Group group, MembershipBook book, MemberId member, DateTimeOffset now)
    {
        var draft = new MembershipDraft(group, book, new MembershipMoment(now));
        if (group.Entry(member) is not null)
        {
            draft.Forget(member);
        }
        else if (before.Entry(member) is { } entry)
        {
            draft.Remember(new PastMember(member, entry.Name, PastKind.Removed, now, WasMember: true));
        }

        draft.Settle();
        return draft.Outcome();
    }

    /// <summary>What is stored of the secret of a link or code. Written with spaces, hyphens or small letters it is the same code.</summary>
    public static string HashOf(GroupId group, string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{group.Value}\n{Tidy(secret)}")));

    /// <summary>Whether a code is one of the group's that still lets somebody in.</summary>
    public static bool IsOpenedBy(Group group, MembershipBook book, string? code, DateTimeOffset now) =>
        !string.IsNullOrWhiteSpace(code) && book.Links.Exists(link => CodeRules.Opens(group.Id, link, code, now));

    /// <summary>Names one person's one request.</summary>
    public static string KeyOf(MemberId caller, MembershipCommand command) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Value}\n{command.GetType().Name}\n{command.RequestId}"))[..10]);

    internal static string Tidy(string secret) =>
        new([.. secret.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    private static Refusal? Apply(MembershipDraft draft, MemberId caller, MembershipCommand command) => command switch
    {
        JoinGroup join => Join(draft, caller, join),
        LeaveGroup => Leave(draft, caller),
        TakePlace => Take(draft, caller),
        _ when draft.Group.RoleOf(caller) != GroupRole.Facilitator => GroupRefusals.FacilitatorsOnly,
        AnswerRequest answer => Answer(draft, answer),
        Invite invite => Invite(draft, invite),
        Uninvite uninvite => Uninvite(draft, uninvite),
        MakeLink make => MakeLink(draft, make),
        RenewLink renew => RenewLink(draft, renew),
        EndLink end => EndLink(draft, end),
        MoveUp move => MoveUp(draft, caller, move),
        RemoveMember remove => Remove(draft, caller, remove),
        Readmit readmit => Readmit(draft, readmit),
        ChangeMembership change => Change(draft, change.Settings),
        _ => throw new NotSupportedException($"No rule for {command.GetType().Name}."),
    };

    private static Refusal? Join(MembershipDraft draft, MemberId caller, JoinGroup join)
    {
        var (group, book) = (draft.Group, draft.Book);
        if (group.Entry(caller) is not null)
        {
            return null;
        }

        var past = book.PastOf(caller);
        if (past?.Kind == PastKind.Removed)
        {
            return MembershipRefusals.WasRemoved;
        }

        if (book.Waiting(caller) is { } waiting)
        {
            return waiting.OfferedUntil is null ? null : Take(draft, caller);
        }

        if (CheckName(draft, caller, join.Name) is { } badName)
        {
            return badName;
        }

        if (join.Words?.Length > MembershipLimits.WordsMax)
        {
            return MembershipRefusals.WordsInvalid;
        }

        if (past?.WasMember != true && draft.ClosedToNewcomers)
        {
            return MembershipRefusals.ClosedToNewcomers;
        }

        InviteLink? link = null;
        if (!string.IsNullOrWhiteSpace(join.Secret))
        {
            link = book.Links.Find(known => CodeRules.Opens(group.Id, known, join.Secret, draft.Now));
            if (link is null)
            {
                return MembershipRefusals.CodeNotGood;
            }
        }

        var name = join.Name.Trim();
        if (link is null && book.Invitation(caller) is null)
        {
            switch (draft.Settings.Mode)
            {
                case JoinMode.Invitation:
                    return MembershipRefusals.InvitationNeeded;
                case JoinMode.Code:
                    return MembershipRefusals.CodeNeeded;
                case JoinMode.Request:
                    return Ask(draft, new JoinRequest(caller, name, string.IsNullOrWhiteSpace(join.Words) ? null : join.Words.Trim(), draft.Now));
                default:
                    break;
            }
        }

        if (Enter(draft, caller, name) is { } full)
        {
            return full;
        }

        if (link is not null)
        {
            draft.Book = draft.Book with { Links = draft.Book.Links.Replace(link, link with { UsesLeft = link.UsesLeft - 1, Uses = link.Uses + 1 }) };
        }

        return null;
    }

    private static Refusal? Ask(MembershipDraft draft, JoinRequest request)
    {
        if (draft.Book.Request(request.Member) is not null)
        {
            return null;
        }

        if (draft.Book.Requests.Count >= MembershipLimits.RequestsMax)
        {
            return MembershipRefusals.TooManyRequests;
        }

        draft.Book = draft.Book with { Requests = draft.Book.Requests.Add(request) };
        draft.TellFacilitators(NoticeKind.RequestReceived);
        return null;
    }

    // In, where a place is neither taken nor held for somebody before them; else at the end of the line.
    private static Refusal? Enter(MembershipDraft draft, MemberId member, string name)
    {
        if (LineRules.IsFree(draft.Book.Line, draft.Free, draft.Now, draft.Hold))
        {
            if (draft.Group.Roster.Count >= GroupLimits.RosterMax)
            {
                return GroupRefusals.RosterIsFull;
            }

            draft.PutOnRoster(member, name);
            return null;
        }

        if (draft.Book.Line.Count >= MembershipLimits.LineMax)
        {
            return MembershipRefusals.LineIsFull;
        }

        var past = draft.Book.PastOf(member);
        draft.Forget(member);
        draft.Book = draft.Book with { Line = draft.Book.Line.Add(new Waiting(member, name, draft.Now)) };
        if (past?.WasMember == true)
        {
            // They keep being no newcomer while they wait.
            draft.Book = draft.Book with { Past = draft.Book.Past.Add(past) };
        }

        return null;
    }

    private static Refusal? Take(MembershipDraft draft, MemberId caller)
    {
        if (draft.Group.Entry(caller) is not null)
        {
            return null;
        }

        if (draft.Book.Waiting(caller) is not { } waiting)
        {
            return MembershipRefusals.NotWaiting;
        }

        if (!LineRules.MayTake(waiting, draft.Free, draft.Now, draft.Hold))
        {
            return MembershipRefusals.NoOffer;
        }

        if (draft.Group.Roster.Count >= GroupLimits.RosterMax)
        {
            return GroupRefusals.RosterIsFull;
        }

        draft.PutOnRoster(caller, waiting.Name);
        return null;
    }

    private static Refusal? Leave(MembershipDraft draft, MemberId caller)
    {
        if (draft.Group.Entry(caller) is { } entry)
        {
            if (entry.Role == GroupRole.Facilitator && draft.Group.Roster.Count(other => other.Role == GroupRole.Facilitator) == 1)
            {
                return MembershipRefusals.LastFacilitator;
            }

            draft.TakeOffRoster(entry, PastKind.Left);
        }
        else if (draft.Book.Waiting(caller) is { } waiting)
        {
            draft.Remember(new PastMember(caller, waiting.Name, PastKind.Left, draft.Now));
        }
        else if (draft.Book.Request(caller) is not null || draft.Book.Invitation(caller) is not null)
        {
            // Taken back before it led anywhere: nothing to remember, but that a removed person stays removed.
            var past = draft.Book.PastOf(caller);
            draft.Forget(caller);
            draft.Book = past is null ? draft.Book : draft.Book with { Past = draft.Book.Past.Add(past) };
        }

        return null;
    }

    private static Refusal? CheckName(MembershipDraft draft, MemberId member, string? name)
    {
        if (!GroupRules.IsRosterName(name))
        {
            return MembershipRefusals.NameInvalid;
        }

        var taken = draft.Group.Roster.Where(entry => entry.Member != member).Select(entry => entry.Name)
            .Concat(draft.Book.Requests.Where(request => request.Member != member).Select(request => request.Name))
            .Concat(draft.Book.Line.Where(waiting => waiting.Member != member).Select(waiting => waiting.Name))
            .Contains(name!.Trim(), StringComparer.OrdinalIgnoreCase);
        return taken ? MembershipRefusals.NameTaken : null;
    }
}
