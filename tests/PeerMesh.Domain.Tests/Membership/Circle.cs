using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Tests.Groups;

namespace PeerMesh.Domain.Tests.Membership;

/// <summary>A group with its book and a clock, for tests to put wishes to.</summary>
internal sealed class Circle
{
    private int _requests;

    public Group Group { get; private set; } = Drafts.Founded();

    public MembershipBook Book { get; private set; } = MembershipBook.Empty;

    public DateTimeOffset Now { get; set; } = new(2026, 3, 3, 19, 0, 0, TimeSpan.Zero);

    public bool ClosedToNewcomers { get; set; }

    public List<AddressedNotice> Notices { get; } = [];

    public IEnumerable<string> Members => Group.Roster.Where(entry => entry.Role == GroupRole.Member).Select(entry => entry.Member.Value);

    public IEnumerable<string> Line => Book.Line.Select(waiting => waiting.Member.Value);

    public bool ShowsNames => MembershipRules.SettingsOf(Group, Book).NamesToBody;

    public static Circle With(MembershipSettings settings)
    {
        var circle = new Circle();
        Assert.Null(circle.Lead(new ChangeMembership(settings) { RequestId = "settings" }));
        return circle;
    }

    public static Circle Of(int places) => With(new MembershipSettings(JoinMode.Open, places));

    public Refusal? Join(string who, string? secret = null, string? words = null) => Ask(who, new JoinGroup(who, words, secret) { RequestId = Next() });

    public Refusal? Leave(string who) => Ask(who, new LeaveGroup { RequestId = Next() });

    public Refusal? Take(string who) => Ask(who, new TakePlace { RequestId = Next() });

    public Refusal? Lead(MembershipCommand command) => Ask(Drafts.Founder.Value, command);

    public Refusal? Places(int? places) => Lead(new ChangeMembership(MembershipRules.SettingsOf(Group, Book) with { SizeMax = places }) { RequestId = Next() });

    public Refusal? Ask(string who, MembershipCommand command) =>
        Keep(MembershipRules.Decide(Group, Book, new MemberId(who), command, new MembershipMoment(Now, ClosedToNewcomers)));

    public void Pass(TimeSpan time)
    {
        Now += time;
        Keep(MembershipRules.Tick(Group, Book, Now));
    }

    public void PutOnRoster(string who, GroupRole role)
    {
        var before = Group;
        Group = GroupRules.SetRole(Group, Drafts.Founder, new MemberId(who), role, who).Group!;
        Keep(MembershipRules.AfterRoster(before, Group, Book, new MemberId(who), Now));
    }

    public MembershipState StateOf(string who) => MembershipRules.StateOf(Group, Book, new MemberId(who));

    public IEnumerable<NoticeKind> ToldTo(string who) => Notices.Where(told => told.To.Value == who).Select(told => told.Notice.Kind);

    public string Next() => $"r{++_requests}";

    public void Belong(BodyId? body) => Group = GroupListingRules.Settle(Group, body, mark: null, visibility: null);

    private Refusal? Keep(MembershipOutcome outcome)
    {
        (Group, Book) = (outcome.Group, outcome.Book);
        Notices.AddRange(outcome.Notices);
        return outcome.Refusal;
    }
}
