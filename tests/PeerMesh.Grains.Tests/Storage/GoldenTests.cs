using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Groups;
using PeerMesh.Grains.Members;
using PeerMesh.Grains.Notices;
using PeerMesh.Grains.Registrations;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>Documents stored by the first release are read by every later one. The files beside this one never change.</summary>
public sealed class GoldenTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 3, 19, 0, 0, TimeSpan.Zero);
    private static readonly GroupId Group = new("g2345");
    private static readonly MemberId Ana = new("ana");

    // As storage has them; see GrainsHosting.
    private static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void A_group_of_the_first_release_can_be_read()
    {
        var agenda = ImmutableList.Create(new Phase("Ronda", 20, FloorMode.GoRound, 60, RoundOrder.Shuffled, FacilitatorLast: true, AutoAdvance: true, Words: "Bienvenidos – pasen."));
        var guidelines = new Guidelines(2, ["Somos amables."]);
        var rules = new HouseRules(60, OverTimeMode.Grace, 10, FairOrder: true, Lobby: false, Capacity: 12, MinimumToStart: 2, MinimumWaitMinutes: 5, EntryWindowMinutes: 15);
        var pending = new SessionPlan(SessionId.Of(Group, "now-b"), Group, "Martes", "Hoy", "DBSA", agenda, guidelines, rules);
        AssertRead("group-record.v1.json", new GroupRecord
        {
            Group = new Group(
                Group,
                new Founding(Ana, "f00d"),
                new GroupDraft("Martes", "Para todos.", "dbsa", "es", Openness.Members, agenda, guidelines.Lines, rules),
                "DBSA",
                agenda,
                guidelines,
                rules,
                [new RosterEntry(Ana, GroupRole.Facilitator, "Ana"), new RosterEntry(new MemberId("ben"), GroupRole.CoFacilitator, "Ben")],
                [new GroupSession(SessionId.Of(Group, "now-a"), "Martes", At, null), new GroupSession(pending.Id, "Hoy", At, pending)],
                [SessionId.Of(Group, "now-z")],
                7),
            ListedVersion = 6,
            Untold = [new MemberId("ben")],
        });
    }

    [Fact]
    public void A_list_of_groups_of_the_first_release_can_be_read() =>
        AssertRead("group-list-record.v1.json", new GroupListRecord
        {
            Cards = [new GroupCard(Group, "Martes", "Para todos.", "DBSA", "es", Openness.Members, [new OpenSession(SessionId.Of(Group, "now-a"), "Martes", At)], 7)],
        });

    [Fact]
    public void A_member_of_the_first_release_can_be_read() =>
        AssertRead("member-record.v1.json", new MemberRecord
        {
            Groups = [new MemberGroup(Group, "Martes", GroupRole.Facilitator)],
            Devices = [new Device("d1", "c0ffee", ["0ff1ce", "facade"], At)],
        });

    [Fact]
    public void An_address_of_the_first_release_can_be_read() =>
        AssertRead("email-record.v1.json", new EmailRecord { Member = Ana, Code = new SignInCode("5a17", "ca5e", At, 4), Requests = [At, At.AddMinutes(1)] });

    [Fact]
    public void A_key_ring_of_the_first_release_can_be_read() =>
        AssertRead("key-ring-record.v1.json", new KeyRingRecord { Keys = [new NamedText("k1", "<key id=\"1\"/>")], Secrets = [new NamedText("tickets", "AAEC")] });

    [Fact]
    public void Those_who_have_to_do_with_a_group_can_be_read() => AssertRead("membership-book.v1.json", new GroupRecord
    {
        Book = new MembershipBook(
            new MembershipSettings(JoinMode.Code, null, 60, Registration: true, PlacesPerDate: 8, DatesPerPersonMax: 3),
            [new JoinRequest(Ana, "Ana", "Hola.", At)],
            [new Invitation(new MemberId("ben"), "Ben", At, At.AddDays(30))],
            [new InviteLink("link", "f00d", "Front desk", 3, 2, At.AddDays(7))],
            [new Waiting(new MemberId("cleo"), "Cleo", At, At.AddHours(1)), new Waiting(new MemberId("dan"), "Dan", At)],
            [new PastMember(new MemberId("eve"), "Eve", PastKind.Rejected, At, "Next time.", WasMember: true)],
            [new LineMove("Dan", "Ana", "Because.", 2, At)],
            ["c0ffee"],
            9),
        Notices = [new AddressedNotice(Ana, new Notice("n1", NoticeKind.PlaceOffered, Group, "Martes", At, "America/New_York", At, At, "Hola.", At, "/me"), "sealed")],
        DatesVersion = 5,
    });

    [Fact]
    public void How_somebody_is_told_can_be_read() => AssertRead("notices-record.v1.json", new NoticesRecord
    {
        Choices = new NoticeChoices("Europe/Berlin", "es", [NoticeTopic.Reminders], NamesGroup: true),
        SealedAddress = "sealed",
        Waiting = [new WaitingNotice(new Notice("n1", NoticeKind.Reminder, Group, "Martes"), "elsewhere", 2, At)],
        Seen = ["n1"],
    });

    [Fact]
    public void Who_has_mail_waiting_can_be_read() => AssertRead("notice-queue-record.v1.json", new NoticeQueueRecord
    {
        People = ImmutableDictionary<MemberId, QueuedPerson>.Empty.Add(Ana, new QueuedPerson(7, At)),
        LastStamp = 8,
    });

    [Fact]
    public void Who_comes_to_a_date_can_be_read() => AssertRead("registration-record.v1.json", new RegistrationRecord
    {
        Book = new DateBook(
            new DateFacts(Group, "Martes", "America/New_York", At, At.AddMinutes(90), true, true, 8, 60, "b1", 3),
            [new Going(Ana, "Ana", At, Attended: true)],
            [new Waiting(new MemberId("ben"), "Ben", At, At.AddHours(1))],
            [new PastMember(new MemberId("cleo"), "Cleo", PastKind.Lapsed, At)],
            ["c0ffee"],
            true,
            4),
        Untold = [Ana],
        Notices = [new AddressedNotice(Ana, new Notice("n1", NoticeKind.PlaceGiven, Group, "Martes"))],
    });

    [Fact]
    public void Somebodys_dates_can_be_read() => AssertRead("member-dates-record.v1.json", new MemberDatesRecord
    {
        Dates = [new KeptDate(new MemberDate(SessionId.Of(Group, "2026-03-03-tue"), Group, "Martes", "b1", At, At.AddMinutes(90), "America/New_York", DateState.Missed), At)],
    });

    [Fact]
    public void A_group_that_says_when_and_where_it_meets_can_be_read()
    {
        var hall = new Venue(VenueType.Hybrid, new Place("Hall", "Side door.", "1 Main St", "Old town", null, "Tampa", "Hillsborough", "FL", "33602", "US", 27.95, -82.46, Approximate: true, "12", "Red"), "https://example.org/m", "Ring twice.", "+18135550100", "Code 1#", InRoom: true);
        var online = new Venue(VenueType.Virtual, InRoom: true);
        var (day, time) = (new DateOnly(2026, 3, 3), new TimeOnly(19, 0));
        var timetable = new Timetable(
            "America/New_York",
            [
                new MeetingRule("a", new Weekly([Weekday.Tuesday, Weekday.Friday], 2), time, 90, day, Venue: hall),
                new MeetingRule("b", new MonthlyOnWeekdays(Weekday.Monday, [1, -1], 2), time, 60, day, Until: day.AddYears(1)),
                new MeetingRule("c", new MonthlyOnDay(31), time, 60, day, Count: 6, Series: "a0"),
                new MeetingRule("d", new MonthlyAfterWeekday(Weekday.Wednesday, Weekday.Monday, 2), new TimeOnly(23, 30), 60, day),
                new MeetingRule("e", new Once(), time, 60, day),
            ],
            [
                new DateChange("a", day, DateChangeKind.Cancelled, "Ill"),
                new DateChange("a", day.AddDays(3), DateChangeKind.Moved, "Hall", day.AddDays(4), new TimeOnly(20, 0), 45, online),
                new DateChange(null, day.AddDays(5), DateChangeKind.Added, null, null, time, 60),
            ],
            [new Closure(day, day.AddDays(7), "Paint"), new Closure(day.AddDays(30), day.AddDays(31), "Storm", online)],
            ByAppointment: false,
            DoorsMinutes: 20,
            ReminderMinutes: 120);
        var listing = new Listing(
            Visibility.Private, GroupKind.MentoringCircle, ["grief"], "Focus", ["women"], AgeBand.Teens, ["es"], ["BE"], ["captions"], "Ramp.", "Tea.", 12, SeriesKind.Closed, 3, hall, timetable,
            [new Contact("Ana", "ana@example.org", "+18135550100", Public: true)], new BodyId("b1"), "https://example.org", "Notes.", GivesProof: true, day,
            new Origin("bmlt:x", "42", "w7", ["O"], "b0", ImmutableDictionary<string, string>.Empty.Add("k", "v")));
        var reminder = new Notice("n1", NoticeKind.Reminder, Group, "Martes", At, "America/New_York", More: 2);
        AssertRead("group-record.v2.json", new GroupRecord
        {
            Group = new Group(
                Group, new Founding(Ana, "f00d"), new GroupDraft("Martes", "", "dbsa", "es", Openness.Open, null, null, null), "DBSA", [], new Guidelines(1, []),
                new HouseRules(60, OverTimeMode.Grace, 10, FairOrder: true, Lobby: false, Capacity: 12, MinimumToStart: 2, MinimumWaitMinutes: 5, EntryWindowMinutes: 15), [], [], [], 7, listing),
            PublishedVersion = 7,
            FoundedAt = At,
            ChangedAt = At,
            Slug = "martes-g2345",
            RemindedUntil = At,
            AskedOn = day,
            News = [new MeetingNews(MeetingAudience.Concerned, [new MeetingNotice("2026-03-03-a", reminder)])],
            Holidays = [new Holiday(day, "Carnival")],
        });
    }

    [Fact]
    public void What_somebody_silenced_can_be_read() => AssertRead("notices-record.v2.json", new NoticesRecord
    {
        Choices = new NoticeChoices(null, null, [NoticeTopic.Invitations], MutedGroups: [new MutedGroup(Group, NoticeTopic.Changes), new MutedGroup(new GroupId("g3"), null)]),
    });

    [Fact]
    public void A_date_whose_places_are_for_the_first_to_come_can_be_read() => AssertRead("registration-record.v2.json", new RegistrationRecord
    {
        Book = new DateBook(
            new DateFacts(Group, "Martes", "America/New_York", At, At.AddMinutes(90), false, true, 8, 60, "b1", null), [], [], [], [], false, 0, FirstToArrive: true),
    });

    [Fact]
    public void A_date_of_somebodys_that_was_called_off_can_be_read() => AssertRead("member-dates-record.v2.json", new MemberDatesRecord
    {
        Dates = [new KeptDate(new MemberDate(SessionId.Of(Group, "2026-03-03-tue"), Group, "Martes", "b1", At, At.AddMinutes(90), "America/New_York", DateState.Going, CalledOff: true), null)],
    });

    private static void AssertRead<TRecord>(string file, TRecord expected)
    {
        using var golden = typeof(GoldenTests).Assembly.GetManifestResourceStream($"PeerMesh.Grains.Tests.Storage.{file}")!;

        var read = JsonSerializer.Deserialize<TRecord>(golden, Options);

        Assert.Equal(JsonSerializer.Serialize(expected, Options), JsonSerializer.Serialize(read, Options));
    }
}
