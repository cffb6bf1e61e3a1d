using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

[Collection(ClusterGroup.Name)]
public sealed class SubmitTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_session_nobody_opened_is_not_found()
    {
        var grain = cluster.Grains.GetGrain<ISessionGrain>("g-none.now");
        var caller = Room.As("ana");

        Assert.Equal(SessionRefusals.NotFound, (await grain.Submit(caller, new RaiseHand { CommandId = "c" })).Refusal);
        Assert.Equal(SessionRefusals.NotFound, (await grain.Look(caller)).Refusal);
        Assert.Equal(SessionRefusals.NotFound, (await grain.Minutes(caller)).Refusal);
        Assert.Equal(SessionRefusals.NotFound, (await grain.Connect(caller, "gw", "c", null)).Refusal);
        Assert.Empty(await grain.Recall(0));
    }

    [Fact]
    public async Task Opening_twice_changes_nothing()
    {
        var room = await Room.Open(cluster);

        var again = await room.Grain.Open(room.Plan with { Title = "Another title" });

        Assert.Null(again.Refusal);
        Assert.Equal(1, again.Version);
        Assert.Equal("Monday circle", (await room.See("ana")).About!.Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_command_id_has_1_to_64_characters(string commandId)
    {
        var room = await Room.Gathered(cluster);

        var receipt = await room.Send(Room.Facilitator, new Lock { CommandId = commandId });

        Assert.Equal(SessionRefusals.CommandIdInvalid, receipt.Refusal);
    }

    [Fact]
    public async Task The_same_command_twice_is_done_once_and_answered_the_same()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        var command = new Lock { CommandId = "lock-1" };

        var first = await room.Send(Room.Facilitator, command);
        await room.Do(Room.Facilitator, new Unlock { CommandId = "unlock-1" });
        var again = await room.Send(Room.Facilitator, command);

        Assert.Null(first.Refusal);
        Assert.Equal(first, again);
        Assert.False((await room.See("ana")).Status!.Locked);
    }

    [Fact]
    public async Task A_refused_command_sent_again_gets_the_same_refusal_though_it_would_be_possible_by_now()
    {
        var room = await Room.Gathered(cluster);
        var command = new Unlock { CommandId = "unlock-1" };

        var first = await room.Send(Room.Facilitator, command);
        await room.Do(Room.Facilitator, new Lock { CommandId = "lock-1" });
        var again = await room.Send(Room.Facilitator, command);

        Assert.Equal(SessionRefusals.NotLocked, first.Refusal);
        Assert.Equal(first, again);
        Assert.True((await room.See(Room.Facilitator)).Status!.Locked);
    }

    [Fact]
    public async Task An_id_used_for_another_command_is_refused()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        await room.Do("ana", new StepOut { CommandId = "c-ana" });

        var other = await room.Send("ana", new StepBack { CommandId = "c-ana" });
        var sameIdOfAnother = await room.Send("ben", new StepOut { CommandId = "c-ana" });

        Assert.Equal(SessionRefusals.CommandIdReused, other.Refusal);
        Assert.Null(sameIdOfAnother.Refusal);
    }

    [Fact]
    public async Task Answers_are_remembered_by_the_next_activation()
    {
        var room = await Room.Gathered(cluster);
        var unlock = new Unlock { CommandId = "unlock-1" };
        var refused = await room.Send(Room.Facilitator, unlock);
        var accepted = await room.Send(Room.Facilitator, new Lock { CommandId = "lock-1" });

        await room.Restart();

        Assert.Equal(accepted, await room.Send(Room.Facilitator, new Lock { CommandId = "lock-1" }));
        Assert.Equal(refused, await room.Send(Room.Facilitator, unlock));
        Assert.Equal(SessionRefusals.CommandIdReused, (await room.Send(Room.Facilitator, new Unlock { CommandId = "lock-1" })).Refusal);
    }

    [Fact]
    public async Task A_refusal_outlives_the_activation_though_nothing_else_was_stored_after_it()
    {
        var room = await Room.Gathered(cluster);
        var unlock = new Unlock { CommandId = "unlock-1" };
        var refused = await room.Send(Room.Facilitator, unlock);

        await room.Restart();
        await room.Do(Room.Facilitator, new Lock { CommandId = "lock-1" });

        Assert.Equal(refused, await room.Send(Room.Facilitator, unlock));
    }

    [Fact]
    public async Task A_stale_command_is_refused_with_the_session_as_it_is_now()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        await room.StartHeart();
        await room.Do("ana", new RaiseHand { CommandId = "a" });
        await room.Do("ben", new RaiseHand { CommandId = "b" });
        var turn = (await room.See("ana")).Floor!.Turn;
        await room.Do("ana", new EndShare(turn) { CommandId = "a-end" });

        var staleTurn = await room.Send("ana", new EndShare(turn) { CommandId = "a-again" });
        var stalePhase = await room.Send(Room.Facilitator, new NextPhase(0) { CommandId = "f-again" });

        Assert.Equal(SessionRefusals.StaleTurn, staleTurn.Refusal);
        Assert.Equal(turn + 1, staleTurn.Present!.Floor!.Turn);
        Assert.Null(staleTurn.Present.Airtime);
        Assert.Equal(SessionRefusals.StalePhase, stalePhase.Refusal);
        Assert.NotNull(stalePhase.Present!.Airtime);
    }

    [Fact]
    public async Task The_group_says_who_may_come_in_and_with_which_role()
    {
        var room = await Room.Open(cluster, openness: Openness.Members);
        Assert.Null(await room.Group.SetRole(Room.As(Room.Facilitator), new MemberId("cof-sam"), GroupRole.CoFacilitator, "Sam"));
        Assert.Null(await room.Group.SetRole(Room.As(Room.Facilitator), new MemberId("ana"), GroupRole.Member, "Ana"));

        var stranger = await room.Send("stranger", new Enter("Someone", 1) { CommandId = "c-1" });
        await room.Enter("cof-sam");
        await room.Enter("ana");

        Assert.Equal(SessionRefusals.MembersOnly, stranger.Refusal);
        Assert.Equal(RoomRole.CoFacilitator, (await room.See("cof-sam")).Me!.Role);
        Assert.Equal(RoomRole.Member, (await room.See("ana")).Me!.Role);
    }

    [Fact]
    public async Task A_plan_for_another_session_is_a_mistake()
    {
        var grain = cluster.Grains.GetGrain<ISessionGrain>("g-mistake.now");

        await Assert.ThrowsAsync<ArgumentException>(
            () => grain.Open(Room.PlanOf(new SessionId("g-other.now"), FloorMode.Queue, Room.Gentle)));
    }

    [Fact]
    public async Task Someone_who_never_came_sees_the_door_only()
    {
        var room = await Room.Gathered(cluster);

        var view = await room.See("passer-by");

        Assert.Equal("Monday circle", view.About!.Title);
        Assert.Null(view.Me!.Participant);
        Assert.Null(view.People);
        Assert.Null(view.Rules);
        Assert.Equal(SessionRefusals.NotEntered, (await room.Grain.Minutes(Room.As("passer-by"))).Refusal);
    }
}
