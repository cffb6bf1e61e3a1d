using System.Collections.Immutable;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>Who may see what of a session. Everything a client learns of one goes through here.</summary>
internal static partial class SessionLens
{
    /// <summary>How many of those who come next are shown.</summary>
    public const int UpNextMax = 5;

    public static Audience AudienceOf(Session session, Person? person) =>
        person?.Standing switch
        {
            Standing.Waiting => Audience.Lobby,
            Standing.InRoom or Standing.SteppedOut => session.MayLead(person) ? Audience.Leaders : Audience.Room,
            _ => Audience.Outside,
        };

    /// <summary>All that this member may see, as things stand.</summary>
    public static SessionView Snapshot(Session session, long version, DateTimeOffset now, MemberId? member) =>
        Whole(session, member is { } known ? session.Find(known) : null) with { Version = version, At = now };

    private static SessionView Whole(Session session, Person? person)
    {
        var view = new SessionView
        {
            About = AboutOf(session),
            Status = StatusOf(session),
            Me = MeOf(session, person),
        };
        var audience = AudienceOf(session, person);
        if (audience < Audience.Room)
        {
            return view;
        }

        view = view.With(RoomOf(session)).With(new SessionView { Mine = MineOf(session, person!) });
        return audience == Audience.Leaders ? view.With(LeadersOf(session))
            : person!.Greets ? view with { Lobby = LobbyOf(session) }
            : view;
    }

    private static AboutPart AboutOf(Session session) =>
        new(session.Plan.Id, session.Plan.Group, session.Plan.GroupName, session.Plan.Title, session.Plan.Form, session.Plan.Agenda, session.Plan.Guidelines);

    private static StatusPart StatusOf(Session session) =>
        new(session.Status, session.Locked || session.IsSuspended, session.OpenedAt, session.ClosedAt, MissingOf(session));

    private static int MissingOf(Session session) =>
        session.Status == SessionStatus.Gathering
            ? Math.Max(0, session.Rules.MinimumToStart - session.People.Count(person => person.Present))
            : 0;

    private static MePart MeOf(Session session, Person? person) =>
        person is null
            ? new MePart(null, null, RoomRole.Member, null, false, 0, null)
            : new MePart(
                person.Id,
                person.Name,
                person.Role,
                person.Standing,
                session.MayLead(person),
                Seconds(person.Spoken),
                session.Floor.Holder == person.Id ? session.Floor.WarnedAtSeconds : null);

    private static StagePart StageOf(Session session) =>
        new(
            session.Stage.Phase,
            session.Mode,
            session.Stage.StartedAt,
            session.Stage.EndsAt,
            session.Stage.ExtendedMinutes,
            session.Stage.TimeUp,
            session.Stage.MeetingStartedAt,
            session.Stage.MeetingEndsAt,
            session.Stage.EndWarned,
            [.. session.Stage.Used.Select(Seconds)]);

    private static FloorPart FloorOf(Session session) =>
        new(
            session.Floor.Turn,
            session.Floor.Holder,
            session.Floor.StartedAt,
            session.Floor.EndsAt,
            session.Floor.ExtendedSeconds,
            session.Floor.WarnedAtSeconds == 0,
            CutAtOf(session),
            session.Floor.HeldUntil,
            session.Floor.MoreTime.Count,
            session.Floor.Kind,
            session.Floor.Share,
            session.Floor.PausedAt,
            MoreTimeNeededIn(session));

    private static int MoreTimeNeededIn(Session session) => session.Floor is { Holder: { } holder, EndsAt: not null }
        ? (session.People.Count(person => person.Present && person.Id != holder) / 2) + 1
        : 0;

    private static DateTimeOffset? CutAtOf(Session session) =>
        session.Rules.OverTime switch
        {
            OverTimeMode.Hard => session.Floor.EndsAt,
            OverTimeMode.Grace => session.Floor.EndsAt?.AddSeconds(session.Rules.GraceSeconds),
            _ => null,
        };

    private static HandsPart HandsOf(Session session) =>
        new(
            session.Rules.FairOrder,
            session.Hands.Waiting,
            [.. session.Hands.Kept.Select(hand => hand.Participant)],
            [.. session.Hands.Waiting.Concat(session.Hands.Kept.Select(hand => hand.Participant)).Select(session.Hands.AskOf)]);

    private static RoundPart RoundOf(Session session) =>
        session is { Mode: FloorMode.GoRound, Round: { } round }
            ? new RoundPart(round.Seats, round.Complete)
            : new RoundPart([], false);

    private static ImmutableArray<ParticipantId> UpNextOf(Session session) =>
        [.. (session.Mode == FloorMode.GoRound ? session.Hands.Waiting.Concat(RoundRules.Upcoming(session)).Distinct() : session.Hands.Waiting).Take(UpNextMax)];

    private static ImmutableArray<PersonPart> PeopleOf(Session session) =>
    [
        .. CircleOf(session).Select(person => new PersonPart(
            person.Id,
            person.Name,
            person.Role,
            Away: !person.Present,
            OnBreak: person.Standing == Standing.SteppedOut,
            person.HasSpoken,
            person.Simulated,
            person.Greets,
            person.KeepsTime)),
    ];

    private static GavelPart GavelOf(Session session) =>
        new(
            session.Gavel.Holder,
            Gone: session.Gavel.LostAt is not null,
            MovesAt: session.Gavel.Offered ? null : session.Gavel.LostAt + SessionLimits.GavelWaits,
            session.Gavel.Offered);

    private static ImmutableArray<LobbyPart> LobbyOf(Session session) =>
    [
        .. session.People
            .Where(person => person.Standing is Standing.Waiting or Standing.Declined)
            .Select(person => new LobbyPart(
                person.Id,
                person.Name,
                person.KnockedAt,
                Away: !person.Connected,
                Declined: person.Standing == Standing.Declined,
                person.Simulated)),
    ];

    private static ImmutableArray<AirtimePart> AirtimeOf(Session session) =>
        [.. CircleOf(session).Select(person => new AirtimePart(person.Id, Seconds(person.Spoken), person.Shares))];

    // The sort is stable: people let in at the same moment keep the order in which they knocked.
    private static IEnumerable<Person> CircleOf(Session session) =>
        session.People.Where(person => person.Seated).OrderBy(person => person.Attendance.FirstAt ?? person.KnockedAt);

    private static int Seconds(TimeSpan time) => (int)time.TotalSeconds;
}
