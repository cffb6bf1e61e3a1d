using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Domain.Membership;

/// <summary>When a wish is decided.</summary>
/// <param name="ClosedToNewcomers">Whether it is a series with the same people that has begun too long ago to take new ones.</param>
public readonly record struct MembershipMoment(DateTimeOffset Now, bool ClosedToNewcomers = false);

/// <summary>What the rules made of a wish.</summary>
/// <param name="Notices">Whom to tell what.</param>
/// <param name="Concerned">Whose own list of groups is behind now.</param>
/// <param name="Refusal">Why not. What was overdue has happened all the same.</param>
public sealed record MembershipOutcome(
    Group Group,
    MembershipBook Book,
    ImmutableList<AddressedNotice> Notices,
    ImmutableList<MemberId> Concerned,
    Refusal? Refusal);

/// <summary>A group and its book while a wish is worked out.</summary>
internal sealed class MembershipDraft(Group group, MembershipBook book, MembershipMoment moment)
{
    private readonly ImmutableList<AddressedNotice>.Builder _notices = ImmutableList.CreateBuilder<AddressedNotice>();
    private readonly ImmutableList<MemberId>.Builder _concerned = ImmutableList.CreateBuilder<MemberId>();
    private readonly MembershipBook _before = book;

    public Group Group { get; private set; } = group;

    public MembershipBook Book { get; set; } = book;

    public DateTimeOffset Now => moment.Now;

    public bool ClosedToNewcomers => moment.ClosedToNewcomers;

    public MembershipSettings Settings => MembershipRules.SettingsOf(Group, Book);

    /// <summary>How many places nobody has; null is any number.</summary>
    public int? Free => MembershipRules.FreeIn(Group);

    public Hold Hold => new(TimeSpan.FromMinutes(Settings.HoldMinutes));

    public MembershipOutcome Outcome(Refusal? refusal = null)
    {
        if (!ReferenceEquals(_before, Book))
        {
            // Whoever asks, waits or is invited finds that on their own list too.
            var (before, after) = (Involved(_before), Involved(Book));
            before.SymmetricExceptWith(after);
            _concerned.AddRange(before.Except(_concerned));
        }

        return new(Group, Book, _notices.ToImmutable(), _concerned.ToImmutable(), refusal);
    }

    public void PutOnRoster(MemberId member, string name)
    {
        Group = Group with { Roster = Group.Roster.Add(new RosterEntry(member, GroupRole.Member, name)) };
        Forget(member);
        _concerned.Add(member);
    }

    public void TakeOffRoster(RosterEntry entry, PastKind kind)
    {
        // What the group shows of itself names those who lead, and nobody else.
        Group = Group with
        {
            Roster = Group.Roster.Remove(entry),
            Version = entry.Role == GroupRole.Facilitator ? Group.Version + 1 : Group.Version,
        };
        Remember(new PastMember(entry.Member, entry.Name, kind, Now, WasMember: true));
        _concerned.Add(entry.Member);
    }

    /// <summary>Off every list of the book.</summary>
    public void Forget(MemberId member)
    {
        var (requests, invitations) = (Book.Requests.RemoveAll(request => request.Member == member), Book.Invitations.RemoveAll(invitation => invitation.Member == member));
        var (line, past) = (Book.Line.RemoveAll(waiting => waiting.Member == member), Book.Past.RemoveAll(one => one.Member == member));
        if (requests != Book.Requests || invitations != Book.Invitations || line != Book.Line || past != Book.Past)
        {
            Book = Book with { Requests = requests, Invitations = invitations, Line = line, Past = past };
        }
    }

    public void Remember(PastMember past)
    {
        // Who has been a member once is no newcomer, whatever happened to them since.
        var before = Book.PastOf(past.Member);
        Forget(past.Member);
        var all = Book.Past.Add(past with { WasMember = past.WasMember || before?.WasMember == true });
        if (all.Count > MembershipLimits.PastMax)
        {
            var first = all.FindIndex(one => one.Kind != PastKind.Removed);
            all = all.RemoveAt(Math.Max(0, first));
        }

        Book = Book with { Past = all };
    }

    /// <summary>The size is the listing's, which the directory shows; whose names the organisation may read is said of that one organisation; the rest is the settings'.</summary>
    public void Change(MembershipSettings settings)
    {
        var before = Settings;
        if (settings == before && Book.Settings is not null)
        {
            return;
        }

        Book = Book with { Settings = settings with { SizeMax = null, NamesToBody = false }, NamesFor = settings.NamesToBody ? Group.Listed.Body : null };
        if (settings.NamesToBody && !before.NamesToBody)
        {
            TellRoster(NoticeKind.NamesShown);
        }

        Group = Group with
        {
            Listing = settings.SizeMax == Group.Listed.SizeMax ? Group.Listing : Group.Listed with { SizeMax = settings.SizeMax },
            Version = Group.Version + 1,
        };
    }

    public void Tell(MemberId to, NoticeKind kind, string? words = null, DateTimeOffset? answerBy = null, string? sealedTo = null)
    {
        Book = Book with { Told = Book.Told + 1 };
        var notice = new Notice(
            $"{Group.Id.Value}.m{Book.Told}", kind, Group.Id, Group.Profile.Name, AnswerBy: answerBy, Words: words, GoodUntil: answerBy, Link: kind == NoticeKind.Invitation ? $"/groups/{Group.Id.Value}/join" : null);
        _notices.Add(new AddressedNotice(to, notice, sealedTo));
    }

    public void TellFacilitators(NoticeKind kind)
    {
        foreach (var entry in Group.Roster.Where(entry => entry.Role == GroupRole.Facilitator))
        {
            Tell(entry.Member, kind);
        }
    }

    public void TellRoster(NoticeKind kind)
    {
        foreach (var entry in Group.Roster)
        {
            Tell(entry.Member, kind);
        }
    }

    /// <summary>Whose offer ran out goes, and what is free is offered to those in front.</summary>
    public void Settle()
    {
        if (Book.Invitations.Exists(invitation => invitation.ExpiresAt <= Now))
        {
            Book = Book with { Invitations = Book.Invitations.RemoveAll(invitation => invitation.ExpiresAt <= Now) };
        }

        if (Book.Links.Exists(link => link.ExpiresAt <= Now))
        {
            Book = Book with { Links = Book.Links.RemoveAll(link => link.ExpiresAt <= Now) };
        }

        if (Free is null)
        {
            // Without a bound nobody has to answer: there is a place for everyone.
            foreach (var waiting in Book.Line.TakeWhile(_ => Group.Roster.Count < GroupLimits.RosterMax).ToList())
            {
                PutOnRoster(waiting.Member, waiting.Name);
                Tell(waiting.Member, NoticeKind.PlaceGiven);
            }

            return;
        }

        var settled = LineRules.Settle(Book.Line, Free, Now, Hold);
        if (settled.Line != Book.Line)
        {
            Book = Book with { Line = settled.Line };
        }

        foreach (var lapsed in settled.Lapsed)
        {
            Remember(new PastMember(lapsed.Member, lapsed.Name, PastKind.Lapsed, Now));
            Tell(lapsed.Member, NoticeKind.OfferExpired);
        }

        foreach (var offered in settled.Offered)
        {
            Tell(offered.Member, NoticeKind.PlaceOffered, answerBy: offered.OfferedUntil);
        }
    }

    private static HashSet<MemberId> Involved(MembershipBook book) =>
    [
        .. book.Requests.Select(request => request.Member), .. book.Invitations.Select(invitation => invitation.Member), .. book.Line.Select(waiting => waiting.Member),
    ];
}
