using CsCheck;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Tests.Groups;

namespace PeerMesh.Domain.Tests.Membership;

/// <summary>What holds of places and the line for them, whatever people do and however much time passes.</summary>
public sealed class LineProperties
{
    private const int Stories = 2000;

    private enum Act
    {
        Join,
        Leave,
        Take,
        Wait,
        Places,
        Repeat,
        MoveUp,
    }

    private static readonly Gen<(Act Act, int Number)[]> Steps =
        Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 11], (act, number) => (act, number)).Array[0, 60];

    [Fact]
    public void Places_are_never_overbooked_and_the_line_keeps_its_order_and_its_people() => Gen.Select(Steps, Gen.Int[1, 5]).Sample(
        (steps, places) =>
        {
            var circle = Circle.Of(places);
            MembershipCommand? last = null;
            var lastWho = "";
            foreach (var (act, number) in steps)
            {
                var who = $"p{number}";
                var inBefore = circle.Members.Count();
                var lineBefore = circle.Line.ToList();
                switch (act)
                {
                    case Act.Join:
                        Wish(new JoinGroup(who) { RequestId = circle.Next() });
                        break;
                    case Act.Leave:
                        Wish(new LeaveGroup { RequestId = circle.Next() });
                        break;
                    case Act.Take:
                        Wish(new TakePlace { RequestId = circle.Next() });
                        break;
                    case Act.Wait:
                        circle.Pass(TimeSpan.FromHours(number * 3));
                        break;
                    case Act.Places:
                        places = 1 + (number / 2);
                        circle.Places(places);
                        break;
                    case Act.MoveUp:
                        circle.Lead(new MoveUp(new(who), "Because.") { RequestId = circle.Next() });
                        break;
                    case Act.Repeat when last is not null:
                        var before = (circle.Group, circle.Book, circle.Notices.Count);
                        Assert.Null(circle.Ask(lastWho, last));
                        Assert.Equal(before, (circle.Group, circle.Book, circle.Notices.Count));
                        break;
                    default:
                        break;
                }

                Check(circle, places, inBefore, lineBefore, act);

                // Only what was done is remembered: a wish that was refused may be granted later.
                void Wish(MembershipCommand command)
                {
                    if (circle.Ask(who, command) is null)
                    {
                        (last, lastWho) = (command, who);
                    }
                }
            }
        },
        iter: Stories);

    [Fact]
    public void A_timer_that_looks_in_between_changes_nothing_of_the_outcome() => Steps.Sample(
        steps =>
        {
            var (watched, unwatched) = (Circle.Of(2), Circle.Of(2));
            foreach (var (act, number) in steps)
            {
                var who = $"p{number}";
                foreach (var circle in (Circle[])[watched, unwatched])
                {
                    _ = act switch
                    {
                        Act.Join => circle.Join(who),
                        Act.Leave => circle.Leave(who),
                        Act.Take => circle.Take(who),
                        Act.Places => circle.Places(1 + (number / 3)),
                        _ => null,
                    };
                }

                // At the very moment things are due on the one side; on the other side nobody looks until the next wish.
                watched.Pass(TimeSpan.Zero);
                Assert.Equal(watched.Members, unwatched.Members);
                Assert.Equal(watched.Line, unwatched.Line);
                Assert.Equal(watched.Notices.Count, unwatched.Notices.Count);
            }
        },
        iter: Stories);

    private static void Check(Circle circle, int places, int inBefore, List<string> lineBefore, Act act)
    {
        var members = circle.Members.ToList();
        var line = circle.Line.ToList();
        var offers = circle.Book.Line.Count(waiting => waiting.OfferedUntil is not null);

        // Never more inside than places, but for those who were in when there were more.
        Assert.True(members.Count <= Math.Max(places, inBefore), $"{members.Count} have a place and there are {places}.");
        Assert.Empty(members.Intersect(line));
        Assert.Equal(line.Count, line.Distinct().Count());
        Assert.Equal(members.Count, members.Distinct().Count());

        // Every free place is somebody's to take, and none is promised twice.
        var free = Math.Max(0, places - members.Count);
        Assert.Equal(Math.Min(free, line.Count), offers);
        Assert.True(circle.Book.Line.Take(offers).All(waiting => waiting.OfferedUntil > circle.Now), "Somebody further back was offered a place.");

        // Whoever was in the line before is in the same order now, or has a place, or went, or let their offer run out.
        if (act != Act.MoveUp)
        {
            Assert.Equal(lineBefore.Where(line.Contains), line.Where(lineBefore.Contains));
        }

        Assert.All(lineBefore.Except(line).Except(members), gone =>
            Assert.True(circle.StateOf(gone) is MembershipState.Left or MembershipState.Lapsed, $"{gone} was lost: {circle.StateOf(gone)}."));

        // Who is offered a place was told so, once for each offer.
        Assert.Equal(circle.Notices.Count, circle.Notices.Select(told => told.Notice.Id).Distinct().Count());
        Assert.All(circle.Book.Line.Take(offers), waiting =>
            Assert.Contains(circle.Notices, told => told.To == waiting.Member && told.Notice.Kind == NoticeKind.PlaceOffered && told.Notice.AnswerBy == waiting.OfferedUntil));
        Assert.Equal(GroupRole.Facilitator, circle.Group.RoleOf(Drafts.Founder));
    }

    [Fact]
    public void A_hold_leaves_time_for_the_next_and_ends_before_first_to_arrive()
    {
        var now = new DateTimeOffset(2026, 3, 3, 19, 0, 0, TimeSpan.Zero);
        Gen.Int[1, 10_000].Sample(
            minutes =>
            {
                var hold = new Hold(TimeSpan.FromHours(24), now.AddMinutes(minutes));
                var until = hold.Until(now);
                Assert.InRange(until, now.AddMinutes(Math.Min(minutes, 15)), now.AddMinutes(Math.Max(minutes / 2.0, Math.Min(minutes, 15))));
                Assert.True(until <= now.AddHours(24));
            },
            iter: 500);
        Assert.Equal(now.AddHours(24), new Hold(TimeSpan.FromHours(24)).Until(now));
    }
}
