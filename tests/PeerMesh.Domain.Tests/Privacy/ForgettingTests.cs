using System.Text.Json;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Privacy;
using PeerMesh.Domain.Tests.Membership;

namespace PeerMesh.Domain.Tests.Privacy;

public sealed class ForgettingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly MemberId Nobody = new("nobody");

    [Fact]
    public void A_group_forgets_somebody_wherever_it_knew_them_and_nobody_else()
    {
        var circle = Circle.Of(places: 1);
        Assert.Null(circle.Join("cleo"));
        Assert.Null(circle.Join("canary"));
        Assert.Null(circle.Join("dan"));
        Assert.True(Forgetting.Knows(circle.Group, circle.Book, new MemberId("canary")));

        var (group, book) = Forgetting.Of(circle.Group, circle.Book, new MemberId("canary"));

        Assert.DoesNotContain("canary", JsonSerializer.Serialize(group) + JsonSerializer.Serialize(book), StringComparison.OrdinalIgnoreCase);
        Assert.False(Forgetting.Knows(group, book, new MemberId("canary")));
        Assert.Equal(["dan"], book.Line.Select(waiting => waiting.Member.Value));
        Assert.Equal(circle.Group.Roster, group.Roster);
    }

    [Fact]
    public void A_member_who_goes_leaves_a_place_and_a_group_that_did_not_know_them_stays_as_it_is()
    {
        var circle = Circle.Of(places: 3);
        Assert.Null(circle.Join("canary"));

        var (group, _) = Forgetting.Of(circle.Group, circle.Book, new MemberId("canary"));
        var (same, _) = Forgetting.Of(circle.Group, circle.Book, new MemberId("stranger"));

        Assert.DoesNotContain(group.Roster, entry => entry.Member.Value == "canary");
        Assert.True(group.Version > circle.Group.Version);
        Assert.Same(circle.Group, same);
    }

    [Fact]
    public void A_date_that_is_over_still_says_how_many_came()
    {
        var facts = new DateFacts(new GroupId("g"), "Circle", "UTC", Noon, Noon.AddHours(1), TakesPlace: true, Registration: true, 10, 60, "g", null);
        var book = DateBook.Of(facts) with { Ended = true, Going = [new Going(new MemberId("canary"), "Canary", Noon, Attended: true), new Going(new MemberId("dan"), "Dan", Noon, Attended: false)] };

        var left = Forgetting.Of(book, new MemberId("canary"), Nobody);

        Assert.Equal(2, left.Going.Count);
        Assert.Single(left.Going, going => going.Attended == true);
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(left), StringComparison.OrdinalIgnoreCase);
    }
}
