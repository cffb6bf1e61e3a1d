using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>Coming in: the lobby, the guidelines, names, the lock, the entry window and the ways out.</summary>
public sealed class DoorTests
{
    private static readonly HouseRules WithLobby = Habits.Plain with { Lobby = true };

    [Fact]
    public void Without_a_lobby_one_comes_straight_in()
    {
        var room = Room.Opened();
        var ana = room.Stranger("Ana");
        ana.Enters();
        Assert.Equal([new Entered(room.Now, ana, ana.Actor.Member, "Ana", Habits.GuidelinesVersion, RoomRole.Member, false)], room.Last);
        Assert.Equal(Standing.InRoom, ana.Person.Standing);
    }

    [Fact]
    public void With_a_lobby_a_member_knocks_and_waits()
    {
        var room = Room.Opened(WithLobby);
        var ana = room.Stranger("Ana", GroupRole.Member);
        ana.Enters();
        Assert.Equal([new Knocked(room.Now, ana, ana.Actor.Member, "Ana", Habits.GuidelinesVersion, false)], room.Last);
        Assert.Equal(Standing.Waiting, ana.Person.Standing);
    }

    [Theory]
    [InlineData(GroupRole.Facilitator, RoomRole.Facilitator)]
    [InlineData(GroupRole.CoFacilitator, RoomRole.CoFacilitator)]
    public void Those_who_lead_do_not_wait_in_the_lobby(GroupRole inTheGroup, RoomRole inTheRoom)
    {
        var room = Room.Opened(WithLobby);
        var fay = room.Stranger("Fay", inTheGroup);
        fay.Enters();
        Assert.Equal((Standing.InRoom, inTheRoom), (fay.Person.Standing, fay.Person.Role));
    }

    [Fact]
    public void A_facilitator_lets_one_in()
    {
        var (room, fay, ana) = WithOneWaiting();
        fay.Admits(ana);
        Assert.Contains(new Admitted(room.Now, ana), room.Last);
        Assert.True(ana.Person.Present);
    }

    [Fact]
    public void A_facilitator_lets_everyone_in_at_once()
    {
        var (room, fay, ana) = WithOneWaiting();
        var ben = room.Stranger("Ben");
        ben.Enters();
        fay.AdmitsAll();
        Assert.Equal([Standing.InRoom, Standing.InRoom], [ana.Person.Standing, ben.Person.Standing]);
    }

    [Fact]
    public void Letting_everyone_in_stops_at_the_room_s_capacity()
    {
        var room = Room.Opened(WithLobby with { Capacity = 2 });
        var fay = room.Facilitator();
        var (ana, ben) = (room.Stranger("Ana"), room.Stranger("Ben"));
        ana.Enters();
        ben.Enters();
        fay.AdmitsAll();
        Assert.Equal([Standing.InRoom, Standing.Waiting], [ana.Person.Standing, ben.Person.Standing]);
        room.Refuses(SessionRefusals.Full, () => fay.Admits(ben));
    }

    [Fact]
    public void A_facilitator_turns_one_away_who_then_cannot_knock_again()
    {
        var (room, fay, ana) = WithOneWaiting();
        fay.Declines(ana);
        Assert.Equal([new Declined(room.Now, ana)], room.Last);
        room.Refuses(SessionRefusals.WasDeclined, ana.Enters);
    }

    [Fact]
    public void One_who_was_turned_away_by_mistake_can_still_be_let_in()
    {
        var (_, fay, ana) = WithOneWaiting();
        fay.Declines(ana);
        fay.Admits(ana);
        Assert.Equal(Standing.InRoom, ana.Person.Standing);
    }

    [Fact]
    public void One_who_waits_may_do_nothing_else()
    {
        var (room, _, ana) = WithOneWaiting();
        room.Refuses(SessionRefusals.NotAdmitted, ana.RaisesHand);
        room.Refuses(SessionRefusals.NotAdmitted, ana.Starts);
    }

    [Fact]
    public void One_who_waits_may_go_again()
    {
        var (room, _, ana) = WithOneWaiting();
        ana.Leaves();
        Assert.Equal([new Left(room.Now, ana)], room.Last);
        ana.Enters();
        Assert.Equal(Standing.Waiting, ana.Person.Standing);
    }

    [Fact]
    public void A_locked_room_takes_nobody_new()
    {
        var room = Room.Opened();
        var fay = room.Facilitator();
        fay.Locks();
        Assert.Equal([new Locked(room.Now)], room.Last);
        room.Refuses(SessionRefusals.IsLocked, room.Stranger("Ana").Enters);
        fay.Unlocks();
        Assert.Equal([new Unlocked(room.Now)], room.Last);
        room.Stranger("Ana").Enters();
    }

    [Fact]
    public void A_locked_room_takes_back_those_who_were_in_it()
    {
        var room = Room.Opened();
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Locks();
        ana.Leaves();
        ana.Enters();
        Assert.Equal(Standing.InRoom, ana.Person.Standing);
    }

    [Fact]
    public void A_locked_room_still_lets_its_facilitator_in()
    {
        var room = Room.Opened();
        var fay = room.Facilitator();
        fay.Locks();
        room.CoFacilitator();
    }

    [Fact]
    public void The_room_is_full_at_its_capacity()
    {
        var room = Room.Opened(Habits.Plain with { Capacity = 2 });
        room.Members("Ana", "Ben");
        room.Refuses(SessionRefusals.Full, room.Stranger("Cleo").Enters);
    }

    [Fact]
    public void Somebody_who_left_frees_a_place()
    {
        var room = Room.Opened(Habits.Plain with { Capacity = 2 });
        var (ana, _) = (room.Member("Ana"), room.Member("Ben"));
        ana.Leaves();
        room.Member("Cleo");
        room.Refuses(SessionRefusals.Full, ana.Enters);
    }

    [Fact]
    public void A_break_keeps_the_place()
    {
        var room = Room.Opened(Habits.Plain with { Capacity = 2 });
        var (ana, _) = (room.Member("Ana"), room.Member("Ben"));
        ana.StepsOut();
        room.Refuses(SessionRefusals.Full, room.Stranger("Cleo").Enters);
        ana.StepsBack();
        Assert.True(ana.Person.Present);
    }

    [Fact]
    public void The_door_knows_a_bounded_number_of_people()
    {
        var room = Room.Opened(WithLobby with { Capacity = 150 });
        for (var i = 0; i < SessionLimits.PeopleMax; i++)
        {
            room.Stranger($"Guest {i}").Enters();
        }

        room.Refuses(SessionRefusals.TooManyPeople, room.Stranger("One too many").Enters);
    }

    [Theory]
    [InlineData("Ana")]
    [InlineData("ana")]
    [InlineData(" Ana ")]
    public void Two_people_do_not_go_by_one_name(string name)
    {
        var room = Room.Opened();
        room.Member("Ana");
        room.Refuses(SessionRefusals.NameTaken, () => room.Stranger("Other").Enters(name));
    }

    [Fact]
    public void Two_ways_of_writing_the_same_letters_are_one_name()
    {
        var room = Room.Opened();
        room.Member("Ren\u00E9e");
        room.Refuses(SessionRefusals.NameTaken, () => room.Stranger("Other").Enters("Rene\u0301e"));
    }

    [Fact]
    public void A_name_is_taken_by_somebody_in_the_lobby_too()
    {
        var (room, _, _) = WithOneWaiting();
        room.Refuses(SessionRefusals.NameTaken, () => room.Stranger("Other").Enters("Ana"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("A\nB")]
    [InlineData("A\u0000B")]
    [InlineData("\u202Eana")]
    [InlineData("A\u200Bna")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void A_name_that_cannot_be_shown_is_refused(string name)
    {
        var room = Room.Opened();
        room.Refuses(SessionRefusals.NameInvalid, () => room.Stranger("Other").Enters(name));
    }

    [Theory]
    [InlineData("Åsa", "Åsa")]
    [InlineData("  Maria José  ", "Maria José")]
    [InlineData("Ana 2", "Ana 2")]
    [InlineData("李娜", "李娜")]
    [InlineData("O'Brien-Smith Jr.", "O'Brien-Smith Jr.")]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890")]
    public void A_name_of_ones_choice_is_taken_without_the_space_around_it(string asked, string shown)
    {
        var room = Room.Opened();
        var guest = room.Stranger("Other");
        guest.Enters(asked);
        Assert.Equal(shown, guest.Person.Name);
    }

    [Theory]
    [InlineData(Habits.GuidelinesVersion - 1)]
    [InlineData(Habits.GuidelinesVersion + 1)]
    [InlineData(0)]
    public void One_agrees_to_the_guidelines_as_they_are_now(int version)
    {
        var room = Room.Opened();
        room.Refuses(SessionRefusals.GuidelinesChanged, () => room.Stranger("Ana").Enters("Ana", version));
    }

    [Fact]
    public void The_agreement_is_kept_with_its_version()
    {
        var room = Room.Opened();
        Assert.Equal(Habits.GuidelinesVersion, room.Member("Ana").Person.AgreedTo);
    }

    [Fact]
    public void A_group_may_meet_among_its_members()
    {
        var room = Room.Opened();
        room.Refuses(SessionRefusals.MembersOnly, room.Stranger("Ana", mayEnter: false).Enters);
    }

    [Fact]
    public void Coming_in_again_changes_nothing_for_somebody_who_is_in()
    {
        var room = Room.Opened();
        var ana = room.Member("Ana");
        ana.Enters();
        Assert.Empty(room.Last);
    }

    [Fact]
    public void Somebody_who_knocked_and_knocks_again_still_waits()
    {
        var (room, _, ana) = WithOneWaiting();
        ana.Enters();
        Assert.Empty(room.Last);
        Assert.Equal(Standing.Waiting, ana.Person.Standing);
    }

    [Fact]
    public void Coming_in_again_ends_a_break()
    {
        var room = Room.Opened();
        var ana = room.Member("Ana");
        ana.StepsOut();
        ana.Enters();
        Assert.True(ana.Person.Present);
    }

    [Fact]
    public void The_name_of_somebody_who_was_turned_away_is_not_given_to_another()
    {
        // They may still be let in, and then there would be two.
        var (room, fay, ana) = WithOneWaiting();
        fay.Declines(ana);
        room.Refuses(SessionRefusals.NameTaken, () => room.Stranger("Other").Enters("Ana"));
    }

    [Fact]
    public void Somebody_who_was_turned_away_and_then_let_in_is_present_once_they_connect()
    {
        var (_, fay, ana) = WithOneWaiting();
        fay.Declines(ana);
        fay.Admits(ana);
        Assert.False(ana.Person.Present);
        ana.Connects();
        Assert.True(ana.Person.Present);
    }

    [Fact]
    public void Somebody_whose_connection_broke_in_the_lobby_is_let_in_and_counted_when_back()
    {
        var (room, fay, ana) = WithOneWaiting();
        ana.Drops();
        Assert.Equal([new Dropped(room.Now, ana)], room.Last);
        fay.Admits(ana);
        Assert.False(ana.Person.Present);
        ana.Connects();
        Assert.True(ana.Person.Present);
    }

    [Fact]
    public void Letting_in_needs_somebody_who_waits()
    {
        var (room, fay, ana) = WithOneWaiting();
        fay.Admits(ana);
        room.Refuses(SessionRefusals.NotWaiting, () => fay.Admits(ana));
        room.Refuses(SessionRefusals.NotWaiting, () => fay.Declines(ana));
    }

    [Fact]
    public void Letting_everyone_in_when_nobody_waits_changes_nothing()
    {
        var (room, fay, ana) = WithOneWaiting();
        fay.Admits(ana);
        fay.AdmitsAll();
        Assert.Empty(room.Last);
    }

    [Fact]
    public void A_name_stays_the_one_a_person_first_came_in_with()
    {
        var room = Room.Opened();
        var ana = room.Member("Ana");
        ana.Leaves();
        ana.Enters("Somebody else");
        Assert.Equal("Ana", ana.Person.Name);
    }

    [Fact]
    public void A_person_who_leaves_goes_quietly_and_comes_back_without_knocking()
    {
        var (room, fay, ana) = WithOneWaiting();
        fay.Admits(ana);
        ana.Leaves();
        Assert.Equal([new Left(room.Now, ana)], room.Last);
        room.Refuses(SessionRefusals.NotEntered, ana.RaisesHand);
        ana.Enters();
        Assert.Contains(new CameBack(room.Now, ana), room.Last);
        Assert.Equal(Standing.InRoom, ana.Person.Standing);
    }

    [Fact]
    public void A_person_who_was_removed_cannot_come_back_today()
    {
        var room = Room.Opened();
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Removes(ana);
        Assert.Equal([new Removed(room.Now, ana)], room.Last);
        room.Refuses(SessionRefusals.WasRemoved, ana.Enters);
        room.Refuses(SessionRefusals.WasRemoved, ana.RaisesHand);
    }

    [Fact]
    public void A_co_facilitator_cannot_remove_a_facilitator()
    {
        var room = Room.Opened();
        var (fay, col) = (room.Facilitator(), room.CoFacilitator());
        room.Refuses(SessionRefusals.CannotRemoveFacilitator, () => col.Removes(fay));
        fay.Removes(col);
    }

    [Fact]
    public void A_facilitator_can_be_removed_by_another()
    {
        var room = Room.Opened();
        var (fay, guy) = (room.Facilitator(), room.Facilitator("Guy"));
        fay.Removes(guy);
        Assert.Equal(Standing.Removed, guy.Person.Standing);
    }

    [Fact]
    public void Nobody_removes_themselves()
    {
        var room = Room.Opened();
        var fay = room.Facilitator();
        room.Refuses(SessionRefusals.NotYourself, () => fay.Removes(fay));
    }

    [Fact]
    public void The_entry_window_closes_for_newcomers_and_not_for_those_who_were_here()
    {
        var room = Room.Opened(Habits.Plain with { EntryWindowMinutes = 5 });
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        room.AfterMinutes(10);
        fay.Starts();
        room.AfterMinutes(4.9);
        room.Member("Ben");
        ana.Leaves();
        room.AfterMinutes(0.2);
        room.Refuses(SessionRefusals.EntryClosed, room.Stranger("Cleo").Enters);
        ana.Enters();
        room.CoFacilitator();
    }

    [Fact]
    public void A_break_begins_and_ends()
    {
        var room = Room.Opened();
        var ana = room.Member("Ana");
        ana.StepsOut();
        Assert.Equal([new Domain.Sessions.SteppedOut(room.Now, ana)], room.Last);
        room.Refuses(SessionRefusals.SteppedOut, ana.StepsOut);
        ana.StepsBack();
        Assert.Equal([new CameBack(room.Now, ana)], room.Last);
        room.Refuses(SessionRefusals.NotSteppedOut, ana.StepsBack);
    }

    [Fact]
    public void On_a_break_one_says_nothing()
    {
        var room = Room.Opened();
        var fay = room.Facilitator();
        var ana = room.Member("Ana");
        fay.Starts();
        ana.StepsOut();
        room.Refuses(SessionRefusals.SteppedOut, ana.RaisesHand);
    }

    [Fact]
    public void A_made_up_peer_is_marked()
    {
        var room = Room.Opened();
        var robot = room.Stranger("Robin", simulated: true);
        robot.Enters();
        Assert.True(robot.Person.Simulated);
    }

    private static (Room Room, Guest Fay, Guest Ana) WithOneWaiting()
    {
        var room = Room.Opened(WithLobby);
        var (fay, ana) = (room.Facilitator(), room.Stranger("Ana"));
        ana.Enters();
        ana.Connects();
        return (room, fay, ana);
    }
}
