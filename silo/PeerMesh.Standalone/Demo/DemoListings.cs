using System.Collections.Immutable;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Standalone.Demo;

/// <summary>What the demo's groups tell those who look for one, and when they meet: every kind of timetable is there. Everything here is made up.</summary>
internal static class DemoListings
{
    private const string Zone = "America/New_York";

    private static readonly Venue Room = new(VenueType.Virtual, new Place(City: "Tampa", Region: "FL", Nation: "USA", Latitude: 27.94752, Longitude: -82.45843, Approximate: true), InRoom: true);

    private static readonly Venue Hall = new(
        VenueType.Hybrid,
        new Place("Demo House", "Ring at the green door; there is a ramp.", "1 Example Street", City: "Orlando", Region: "FL", PostalCode: "32801", Nation: "USA", Latitude: 28.54217, Longitude: -81.37900, Approximate: true),
        InRoom: true);

    /// <param name="today">Where the groups are at home.</param>
    /// <param name="soon">A few minutes from now on the wall there: the group that meets every day has its doors open.</param>
    public static (Listing Listing, Timetable Timetable) Of(string group, DateOnly today, TimeOnly soon) => group switch
    {
        "sunshine-circle" => (Say(Room, "loneliness", "wellness"), On(new Weekly([.. Enum.GetValues<Weekday>()]), today, soon, 75)),
        "sunshine-connection" => (Say(Hall, "depression", "anxiety", "bipolar"), On(new Weekly([Weekday.Tuesday]), today, new(19, 0), 90)),
        "sunshine-mood" => (Say(Room, "depression", "bipolar"), On(new MonthlyOnWeekdays(Weekday.Thursday, [1, 3]), today, new(18, 30), 90)),
        "sunshine-tools" => (Say(Room, "addiction", "recovery"), On(new Weekly([Weekday.Monday, Weekday.Wednesday]), today, new(20, 0), 90)),
        "sunshine-sober" => (Say(Hall, "alcohol", "recovery"), On(new Weekly([Weekday.Saturday], EveryWeeks: 2), today, new(10, 0), 60)),
        "sunshine-steps" => (Say(Hall, "alcohol", "addiction"), On(new MonthlyOnWeekdays(Weekday.Friday, [-1]), today, new(23, 0), 90)),
        "sunshine-small" => (
            Say(Room, "caregiving") with { Audiences = ["caregivers"], Series = SeriesKind.Closed, ClosesAfter = 2, SizeMax = 5 },
            On(new Weekly([Weekday.Sunday]), today, new(16, 0), 90, count: 6)),
        _ => (Say(Room, "grief") with { Focus = "Being heard without being answered." }, On(new MonthlyAfterWeekday(Weekday.Wednesday, Weekday.Monday), today, new(12, 0), 60)),
    };

    private static Listing Say(Venue venue, params ImmutableList<string> topics) => Listing.Blank("en") with
    {
        Venue = venue,
        Topics = topics,
        Types = ["O", "BE"],
        Access = ["captions", "camera-off", "phone-join"],
        WhatToExpect = "You can just listen. Nobody has to give a real name, and nothing is recorded.",
        Contacts = [new Contact("Sol", Public: true)],
    };

    private static Timetable On(Recurrence recurrence, DateOnly from, TimeOnly startsAt, int minutes, int? count = null) =>
        new(Zone, [new MeetingRule("m1", recurrence, startsAt, minutes, from, Count: count)], Changes: [], Closures: []);

    /// <summary>The day and, to the next five minutes, the time on the wall where the groups are at home.</summary>
    public static (DateOnly Today, TimeOnly Soon) Now(DateTimeOffset now)
    {
        var there = WallClock.Show(Zone, now).DateTime;
        var soon = there.AddMinutes(10 - there.Minute % 5);
        return (DateOnly.FromDateTime(there), new TimeOnly(soon.Hour, soon.Minute));
    }
}
