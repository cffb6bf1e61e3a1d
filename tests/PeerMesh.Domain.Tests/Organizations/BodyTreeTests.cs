using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Tests.Organizations;

public sealed class BodyTreeTests
{
    [Fact]
    public void A_body_is_no_branch_of_itself_nor_of_one_below_it()
    {
        var bodies = Tree(("a", null), ("b", "a"), ("c", "b"));

        Assert.Equal(BodyRefusals.OwnParent, Check(bodies, "a", "a"));
        Assert.Equal(BodyRefusals.ParentBelow, Check(bodies, "a", "c"));
        Assert.Equal(BodyRefusals.NoSuchParent, Check(bodies, "a", "z"));
        Assert.Null(Check(bodies, "c", "a"));
        Assert.Null(Check(bodies, "new", "c"));
        Assert.Null(Check(bodies, "c", null));
    }

    [Fact]
    public void The_tree_is_not_deeper_than_it_may_be()
    {
        var chain = Tree([.. Enumerable.Range(0, BodyLimits.DepthMax).Select(at => ($"l{at}", at == 0 ? null : $"l{at - 1}"))]);
        var other = Tree([.. chain.Values.Select(body => (body.Id.Value, body.Parent?.Value)), ("x", null), ("y", "x")]);

        Assert.Equal(BodyRefusals.TooDeep, Check(chain, "new", $"l{BodyLimits.DepthMax - 1}"));
        Assert.Null(Check(chain, "new", $"l{BodyLimits.DepthMax - 2}"));
        Assert.Equal(BodyRefusals.TooDeep, Check(other, "x", $"l{BodyLimits.DepthMax - 2}"));
        Assert.Null(Check(other, "x", $"l{BodyLimits.DepthMax - 3}"));
    }

    [Fact]
    public void However_bodies_are_moved_no_circle_comes_of_it() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[-1, 9]).List[0, 60].Sample(moves =>
        {
            var bodies = Tree([.. Enumerable.Range(0, 10).Select(at => ($"b{at}", (string?)null))]);
            foreach (var (at, to) in moves)
            {
                var (id, parent) = (new BodyId($"b{at}"), to < 0 ? (BodyId?)null : new BodyId($"b{to}"));
                if (BodyTreeRules.Check(bodies, id, parent) is null)
                {
                    bodies[id] = bodies[id] with { Parent = parent };
                }
            }

            foreach (var id in bodies.Keys)
            {
                // Up from anywhere one comes to a body without a parent, and from there back down to where one was.
                var path = BodyTreeRules.Above(bodies, id);
                Assert.Null(bodies[path[^1]].Parent);
                Assert.Contains(id, BodyTreeRules.Below(bodies.Values, path[^1]));
            }
        });

    [Theory]
    [InlineData("https://example.org", true)]
    [InlineData("http://example.org/a", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("example.org", false)]
    public void A_website_has_a_whole_address(string website, bool good) =>
        Assert.Equal(good ? null : BodyRefusals.WebsiteInvalid, BodyRules.Check(new BodyDraft("Name", Website: website)));

    [Fact]
    public void An_address_is_told_only_where_the_body_says_so()
    {
        var draft = new BodyDraft("Bay Chapter", Email: "bay@example.org");

        Assert.Null(BodyRules.Apply(Body("a", null), draft).Email);
        Assert.Equal("bay@example.org", BodyRules.Apply(Body("a", null), draft with { EmailPublic = true }).Email);
        Assert.Equal(BodyRefusals.EmailInvalid, BodyRules.Check(draft with { Email = "nobody" }));
        Assert.Equal(BodyRefusals.HolidaysInvalid, BodyRules.Check(draft with { Holidays = [new(new DateOnly(2026, 1, 1), "New Year"), new(new DateOnly(2026, 1, 1), "Again")] }));
    }

    private static Domain.Common.Refusal? Check(Dictionary<BodyId, Body> bodies, string id, string? parent) =>
        BodyTreeRules.Check(bodies, new BodyId(id), parent is null ? null : new BodyId(parent));

    private static Dictionary<BodyId, Body> Tree(params (string Id, string? Parent)[] bodies) =>
        bodies.ToDictionary(body => new BodyId(body.Id), body => Body(body.Id, body.Parent));

    private static Body Body(string id, string? parent) =>
        new(new BodyId(id), id, "", BodyType.Chapter, parent is null ? null : new BodyId(parent), null, null, null, null, [], 1, null, 1);
}
