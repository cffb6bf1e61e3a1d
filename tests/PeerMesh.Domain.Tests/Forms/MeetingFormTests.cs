using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Domain.Tests.Sessions;

namespace PeerMesh.Domain.Tests.Forms;

public sealed class MeetingFormTests
{
    public static TheoryData<string> Forms => [.. MeetingForms.All.Select(form => form.Id)];

    [Fact]
    public void The_seven_known_forms_and_our_own_come_with_it() =>
        Assert.Equal(
            ["NAMI Connection", "DBSA", "SMART", "LifeRing", "12-step", "Peer Support Circle", "NIPS", "PeerMesh circle"],
            MeetingForms.All.Select(form => form.Name));

    [Theory]
    [InlineData("dbsa", "DBSA")]
    [InlineData("DBSA", "DBSA")]
    [InlineData("Nami Connection", "NAMI Connection")]
    [InlineData("nami-connection", "NAMI Connection")]
    public void A_form_is_found_by_its_id_or_its_name_in_any_case(string asked, string name) =>
        Assert.Equal(name, MeetingForms.Find(asked)?.Name);

    [Fact]
    public void An_unknown_form_is_not_found() => Assert.Null(MeetingForms.Find("bingo"));

    [Theory]
    [InlineData("nami-connection", 90)]
    [InlineData("dbsa", 90)]
    [InlineData("smart", 90)]
    [InlineData("lifering", 60)]
    [InlineData("12-step", 60)]
    [InlineData("peer-support-circle", 90)]
    [InlineData("nips", 60)]
    [InlineData("peermesh-circle", 60)]
    public void The_parts_of_a_form_add_up_to_its_usual_length(string id, int minutes) =>
        Assert.Equal(minutes, Form(id).Agenda.Sum(phase => phase.Minutes));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_is_short_enough_to_be_read_aloud(string id)
    {
        var form = Form(id);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", form.Id);
        Assert.NotEmpty(form.Summary);
        Assert.All(form.Agenda, phase =>
        {
            Assert.InRange(phase.Name.Length, 1, 60);
            Assert.InRange(phase.Words.Length, 1, 500);
            Assert.True(phase.Mode == FloorMode.GoRound || (!phase.FacilitatorLast && phase.Order == RoundOrder.Joined), "Only a round has an order.");
        });
        Assert.InRange(form.Guidelines.Count, 1, 20);
        Assert.All(form.Guidelines, line => Assert.Matches(@"^\S.{5,200}\.$", line));
        Assert.Equal(form.Agenda.Count, form.Agenda.Select(phase => phase.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_gives_nothing_that_a_group_could_not_have_written_itself(string id)
    {
        var form = Form(id);
        Assert.Null(GroupDraftRules.Check(
            new GroupDraft(form.Name, form.Summary, form.Id, Agenda: form.Agenda, Guidelines: form.Guidelines, Rules: form.Rules)));
        // Twelve people and a few late ones must fit, whatever the form.
        Assert.InRange(form.Rules.Capacity, 16, 150);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_ends_with_a_closing(string id) =>
        Assert.Contains(Form(id).Agenda[^1].Name, (string[])["Closing", "Check-out"]);

    [Fact]
    public void A_check_in_at_NAMI_Connection_takes_at_most_two_minutes() =>
        Assert.All(Form("nami-connection").Agenda.Where(phase => phase.Name == "Check-in"), phase => Assert.InRange(phase.ShareSeconds!.Value, 10, 120));

    [Fact]
    public void SMART_opens_for_conversation_only_after_the_check_in()
    {
        var modes = Form("smart").Agenda.Select(phase => phase.Mode).ToList();
        Assert.True(modes.IndexOf(FloorMode.Open) > modes.IndexOf(FloorMode.GoRound));
    }

    [Fact]
    public void DBSA_checks_in_and_out_in_a_round() =>
        Assert.Equal(
            [FloorMode.GoRound, FloorMode.GoRound],
            Form("dbsa").Agenda.Where(phase => phase.Name is "Check-in" or "Check-out").Select(phase => phase.Mode));

    [Fact]
    public void LifeRing_responds_by_raised_hand_after_the_round() =>
        Assert.Equal([FloorMode.GoRound, FloorMode.Queue], Form("lifering").Agenda.Skip(1).Take(2).Select(phase => phase.Mode));

    [Fact]
    public void A_12_step_meeting_lets_people_finish_a_thought_and_never_opens_for_cross_talk()
    {
        Assert.Equal(OverTimeMode.Grace, Form("12-step").Rules.OverTime);
        Assert.DoesNotContain(Form("12-step").Agenda, phase => phase.Mode is FloorMode.Open or FloorMode.Popcorn);
    }

    [Fact]
    public void A_peer_support_circle_gives_four_people_a_quarter_of_an_hour_each()
    {
        var form = Form("peer-support-circle");
        var equal = form.Agenda.Single(phase => phase.Minutes == 60);
        Assert.Equal((FloorMode.GoRound, 900), (equal.Mode, equal.ShareSeconds));
        Assert.Equal(3, form.Rules.MinimumToStart);
    }

    [Fact]
    public void NIPS_gives_equal_turns_and_ends_them_on_time()
    {
        Assert.Equal(OverTimeMode.Hard, Form("nips").Rules.OverTime);
        Assert.All(Form("nips").Agenda, phase => Assert.False(phase.FacilitatorLast));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_whole_meeting_of_twelve_can_be_held_in_a_form(string id)
    {
        var form = Form(id);
        var room = Room.Opened(Habits.Plan(form.Rules with { Lobby = false }, [.. form.Agenda]));
        var fay = room.Facilitator();
        string[] names = ["Ana", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ida", "Jon", "Kim"];
        var everyone = room.Members(names).Prepend(fay).ToList();
        fay.Starts();

        for (var phase = 0; phase < form.Agenda.Count; phase++)
        {
            Assert.Equal(phase, room.State.Stage.Phase);
            Hold(room, fay, everyone);
            if (phase < form.Agenda.Count - 1 && room.State.Stage.Phase == phase)
            {
                fay.MovesOn(phase);
            }
        }

        fay.Closes();
        Assert.Equal(SessionStatus.Closed, room.State.Status);
        Assert.All(room.State.People, person => Assert.Equal(room.Now - Room.Evening, person.Attendance.Total(room.Now)));
        Assert.Equal(Room.Json(room.State), Room.Json(room.Replayed()));
    }

    private static void Hold(Room room, Guest fay, List<Guest> everyone)
    {
        var phase = room.State.Stage.Phase;
        switch (room.State.Mode)
        {
            case FloorMode.GoRound:
                var turns = 0;
                while (room.State.Round is { Complete: false })
                {
                    Assert.True(turns++ < everyone.Count, "The round has more turns than people.");
                    room.AfterSeconds(5);
                    var speaker = everyone.Single(guest => guest.Name == room.Speaker);
                    if (turns % 3 == 0)
                    {
                        speaker.Passes();
                    }
                    else
                    {
                        speaker.EndsShare();
                    }
                }

                Assert.Equal(everyone.Count, turns);
                break;
            case FloorMode.Queue:
                everyone.ForEach(guest => guest.RaisesHand());
                while (room.Speaker is { } name)
                {
                    room.AfterSeconds(20);
                    everyone.Single(guest => guest.Name == name).EndsShare();
                }

                break;
            case FloorMode.Popcorn:
                fay.GivesFloorTo(everyone[1]);
                for (var i = 1; i < everyone.Count - 1; i++)
                {
                    room.AfterSeconds(10);
                    everyone[i].HandsOnTo(everyone[i + 1]);
                }

                everyone[^1].EndsShare();
                break;
            case FloorMode.FacilitatorOnly:
                fay.GivesFloorTo(everyone[2]);
                room.AfterSeconds(30);
                everyone[2].EndsShare();
                break;
            default:
                room.AfterMinutes(room.State.Phase!.Minutes - 1);
                break;
        }

        Assert.Equal(phase, room.State.Stage.Phase);
    }

    private static MeetingForm Form(string id) => MeetingForms.Find(id)!;
}
