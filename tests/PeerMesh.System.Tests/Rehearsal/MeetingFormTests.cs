using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.SystemTests.Rehearsal;

/// <summary>Every form from the lobby to the close: twelve members over HTTP who come late, drop, pass and take breaks.</summary>
public sealed class MeetingFormTests(RehearsedMeetings meetings) : IClassFixture<RehearsedMeetings>
{
    public static TheoryData<string> Forms => [.. MeetingForms.All.Select(form => form.Id)];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task The_agenda_is_gone_through_and_everyone_is_heard(string form)
    {
        var meeting = await meetings.Meeting(form);
        var agenda = MeetingForms.Find(form)!.Agenda;
        var log = meeting.Outcome.Log;

        Assert.Equal(CloseReason.Ended, log.Closed);
        Assert.Equal(Enumerable.Range(0, agenda.Count), log.Phases.Select(phase => phase.Phase));
        Assert.Equal(agenda.Count(phase => phase.Mode == FloorMode.GoRound), log.Rounds.Count);
        Assert.All(log.Rounds, round => Assert.True(round.Unheard.Count == 0, $"Not heard in part {round.Phase}: {meeting.StoryOf(round.Unheard)}"));
        Assert.All(log.Rounds, round => Assert.InRange(round.Seats, RehearsedMeetings.People / 2, RehearsedMeetings.People + 1));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task The_minutes_are_right(string form)
    {
        var meeting = await meetings.Meeting(form);
        var minutes = meeting.Outcome.Minutes;

        Assert.Equal(RehearsedMeetings.People + 1, minutes.People.Length);
        foreach (var person in minutes.People)
        {
            var name = person.Name;
            if (meeting.Told.Of(person.Id) is { } told)
            {
                AssertNear(told, person.PresentSeconds, name, () => meeting.StoryOf([person.Id]));
            }

            Assert.Equal((int)(person.PresentSeconds / 60), person.PresentMinutes);
        }

        foreach (var (seen, phase) in meeting.Outcome.Log.Phases.Zip(minutes.Phases))
        {
            AssertNear(seen.EndedAt - seen.StartedAt, phase.UsedSeconds, phase.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task People_come_late_and_drop_and_are_marked_as_simulated(string form)
    {
        var meeting = await meetings.Meeting(form);
        var minutes = meeting.Outcome.Minutes;

        Assert.Contains(minutes.People, person => person.CameAt > minutes.StartedAt);
        Assert.True(meeting.Told.Returns > 0, "Nobody dropped and came back.");
        Assert.All(meeting.LastView.People!.Value, person => Assert.True(person.Simulated, person.Name));
    }

    [Fact]
    public async Task Somewhere_somebody_passes()
    {
        var passed = 0;
        foreach (var form in MeetingForms.All)
        {
            passed += (await meetings.Meeting(form.Id)).Outcome.Log.Rounds.Sum(round => round.Passed);
        }

        Assert.True(passed > 0);
    }

    private static void AssertNear(TimeSpan expected, double seconds, string what, Func<string>? story = null) =>
        Assert.True(
            Math.Abs(expected.TotalSeconds - seconds) <= 1,
            $"{what}: the minutes say {seconds:F1} s, measured were {expected.TotalSeconds:F1} s. {story?.Invoke()}");
}
