using CsCheck;
using Microsoft.Extensions.Time.Testing;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Search.Tests;

/// <summary>The index finds what asking every group everything finds, in the same order.</summary>
public sealed class SearchTests
{
    /// <summary>Enough for sets to be laid over each other rather than looked at one by one.</summary>
    private const int ManyGroups = 6000;

    [Fact]
    public void Every_search_finds_what_a_scan_over_all_groups_finds() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            var groups = Sample.Groups(random, random.Next(1, 400));
            using var index = Sample.Index(groups);
            for (var i = 0; i < 12; i++)
            {
                Compare(groups, index, Sample.Query(random), Sample.Now);
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void So_it_does_where_groups_are_many()
    {
        var random = new Random(20260306);
        var groups = Sample.Groups(random, ManyGroups);
        using var index = Sample.Index(groups);
        for (var i = 0; i < 40; i++)
        {
            Compare(groups, index, Sample.Query(random), Sample.Now, pagesMax: 4);
        }

        foreach (var order in Enum.GetValues<Order>())
        {
            Compare(groups, index, new SearchQuery { Order = order, Limit = 50, Near = GeoPoint.Of(27.97, -82.48), Miles = 500, OrOnline = true }, Sample.Now, pagesMax: 3);
        }
    }

    [Fact]
    public void So_it_does_after_groups_came_changed_and_went() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            var groups = Sample.Groups(random, 120).ToDictionary(group => group.Group);
            var clock = new FakeTimeProvider(Sample.Now);
            using var index = Sample.Index(groups.Values, clock);
            for (var step = 0; step < 60; step++)
            {
                var entry = Sample.Group(random, $"g{random.Next(150)}");
                var shard = DirectoryShards.Of(entry.Group);
                var gone = random.Next(4) == 0;
                index.Apply(shard, [new DirectoryChange(index.NumberOf(shard) + 1, entry.Group, gone ? null : entry)]);
                groups.Remove(entry.Group);
                if (!gone)
                {
                    groups[entry.Group] = entry;
                }
            }

            Assert.Equal(groups.Values.Count(group => group.Listing.Visibility == Visibility.Public), index.Count);
            for (var i = 0; i < 10; i++)
            {
                Compare(groups.Values, index, Sample.Query(random), Sample.Now);
            }
        },
        iter: 15,
        threads: 1);

    [Fact]
    public void So_it_does_days_later_when_the_known_meetings_were_rolled_forward()
    {
        var random = new Random(7);
        var groups = Sample.Groups(random, 300);
        var clock = new FakeTimeProvider(Sample.Now);
        using var index = Sample.Index(groups, clock);
        for (var day = 0; day < 30; day++)
        {
            clock.Advance(TimeSpan.FromHours(20));
            while (index.RollForward())
            {
            }

            Compare(groups, index, Sample.Query(random), clock.GetUtcNow());
        }
    }

    [Fact]
    public void Facets_count_what_choosing_them_would_find() => Gen.Int[0, int.MaxValue].Sample(
        seed =>
        {
            var random = new Random(seed);
            var groups = Sample.Groups(random, 150);
            using var index = Sample.Index(groups);
            var query = Sample.Query(random);
            var page = index.Facets(query);

            Assert.Equal(index.Search(query).Total, page.Total);
            foreach (var (facet, counts) in page.Counts)
            {
                foreach (var (value, count) in counts)
                {
                    // Of access needs one more is asked for; of all else this one in place of those chosen.
                    var chosen = facet == Facet.Access ? query.Facets.GetValueOrDefault(facet, []).Add(value) : [value];
                    Assert.Equal(index.Search(query.With(facet, chosen)).Total, count);
                }
            }
        },
        iter: 15,
        threads: 1);

    [Fact]
    public void Pages_go_on_where_they_were_although_groups_come_and_go()
    {
        var random = new Random(99);
        var groups = Sample.Groups(random, 300);
        foreach (var order in Enum.GetValues<Order>())
        {
            using var index = Sample.Index(groups);
            var query = new SearchQuery { Limit = 17, Order = order, Near = GeoPoint.Of(27.97, -82.48), Miles = 20000 };
            var before = BruteForce.Search(groups, query, Sample.Now).Select(each => each.Group).ToList();
            var (seen, cursor, gone) = (new List<string>(), (SearchCursor?)null, new HashSet<string>());
            do
            {
                var page = index.Search(query, cursor is null ? null : SearchCursor.Parse(cursor.ToString()));
                seen.AddRange(page.Hits.Select(hit => hit.Group.Group.Value));
                cursor = page.Next;

                // One that was shown and one that was not go, and a new one comes.
                foreach (var leaving in before.Where(id => seen.Contains(id) != gone.Contains(id)).Take(1).Concat(before.Where(id => !seen.Contains(id)).TakeLast(1)))
                {
                    gone.Add(leaving);
                    Change(index, leaving, null);
                }

                Change(index, $"new{seen.Count}", Sample.Group(random, $"new{seen.Count}"));
            }
            while (cursor is not null);

            var old = seen.Where(id => !id.StartsWith("new", StringComparison.Ordinal)).ToList();
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Empty(before.Where(id => !gone.Contains(id)).Except(old));
            Assert.Equal(before.Where(old.Contains), old);
        }
    }

    [Fact]
    public void A_group_that_is_on_line_for_a_while_is_found_as_its_meeting_is_held()
    {
        var room = new Venue(VenueType.InPerson, new Place(City: "Tampa", Region: "FL", Latitude: 27.97, Longitude: -82.48));
        var entry = Sample.Group(new Random(5), "painted");
        var closure = new Closure(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 12), "Painting", new Venue(VenueType.Virtual, null, Link: "https://example.org/room"));
        entry = entry with
        {
            OpenSessions = [],
            Listing = entry.Listing with
            {
                Visibility = Visibility.Public,
                Venue = room,
                Body = null,
                Timetable = new Timetable("America/New_York", [new MeetingRule("r0", new Weekly([Weekday.Tuesday, Weekday.Friday]), new TimeOnly(19, 0), 90, new DateOnly(2026, 1, 6))], [], [closure]),
            },
        };
        using var index = Sample.Index([entry]);
        int Found(string way, Weekday? day) => index.Search(
            new SearchQuery { Zone = "America/New_York", Days = day is { } one ? [one] : [] }.With(Facet.Way, way)).Total;

        // On Tuesday the 10th it is still on line, on Friday the 13th it is back; without a day it is found both ways.
        Assert.Equal((0, 1), (Found("inPerson", Weekday.Tuesday), Found("online", Weekday.Tuesday)));
        Assert.Equal((1, 1), (Found("inPerson", null), Found("online", null)));
        var friday = Sample.Now.AddDays(3);
        using var later = Sample.Index([entry], new FakeTimeProvider(friday));
        Assert.Equal(1, later.Search(new SearchQuery { Zone = "America/New_York", Days = [Weekday.Friday] }.With(Facet.Way, "inPerson")).Total);
    }

    [Fact]
    public void A_cursor_of_another_search_or_of_long_ago_is_not_taken()
    {
        using var index = Sample.Index(Sample.Groups(new Random(1), 100));
        var query = new SearchQuery { Limit = 5 };
        var cursor = SearchCursor.Parse(index.Search(query).Next!.ToString())!;

        Assert.True(cursor.Continues(query, Sample.Now));
        Assert.True(cursor.Continues(query with { Limit = 50 }, Sample.Now.AddHours(1)));
        Assert.False(cursor.Continues(query with { Zone = "Europe/Madrid" }, Sample.Now));
        Assert.False(cursor.Continues(query.With(Facet.Topic, "grief"), Sample.Now));
        Assert.False(cursor.Continues(query, Sample.Now.AddHours(3)));
        Assert.All(new[] { "", "x", "!!", new string('A', 5000), "AAAA" }, text => Assert.Null(SearchCursor.Parse(text)));
    }

    private static void Change(DirectoryIndex index, string id, DirectoryEntry? entry)
    {
        var group = new Domain.Common.GroupId(id);
        var shard = DirectoryShards.Of(group);
        index.Apply(shard, [new DirectoryChange(index.NumberOf(shard) + 1, group, entry)]);
    }

    private static void Compare(IEnumerable<DirectoryEntry> groups, DirectoryIndex index, SearchQuery query, DateTimeOffset now, int pagesMax = int.MaxValue)
    {
        var expected = BruteForce.Search(groups, query, now);
        var found = new List<(string, DateTimeOffset?)>();
        SearchCursor? cursor = null;
        var pages = 0;
        do
        {
            var page = index.Search(query, cursor);
            Assert.Equal(expected.Count, page.Total);
            Assert.True(page.Hits.Length <= query.Limit);
            found.AddRange(page.Hits.Select(hit => (hit.Group.Group.Value, hit.NextAt)));
            cursor = page.Next;
        }
        while (cursor is not null && ++pages < pagesMax);

        Assert.Equal(expected.Take(found.Count), found);
        Assert.True(cursor is not null || found.Count == expected.Count);
    }
}
