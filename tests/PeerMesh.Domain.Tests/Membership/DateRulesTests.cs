using System.Collections.Immutable;
using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Domain.Tests.Membership;

public sealed class DateRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 19, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset TwoDaysBefore = Start.AddDays(-2);

    [Fact]
    public void First_come_first_served_and_a_freed_place_is_offered_to_the_next()
    {
        var date = new Date(places: 2);
        Assert.All((string[])["ben", "cleo", "dan", "eve"], who => Assert.Null(date.Register(who)));

        Assert.Equal([DateState.Going, DateState.Going, DateState.Waitlisted, DateState.Waitlisted], date.States("ben", "cleo", "dan", "eve"));
        Assert.Null(date.Cancel("ben"));
        Assert.Equal([DateState.Cancelled, DateState.Offered, DateState.Waitlisted], date.States("ben", "dan", "eve"));
        var notice = Assert.Single(date.Notices, told => told.To.Value == "dan").Notice;
        Assert.Equal((NoticeKind.PlaceOffered, Start, TwoDaysBefore.AddHours(23).AddMinutes(55)), (notice.Kind, notice.StartsAt, notice.AnswerBy!.Value));
        Assert.Equal(DateRefusals.NoOffer, date.Take("eve"));
        Assert.Null(date.Take("dan"));
        Assert.Null(date.Register("ben"));
        Assert.Equal([DateState.Going, DateState.Waitlisted, DateState.Waitlisted], date.States("dan", "eve", "ben"));
    }

    [Fact]
    public void Ten_minutes_before_the_start_nothing_is_held_and_a_free_place_is_whose_who_comes_first()
    {
        var date = new Date(places: 1);
        foreach (var who in (string[])["ben", "cleo", "dan"])
        {
            date.Register(who);
        }

        date.Now = Start.AddMinutes(-11);
        date.Cancel("ben");
        Assert.Equal([DateState.Offered, DateState.Waitlisted], date.States("cleo", "dan"));
        date.Now = Start.AddMinutes(-10);
        date.Tick();
        Assert.Equal([DateState.Waitlisted, DateState.Waitlisted], date.States("cleo", "dan"));
        Assert.Null(date.Take("dan"));
        Assert.Equal(DateRefusals.NoOffer, date.Take("cleo"));
    }

    [Fact]
    public void The_door_opens_for_those_with_a_place_and_near_the_start_for_the_first_to_come()
    {
        var date = new Date(places: 2);
        date.Register("ben");
        Assert.Null(date.Arrive("ben"));
        Assert.Equal(DateRefusals.NoPlace, date.Arrive("cleo"));
        date.Now = Start.AddMinutes(-10);
        Assert.Null(date.Arrive("cleo"));
        Assert.Equal(DateState.Going, date.State("cleo"));
        Assert.Equal(DateRefusals.NoPlace, date.Arrive("dan"));
        date.Now = Start.AddMinutes(10);
        Assert.Null(date.Arrive("dan"));
        Assert.Equal(DateState.None, date.State("dan"));
    }

    [Fact]
    public void Those_who_wait_and_those_who_lead_hear_once_that_places_are_for_whoever_comes_first()
    {
        var date = new Date(places: 1);
        foreach (var who in (string[])["ben", "cleo", "dan"])
        {
            date.Register(who);
        }

        Assert.Equal(Start.AddMinutes(-10), DateRules.NextDue(date.Book));
        date.Now = Start.AddMinutes(-10);
        date.Tick();
        date.Tick();
        date.Register("eve");

        Assert.Equal(["cleo", "dan"], date.Notices.Where(told => told.Notice.Kind == NoticeKind.FirstToArrive).Select(told => told.To.Value));
        var lead = Assert.Single(date.ForLeaders);
        Assert.Equal((NoticeKind.FirstToArriveLead, 2), (lead.Kind, lead.More));
        Assert.Equal(date.Notices.Count + 1, date.Notices.Select(told => told.Notice.Id).Append(lead.Id).Distinct().Count());
        Assert.Null(DateRules.NextDue(date.Book));

        // Moved to a later time, it comes to that again.
        date.Change(facts => facts with { StartsAt = Start.AddHours(2), EndsAt = Start.AddHours(3) });
        Assert.Equal(Start.AddMinutes(110), DateRules.NextDue(date.Book));
    }

    [Fact]
    public void A_date_nobody_waits_for_and_one_that_is_off_tell_nobody_of_places()
    {
        var free = new Date(places: 3);
        free.Register("ben");
        var off = new Date(places: 1);
        off.Register("ben");
        off.Register("cleo");
        off.Change(facts => facts with { TakesPlace = false });
        foreach (var date in (Date[])[free, off])
        {
            Assert.Null(DateRules.NextDue(date.Book));
            date.Now = Start.AddMinutes(-10);
            date.Tick();
            Assert.Empty(date.Notices);
            Assert.Empty(date.ForLeaders);
        }
    }

    [Fact]
    public void Those_who_come_or_wait_find_a_change_of_the_date_on_their_own_lists()
    {
        var date = new Date(places: 1);
        date.Register("ben");
        date.Register("cleo");
        date.Register("dan");
        date.Cancel("dan");

        Assert.Empty(date.Change(facts => facts));
        Assert.Equal(["ben", "cleo"], date.Change(facts => facts with { StartsAt = Start.AddHours(1) }).Select(member => member.Value).Order());
    }

    [Fact]
    public void Who_left_the_group_has_no_place_on_its_dates_and_the_next_in_line_is_offered_it()
    {
        var date = new Date(places: 1);
        date.Register("ben");
        date.Register("cleo");

        date.Withdraw("ben", "nobody");

        Assert.Equal([DateState.Cancelled, DateState.Offered, DateState.None], date.States("ben", "cleo", "nobody"));
        date.Now = Start.AddMinutes(91);
        date.Withdraw("cleo");
        Assert.Equal(DateState.Offered, date.State("cleo"));
    }

    [Fact]
    public void Who_came_is_known_when_it_is_over_and_nothing_changes_afterwards()
    {
        var date = new Date(places: 2);
        foreach (var who in (string[])["ben", "cleo", "dan"])
        {
            date.Register(who);
        }

        date.Now = Start.AddMinutes(90);
        date.End("ben", "dan");
        date.End("cleo");

        Assert.Equal([DateState.Attended, DateState.Missed, DateState.Waitlisted], date.States("ben", "cleo", "dan"));
        Assert.Equal(DateRefusals.DateOver, date.Register("eve"));
        Assert.Equal(DateRefusals.DateOver, date.Cancel("cleo"));
        Assert.Empty(date.Notices);
    }

    [Fact]
    public void A_date_that_is_off_or_needs_no_registration_or_is_for_members_says_so()
    {
        Assert.Equal(DateRefusals.DateCancelled, new Date(2, facts => facts with { TakesPlace = false }).Register("ben"));
        Assert.Equal(DateRefusals.NotNeeded, new Date(2, facts => facts with { Registration = false }).Register("ben"));
        Assert.Equal(DateRefusals.MembersOnly, new Date(2).Register("ben", mayEnter: false));
        Assert.Equal(MembershipRefusals.NameInvalid, new Date(2).Register("a@b"));
    }

    [Fact]
    public void More_places_are_offered_and_the_same_request_does_nothing_more()
    {
        var date = new Date(places: 1);
        date.Register("ben");
        date.Ask("cleo", new Register { RequestId = "once" });
        date.Cancel("cleo");
        date.Ask("cleo", new Register { RequestId = "once" });
        Assert.Equal(DateState.Cancelled, date.State("cleo"));
        date.Register("cleo");

        date.Change(facts => facts with { Places = 2 });

        Assert.Equal(DateState.Offered, date.State("cleo"));
        Assert.Equal("You are registered for 3 coming dates, and 2 is the most here. Give one back, or wait until one is over.", DateRefusals.TooMany(3, 2).Detail);
    }

    private enum Act
    {
        Register,
        Cancel,
        Take,
        Arrive,
        Wait,
        Places,
    }

    [Fact]
    public void Places_are_never_overbooked_nobody_is_twice_anywhere_and_the_line_keeps_its_order() =>
        Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 9], (act, number) => (act, number)).Array[0, 60].Sample(
            steps =>
            {
                var date = new Date(places: 2);
                foreach (var (act, number) in steps)
                {
                    var who = $"p{number}";
                    var (going, line) = (date.Book.Going.Count, date.Book.Line.ConvertAll(waiting => waiting.Member));
                    switch (act)
                    {
                        case Act.Register: date.Register(who); break;
                        case Act.Cancel: date.Cancel(who); break;
                        case Act.Take: date.Take(who); break;
                        case Act.Arrive: date.Arrive(who); break;
                        case Act.Places: date.Change(facts => facts with { Places = 1 + (number / 2) }); break;
                        case Act.Wait:
                            date.Now += TimeSpan.FromMinutes(number * 47);
                            date.Tick();
                            break;
                        default: break;
                    }

                    var book = date.Book;
                    Assert.True(book.Going.Count <= Math.Max(book.Facts.Places, going));
                    var all = book.Going.Select(one => one.Member).Concat(book.Line.Select(waiting => waiting.Member)).ToList();
                    Assert.Equal(all.Count, all.Distinct().Count());
                    Assert.Equal(line.Where(member => book.WaitingOf(member) is not null), book.Line.Select(waiting => waiting.Member).Where(line.Contains));
                    if (date.Now < Start.AddMinutes(-10))
                    {
                        Assert.Equal(Math.Min(Math.Max(0, book.Free), book.Line.Count), book.Line.Count(waiting => waiting.OfferedUntil is not null));
                    }

                    Assert.All(line.Except(book.Line.Select(waiting => waiting.Member)), gone => Assert.NotEqual(DateState.None, DateRules.StateOf(book, gone)));
                }
            },
            iter: 2000);

    private sealed class Date(int places, Func<DateFacts, DateFacts>? change = null)
    {
        private static readonly DateFacts Facts =
            new(new GroupId("g1"), "Tuesday Lights", "America/New_York", Start, Start.AddMinutes(90), true, true, 2, 24 * 60, "b1", null);

        private int _requests;

        public DateBook Book { get; private set; } = DateBook.Of((change ?? (facts => facts))(Facts with { Places = places }));

        public DateTimeOffset Now { get; set; } = TwoDaysBefore;

        public List<AddressedNotice> Notices { get; } = [];

        public List<Notice> ForLeaders { get; } = [];

        public Refusal? Register(string who, bool mayEnter = true) => Ask(who, new Register { RequestId = $"r{++_requests}" }, mayEnter);

        public Refusal? Cancel(string who) => Ask(who, new CancelDate { RequestId = $"r{++_requests}" });

        public Refusal? Take(string who) => Ask(who, new TakeDatePlace { RequestId = $"r{++_requests}" });

        public Refusal? Ask(string who, DateCommand command, bool mayEnter = true) => Keep(DateRules.Decide(Book, new MemberId(who), who, mayEnter, command, Now));

        public Refusal? Arrive(string who) => Keep(DateRules.Arrive(Book, new MemberId(who), who, Now));

        public void End(params string[] came) => Keep(DateRules.End(Book, came.Select(who => new MemberId(who)).ToHashSet(), Now));

        public void Tick() => Keep(DateRules.Tick(Book, Now));

        public ImmutableList<MemberId> Change(Func<DateFacts, DateFacts> facts)
        {
            var outcome = DateRules.Change(Book, facts(Book.Facts), Now);
            Keep(outcome);
            return outcome.Concerned;
        }

        public void Withdraw(params string[] gone) => Keep(DateRules.Withdraw(Book, gone.Select(who => new MemberId(who)), Now));

        public DateState State(string who) => DateRules.StateOf(Book, new MemberId(who));

        public IEnumerable<DateState> States(params string[] who) => who.Select(State);

        private Refusal? Keep(DateOutcome outcome)
        {
            Book = outcome.Book;
            Notices.AddRange(outcome.Notices);
            ForLeaders.AddRange(outcome.ForLeaders);
            return outcome.Refusal;
        }
    }
}
