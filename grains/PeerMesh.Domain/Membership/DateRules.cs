using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Domain.Membership;

/// <summary>What the rules made of a wish about a date.</summary>
/// <param name="Concerned">Whose own list of dates is behind now.</param>
/// <param name="ForLeaders">What to tell those who lead, whom the group knows.</param>
public sealed record DateOutcome(
    DateBook Book, ImmutableList<AddressedNotice> Notices, ImmutableList<MemberId> Concerned, Refusal? Refusal, ImmutableList<Notice> ForLeaders);

/// <summary>Who comes to one meeting: places, the line for them, and who came in the end.</summary>
public static class DateRules
{
    /// <param name="name">What the group's roster calls the caller; null where they are not on it.</param>
    /// <param name="mayEnter">Whether the group's meetings are open to them.</param>
    public static DateOutcome Decide(DateBook book, MemberId caller, string? name, bool mayEnter, DateCommand command, DateTimeOffset now)
    {
        var draft = new Draft(book, now);
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

        var refusal = command switch
        {
            Register register => Register(draft, caller, string.IsNullOrWhiteSpace(register.Name) ? name : register.Name, mayEnter),
            CancelDate => Cancel(draft, caller),
            TakeDatePlace => Take(draft, caller),
            _ => throw new NotSupportedException($"No rule for {command.GetType().Name}."),
        };
        if (refusal is not null)
        {
            return draft.Outcome(refusal);
        }

        draft.Settle();
        var answers = draft.Book.Answers.Add(key);
        draft.Book = draft.Book with { Answers = answers.Count > MembershipLimits.AnswersMax ? answers.RemoveAt(0) : answers };
        return draft.Outcome();
    }

    /// <summary>What time alone, or a change of the date by its group, brings about.</summary>
    public static DateOutcome Tick(DateBook book, DateTimeOffset now)
    {
        var draft = new Draft(book, now);
        draft.Settle();
        return draft.Outcome();
    }

    /// <summary>What the group says of the date now. Those who come or wait find it on their own lists.</summary>
    public static DateOutcome Change(DateBook book, DateFacts facts, DateTimeOffset now)
    {
        var draft = new Draft(book.Facts == facts ? book : book with { Facts = facts }, now);
        if (book.Facts != facts)
        {
            draft.Concern([.. book.Going.Select(going => going.Member), .. book.Line.Select(waiting => waiting.Member)]);
        }

        draft.Settle();
        return draft.Outcome();
    }

    /// <summary>These are not let in any more: they left the group or were removed from it, and their places are others'.</summary>
    public static DateOutcome Withdraw(DateBook book, IEnumerable<MemberId> gone, DateTimeOffset now)
    {
        var draft = new Draft(book, now);
        if (!draft.IsOver)
        {
            foreach (var member in gone)
            {
                draft.GiveBack(member);
            }

            draft.Settle();
        }

        return draft.Outcome();
    }

    /// <summary>Somebody is at the door of the meeting. Whoever has a place comes in; near the start and while it runs a free one is theirs.</summary>
    public static DateOutcome Arrive(DateBook book, MemberId caller, string? name, DateTimeOffset now)
    {
        var draft = new Draft(book, now);
        draft.Settle();
        if (draft.Book.GoingOf(caller) is not null)
        {
            return draft.Outcome();
        }

        if (draft.Book.WaitingOf(caller) is { } waiting && LineRules.MayTake(waiting, draft.Book.Free, now, draft.Book.Facts.Hold))
        {
            draft.Seat(caller, waiting.Name);
            return draft.Outcome();
        }

        if (now >= draft.Book.Facts.StartsAt + MembershipLimits.FirstToArrive)
        {
            // Whoever has not come by now hardly will: from here on the room itself says whether it is full.
            return draft.Outcome();
        }

        if (!draft.Book.Facts.Hold.IsOver(now) || draft.Book.Free <= 0)
        {
            return draft.Outcome(DateRefusals.NoPlace);
        }

        draft.Seat(caller, name ?? "");
        return draft.Outcome();
    }

    /// <summary>The meeting is over. Who was there is known; what it means is for each person alone.</summary>
    public static DateOutcome End(DateBook book, IReadOnlySet<MemberId> came, DateTimeOffset now)
    {
        var draft = new Draft(book, now);
        if (!book.Ended)
        {
            var going = book.Going.ConvertAll(one => one with { Attended = came.Contains(one.Member) });
            draft.Book = book with { Going = going, Ended = true, Line = book.Line.ConvertAll(waiting => waiting with { OfferedUntil = null }) };
            draft.Concern([.. going.Select(one => one.Member), .. book.Line.Select(waiting => waiting.Member)]);
        }

        return draft.Outcome();
    }

    public static DateTimeOffset? NextDue(DateBook book) =>
        book.Ended || !book.Facts.TakesPlace || book.Line.IsEmpty ? null
        : book.FirstToArrive ? LineRules.NextDue(book.Line)
        : LineRules.NextDue(book.Line) is { } offer && offer < book.Facts.FirstToArriveAt ? offer
        : book.Facts.FirstToArriveAt;

    public static DateState StateOf(DateBook book, MemberId member) =>
        book.GoingOf(member) is { } going ? going.Attended switch { true => DateState.Attended, false => DateState.Missed, null => DateState.Going }
        : book.WaitingOf(member) is { } waiting ? (waiting.OfferedUntil is null ? DateState.Waitlisted : DateState.Offered)
        : book.Past.FindLast(past => past.Member == member)?.Kind switch
        {
            PastKind.Left => DateState.Cancelled,
            PastKind.Lapsed => DateState.Lapsed,
            _ => DateState.None,
        };

    private static Refusal? Register(Draft draft, MemberId caller, string? name, bool mayEnter)
    {
        var facts = draft.Book.Facts;
        if (draft.Book.GoingOf(caller) is not null)
        {
            return null;
        }

        if (!facts.Registration)
        {
            return DateRefusals.NotNeeded;
        }

        if (!facts.TakesPlace)
        {
            return DateRefusals.DateCancelled;
        }

        if (draft.IsOver)
        {
            return DateRefusals.DateOver;
        }

        if (!mayEnter)
        {
            return DateRefusals.MembersOnly;
        }

        if (draft.Book.WaitingOf(caller) is { } waiting)
        {
            if (LineRules.MayTake(waiting, draft.Book.Free, draft.Now, facts.Hold))
            {
                draft.Seat(caller, waiting.Name);
            }

            return null;
        }

        if (!GroupRules.IsRosterName(name))
        {
            return MembershipRefusals.NameInvalid;
        }

        if (LineRules.IsFree(draft.Book.Line, draft.Book.Free, draft.Now, facts.Hold))
        {
            draft.Seat(caller, name!.Trim());
            return null;
        }

        if (draft.Book.Line.Count >= MembershipLimits.LineMax)
        {
            return MembershipRefusals.LineIsFull;
        }

        draft.Forget(caller);
        draft.Book = draft.Book with { Line = draft.Book.Line.Add(new Waiting(caller, name!.Trim(), draft.Now)) };
        draft.Concern([caller]);
        return null;
    }

    private static Refusal? Take(Draft draft, MemberId caller)
    {
        if (draft.Book.GoingOf(caller) is not null)
        {
            return null;
        }

        if (draft.Book.WaitingOf(caller) is not { } waiting)
        {
            return DateRefusals.NotWaiting;
        }

        if (draft.IsOver)
        {
            return DateRefusals.DateOver;
        }

        if (!LineRules.MayTake(waiting, draft.Book.Free, draft.Now, draft.Book.Facts.Hold))
        {
            return DateRefusals.NoOffer;
        }

        draft.Seat(caller, waiting.Name);
        return null;
    }

    private static Refusal? Cancel(Draft draft, MemberId caller)
    {
        if (draft.IsOver)
        {
            return DateRefusals.DateOver;
        }

        draft.GiveBack(caller);
        return null;
    }

    private static string KeyOf(MemberId caller, DateCommand command) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Value}\n{command.GetType().Name}\n{command.RequestId}"))[..10]);

    private sealed class Draft(DateBook book, DateTimeOffset now)
    {
        private readonly ImmutableList<AddressedNotice>.Builder _notices = ImmutableList.CreateBuilder<AddressedNotice>();
        private ImmutableList<Notice> _forLeaders = [];
        private ImmutableHashSet<MemberId> _concerned = [];

        public DateBook Book { get; set; } = book;

        public DateTimeOffset Now => now;

        public bool IsOver => Book.Ended || Book.Facts.EndsAt <= now;

        public DateOutcome Outcome(Refusal? refusal = null) => new(Book, _notices.ToImmutable(), [.. _concerned], refusal, _forLeaders);

        public void Concern(IEnumerable<MemberId> members) => _concerned = _concerned.Union(members);

        public void Seat(MemberId member, string name)
        {
            Forget(member);
            Book = Book with { Going = Book.Going.Add(new Going(member, name, now)) };
            Concern([member]);
        }

        public void Forget(MemberId member) => Book = Book with
        {
            Going = Book.Going.RemoveAll(going => going.Member == member),
            Line = Book.Line.RemoveAll(waiting => waiting.Member == member),
            Past = Book.Past.RemoveAll(past => past.Member == member),
        };

        public void Remember(PastMember past)
        {
            Forget(past.Member);
            var all = Book.Past.Add(past);
            Book = Book with { Past = all.Count > MembershipLimits.PastMax ? all.RemoveAt(0) : all };
            Concern([past.Member]);
        }

        public void GiveBack(MemberId member)
        {
            if ((Book.GoingOf(member)?.Name ?? Book.WaitingOf(member)?.Name) is { } name)
            {
                Remember(new PastMember(member, name, PastKind.Left, now));
            }
        }

        public void Settle()
        {
            if (IsOver || !Book.Facts.TakesPlace)
            {
                return;
            }

            if (Book.FirstToArrive != Book.Facts.Hold.IsOver(now))
            {
                Book = Book with { FirstToArrive = !Book.FirstToArrive };
                if (Book.FirstToArrive && !Book.Line.IsEmpty && now < Book.Facts.StartsAt)
                {
                    TellFirstToArrive();
                }
            }

            if (Book.Line.IsEmpty)
            {
                return;
            }

            var settled = LineRules.Settle(Book.Line, Book.Free, now, Book.Facts.Hold);
            if (settled.Line != Book.Line)
            {
                Book = Book with { Line = settled.Line };
            }

            foreach (var lapsed in settled.Lapsed)
            {
                Remember(new PastMember(lapsed.Member, lapsed.Name, PastKind.Lapsed, now));
                Tell(lapsed.Member, NoticeKind.OfferExpired, answerBy: null);
            }

            foreach (var offered in settled.Offered)
            {
                Concern([offered.Member]);
                Tell(offered.Member, NoticeKind.PlaceOffered, offered.OfferedUntil);
            }
        }

        private void TellFirstToArrive()
        {
            foreach (var waiting in Book.Line)
            {
                Tell(waiting.Member, NoticeKind.FirstToArrive, answerBy: null);
            }

            Book = Book with { Told = Book.Told + 1 };
            _forLeaders = _forLeaders.Add(Notice(NoticeKind.FirstToArriveLead, answerBy: null) with { More = Book.Line.Count });
        }

        private void Tell(MemberId to, NoticeKind kind, DateTimeOffset? answerBy)
        {
            Book = Book with { Told = Book.Told + 1 };
            _notices.Add(new AddressedNotice(to, Notice(kind, answerBy)));
        }

        private Notice Notice(NoticeKind kind, DateTimeOffset? answerBy)
        {
            var facts = Book.Facts;
            return new Notice(
                $"{facts.Group.Value}.{facts.StartsAt.ToUnixTimeSeconds()}.d{Book.Told}",
                kind,
                facts.Group,
                facts.GroupName,
                StartsAt: facts.StartsAt,
                Zone: facts.Zone,
                AnswerBy: answerBy,
                GoodUntil: answerBy ?? facts.EndsAt);
        }
    }
}
