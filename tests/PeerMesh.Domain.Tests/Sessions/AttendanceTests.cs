using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>Minutes attended follow exactly from when a person was present.</summary>
public sealed class AttendanceTests
{
    [Fact]
    public void It_counts_from_coming_in_to_leaving()
    {
        var room = Room.Opened();
        room.AfterMinutes(2);
        var ana = room.Member("Ana");
        room.AfterSeconds(754);
        ana.Leaves();
        room.AfterMinutes(5);
        Assert.Equal([new PresenceInterval(Room.Evening.AddMinutes(2), Room.Evening.AddSeconds(120 + 754))], ana.Person.Attendance.Intervals);
        Assert.Equal(TimeSpan.FromSeconds(754), ana.Person.Attendance.Total(room.Now));
    }

    [Fact]
    public void Breaks_and_broken_connections_do_not_count()
    {
        var room = Room.Opened();
        var ana = room.Member("Ana");
        room.AfterMinutes(10);
        ana.StepsOut();
        room.AfterMinutes(3);
        ana.StepsBack();
        room.AfterMinutes(10);
        ana.Drops();
        room.AfterMinutes(1);
        ana.Connects();
        room.AfterMinutes(5);
        Assert.Equal(TimeSpan.FromMinutes(25), ana.Person.Attendance.Total(room.Now));
        Assert.Equal(Room.Evening, ana.Person.Attendance.FirstAt);
        Assert.Equal(2, ana.Person.Attendance.Intervals.Count);
    }

    [Fact]
    public void Waiting_in_the_lobby_does_not_count()
    {
        var room = Room.Opened(Habits.Plain with { Lobby = true });
        var (fay, ana) = (room.Facilitator(), room.Stranger("Ana"));
        ana.Enters();
        room.AfterMinutes(4);
        fay.Admits(ana);
        room.AfterMinutes(6);
        Assert.Equal(TimeSpan.FromMinutes(6), ana.Person.Attendance.Total(room.Now));
    }

    [Fact]
    public void It_ends_when_the_session_closes()
    {
        var room = Room.Opened();
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        room.AfterMinutes(30);
        fay.Closes();
        room.AfterMinutes(30);
        Assert.Equal(TimeSpan.FromMinutes(30), ana.Person.Attendance.Total(room.Now));
        Assert.False(ana.Person.Attendance.Open);
    }

    [Fact]
    public void It_ends_when_a_person_is_removed()
    {
        var room = Room.Opened();
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        room.AfterMinutes(7);
        fay.Removes(ana);
        room.AfterMinutes(30);
        Assert.Equal(TimeSpan.FromMinutes(7), ana.Person.Attendance.Total(room.Now));
    }

    [Fact]
    public void A_connection_that_breaks_very_often_folds_its_oldest_intervals_and_the_total_stays_exact()
    {
        var room = Room.Opened();
        var ana = room.Member("Ana");
        var times = SessionLimits.IntervalsMax + 10;
        for (var i = 1; i <= times; i++)
        {
            room.AfterSeconds(i);
            ana.Drops();
            room.AfterSeconds(1);
            ana.Connects();
        }

        var attendance = ana.Person.Attendance;
        Assert.Equal(SessionLimits.IntervalsMax, attendance.Intervals.Count);
        Assert.Equal(TimeSpan.FromSeconds(Enumerable.Range(1, 10).Sum()), attendance.Earlier);
        Assert.Equal(TimeSpan.FromSeconds(Enumerable.Range(1, times).Sum()), attendance.Total(room.Now));
        Assert.Equal(Room.Evening, attendance.FirstAt);
    }

    [Fact]
    public void Coming_back_after_having_left_adds_to_the_same_person()
    {
        var room = Room.Opened();
        var ana = room.Member("Ana");
        room.AfterMinutes(5);
        ana.Leaves();
        room.AfterMinutes(5);
        ana.Enters();
        room.AfterMinutes(5);
        Assert.Equal(TimeSpan.FromMinutes(10), ana.Person.Attendance.Total(room.Now));
        Assert.Single(room.State.People);
    }
}
