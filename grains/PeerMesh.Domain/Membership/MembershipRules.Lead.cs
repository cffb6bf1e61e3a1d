using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Domain.Membership;

/// <summary>What those who lead do about membership.</summary>
public static partial class MembershipRules
{
    private static Refusal? Answer(MembershipDraft draft, AnswerRequest answer)
    {
        if (answer.Words?.Length > MembershipLimits.WordsMax)
        {
            return MembershipRefusals.WordsInvalid;
        }

        if (draft.Book.Request(answer.Who) is not { } request)
        {
            // Another facilitator was faster with the same answer.
            return answer.Approve && (draft.Group.Entry(answer.Who) is not null || draft.Book.Waiting(answer.Who) is not null)
                ? null
                : MembershipRefusals.NoSuchPerson;
        }

        var words = string.IsNullOrWhiteSpace(answer.Words) ? null : answer.Words.Trim();
        if (!answer.Approve)
        {
            draft.Remember(new PastMember(request.Member, request.Name, PastKind.Rejected, draft.Now, words));
            draft.Tell(request.Member, NoticeKind.RequestDeclined, words);
            return null;
        }

        if (Enter(draft, request.Member, request.Name) is { } full)
        {
            return full;
        }

        var isIn = draft.Group.Entry(request.Member) is not null;
        draft.Tell(request.Member, isIn ? NoticeKind.RequestApproved : NoticeKind.RequestApprovedToWait, words);
        return null;
    }

    private static Refusal? Invite(MembershipDraft draft, Invite invite)
    {
        if (draft.Group.Entry(invite.Who) is not null || draft.Book.Waiting(invite.Who) is not null)
        {
            return MembershipRefusals.AlreadyMember;
        }

        if (!GroupRules.IsRosterName(invite.Name))
        {
            return MembershipRefusals.NameInvalid;
        }

        if (invite.Words?.Length > MembershipLimits.WordsMax)
        {
            return MembershipRefusals.WordsInvalid;
        }

        if (draft.Book.Invitation(invite.Who) is not null)
        {
            // One mail each: an invitation that is open is not sent again.
            return null;
        }

        if (draft.Book.Invitations.Count >= MembershipLimits.InvitationsMax)
        {
            return MembershipRefusals.TooManyInvitations;
        }

        // Those who asked already are let in by this.
        var request = draft.Book.Request(invite.Who);
        if (request is not null)
        {
            return Answer(draft, new AnswerRequest(invite.Who, Approve: true, invite.Words) { RequestId = invite.RequestId });
        }

        if (draft.Book.PastOf(invite.Who)?.Kind == PastKind.Removed)
        {
            draft.Forget(invite.Who);
        }

        var ends = draft.Now.AddDays(MembershipLimits.InvitationDays);
        draft.Book = draft.Book with { Invitations = draft.Book.Invitations.Add(new Invitation(invite.Who, invite.Name.Trim(), draft.Now, ends)) };
        draft.Tell(invite.Who, NoticeKind.Invitation, invite.Words?.Trim(), sealedTo: invite.SealedTo);
        return null;
    }

    private static Refusal? Uninvite(MembershipDraft draft, Uninvite uninvite)
    {
        draft.Book = draft.Book with { Invitations = draft.Book.Invitations.RemoveAll(invitation => invitation.Member == uninvite.Who) };
        return null;
    }

    private static Refusal? MakeLink(MembershipDraft draft, MakeLink make)
    {
        if (make.Uses is < 1 or > MembershipLimits.LinkUsesMax || make.Days is < 1 or > MembershipLimits.DaysMax
            || make.Label is null || make.Label.Length > MembershipLimits.LabelMax || make.Label.Any(char.IsControl)
            || !Enum.IsDefined(make.Pace) || (make.Pace == CodePace.Never) != (make.Row is null))
        {
            return MembershipRefusals.LinkInvalid;
        }

        if (draft.Book.Links.Exists(link => link.Id == make.Link))
        {
            return null;
        }

        if (draft.Book.Links.Count >= MembershipLimits.LinksMax)
        {
            return MembershipRefusals.TooManyLinks;
        }

        draft.Book = draft.Book with
        {
            Links = draft.Book.Links.Add(new InviteLink(
                make.Link,
                make.SecretHash,
                make.Label.Trim(),
                make.Uses,
                0,
                draft.Now.AddDays(make.Days),
                make.Row is null ? null : new CodeRow(make.Pace, make.Row, draft.Now))),
        };
        return null;
    }

    private static Refusal? RenewLink(MembershipDraft draft, RenewLink renew)
    {
        // One that has let everybody in is not shown any more, and a new code would open nothing.
        if (draft.Book.Links.Find(link => link.Id == renew.Link && link.UsesLeft > 0) is not { } known)
        {
            return MembershipRefusals.NoSuchLink;
        }

        if ((known.Row is null) != (renew.Row is null))
        {
            return MembershipRefusals.LinkInvalid;
        }

        var row = known.Row is null ? null : known.Row with { Name = renew.Row!, From = draft.Now };
        draft.Book = draft.Book with { Links = draft.Book.Links.Replace(known, known with { SecretHash = renew.SecretHash, Row = row }) };
        return null;
    }

    private static Refusal? EndLink(MembershipDraft draft, EndLink end)
    {
        if (draft.Book.Links.Find(link => link.Id == end.Link) is not { } known)
        {
            return MembershipRefusals.NoSuchLink;
        }

        draft.Book = draft.Book with { Links = draft.Book.Links.Remove(known) };
        return null;
    }

    private static Refusal? MoveUp(MembershipDraft draft, MemberId caller, MoveUp move)
    {
        if (!GroupRules.IsLine(move.Reason, MembershipLimits.ReasonMax))
        {
            return MembershipRefusals.ReasonNeeded;
        }

        if (draft.Book.Waiting(move.Who) is not { } waiting)
        {
            return MembershipRefusals.NoSuchPerson;
        }

        var before = draft.Book.Line.IndexOf(waiting);
        var line = waiting.OfferedUntil is null ? LineRules.MoveUp(draft.Book.Line, waiting) : draft.Book.Line;
        var passed = before - line.IndexOf(waiting);
        if (passed == 0)
        {
            return null;
        }

        var moves = draft.Book.Moves.Add(new LineMove(waiting.Name, draft.Group.Entry(caller)?.Name ?? "", move.Reason.Trim(), passed, draft.Now));
        draft.Book = draft.Book with { Line = line, Moves = moves.Count > MembershipLimits.MovesMax ? moves.RemoveAt(0) : moves };
        return null;
    }

    private static Refusal? Remove(MembershipDraft draft, MemberId caller, RemoveMember remove)
    {
        if (remove.Who == caller)
        {
            return MembershipRefusals.NotYourself;
        }

        if (draft.Group.Entry(remove.Who) is { } entry)
        {
            draft.TakeOffRoster(entry, PastKind.Removed);
            return null;
        }

        var name = draft.Book.Waiting(remove.Who)?.Name ?? draft.Book.Request(remove.Who)?.Name ?? draft.Book.Invitation(remove.Who)?.Name ?? draft.Book.PastOf(remove.Who)?.Name;
        if (name is null)
        {
            return MembershipRefusals.NoSuchPerson;
        }

        draft.Remember(new PastMember(remove.Who, name, PastKind.Removed, draft.Now));
        return null;
    }

    private static Refusal? Readmit(MembershipDraft draft, Readmit readmit)
    {
        if (draft.Book.PastOf(readmit.Who) is not { Kind: PastKind.Removed } past)
        {
            return MembershipRefusals.NoSuchPerson;
        }

        draft.Book = draft.Book with { Past = draft.Book.Past.Replace(past, past with { Kind = PastKind.Left }) };
        return null;
    }

    private static Refusal? Change(MembershipDraft draft, MembershipSettings settings)
    {
        var refusal = !Enum.IsDefined(settings.Mode) ? MembershipRefusals.ModeInvalid
            : settings.SizeMax is < 1 or > MembershipLimits.SizeMax ? MembershipRefusals.SizeInvalid
            : settings.HoldMinutes is < MembershipLimits.HoldMinutesMin or > MembershipLimits.HoldMinutesMax ? MembershipRefusals.HoldInvalid
            : settings.PlacesPerDate is < 1 or > MembershipLimits.PlacesPerDateMax ? MembershipRefusals.PlacesInvalid
            : settings.NamesToBody && draft.Group.Listed.Body is null ? MembershipRefusals.NoOrganisation
            : settings.DatesPerPersonMax is < 1 or > MembershipLimits.DatesPerPersonMax ? MembershipRefusals.DatesPerPersonInvalid
            : null;
        if (refusal is null)
        {
            draft.Change(settings);
        }

        return refusal;
    }
}
