using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>A session of a meeting that was announced, with its door open before the hour.</summary>
public sealed class PlannedMeetingTests
{
    private static readonly Phase[] Agenda = [new("Welcome", 60, FloorMode.Open)];

    private static readonly DateTimeOffset Start = Room.Evening.AddMinutes(15);

    [Fact]
    public void It_waits_for_people_until_it_was_to_end() =>
        Assert.Equal(Start.AddMinutes(60), SessionRules.NextDue(Planned(Habits.Plain).State));

    [Fact]
    public void Nobody_is_late_before_the_hour() =>
        Assert.Equal(Start.AddMinutes(10), SessionRules.NextDue(Planned(Habits.Plain with { MinimumToStart = 3, MinimumWaitMinutes = 10 }).State));

    [Fact]
    public void One_called_on_the_spot_closes_when_nobody_is_there_for_long() =>
        Assert.Equal(Room.Evening + SessionLimits.EmptyMax, SessionRules.NextDue(Room.Opened(Habits.Plain, Agenda).State));

    private static Room Planned(HouseRules rules) =>
        Room.Opened(Habits.Plan(rules, Agenda) with { StartsAt = Start, EndsAt = Start.AddMinutes(60) });
}
