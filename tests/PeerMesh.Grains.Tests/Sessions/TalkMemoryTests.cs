using System.Text;
using System.Text.Json;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>What is said lives in memory: it is told and resumed, and a restart forgets it.</summary>
[Collection(ClusterGroup.Name)]
public sealed class TalkMemoryTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Whoever_comes_back_gets_the_messages_they_missed()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        var start = await room.Connect("ben");
        await room.Do("ana", new Say("First") { CommandId = room.NextId() });
        await room.Do("ana", new Say("Second") { CommandId = room.NextId() });

        var missed = await room.Grain.Recall(start.After);
        Assert.Equal(["First", "Second"], missed.Select(news => news.Event).OfType<ChatSaid>().Select(said => said.Text));
        Assert.Equal(["First", "Second"], (await room.See("ben")).Chat!.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task A_restart_forgets_what_was_said_and_goes_on_with_everything_else()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        await room.Do("ana", new Say("First") { CommandId = room.NextId() });
        await room.Do("ana", new CallForHelp("Note") { CommandId = room.NextId() });
        var version = await room.Do(Room.Facilitator, new KeepNotes("Mine") { CommandId = room.NextId() });
        await room.Restart();

        var view = await room.See(Room.Facilitator);
        Assert.Equal(version, view.Version);
        Assert.Empty(view.Chat!.Messages);
        Assert.Null(view.Mine!.Notes);
        Assert.Null(Assert.Single(view.Desk!.Calls).Note);
        await room.Do("ana", new Say("Second") { CommandId = room.NextId() });
        Assert.Equal(2, Assert.Single((await room.See("ben")).Chat!.Messages).Id);

        // No version is missing for those who resume across it.
        var news = await room.Grain.Recall(version - 3);
        Assert.Equal([version - 2, version - 1, version, version + 1], news.Select(each => each.Version));
        Assert.Null(((ChatSaid)news[0].Event).From);
    }

    [Fact]
    public async Task After_the_end_storage_holds_the_session_and_none_of_its_single_facts()
    {
        var room = await Room.Gathered(cluster, members: ["ana"]);
        await room.Do("ana", new CallForHelp { CommandId = room.NextId() });
        var version = await room.Do(Room.Facilitator, new Close { CommandId = room.NextId() });
        await Until.True(async () => !(await room.Group.Look(null))!.OpenSessions.Exists(session => session.Id == room.Plan.Id));
        await room.Restart();

        var view = await room.See("ana");
        Assert.Equal((version, SessionStatus.Closed), (view.Version, view.Status!.Status));
        Assert.Empty(await room.Grain.Recall(0));
    }

    [Fact]
    public void The_document_never_holds_a_word_that_was_said()
    {
        const string canary = "c4nary";
        var play = new SessionPlay(Room.PlanOf(new Domain.Common.SessionId("g.canary"), FloorMode.Queue, Room.Gentle));
        var document = play.Steps.Aggregate(SessionDocument.Empty, (stored, step) => stored.Append(step.Event, step.CommandId));
        foreach (var member in new[] { Room.Facilitator, "cof-sam", "ana", "ben" })
        {
            Do(member, new Enter(Room.NameOf(member), 1) { CommandId = "in" });
        }

        Do(Room.Facilitator, new Start { CommandId = "start" });
        Do(Room.Facilitator, new StartCircles { CommandId = "circles" });
        Do("ana", new Say($"{canary} 1") { CommandId = "1" });
        Do("ana", new Say($"{canary} 2", ChatTo.Facilitators) { CommandId = "2" });
        Do("ana", new Say($"{canary} 3", ChatTo.Circle) { CommandId = "3" });
        Do(Room.Facilitator, new HideMessage(1, $"{canary} 4") { CommandId = "4" });
        Do(Room.Facilitator, new KeepNotes($"{canary} 5") { CommandId = "5" });
        Do("ana", new AskForResource($"{canary} 6") { CommandId = "6" });
        Do("ana", new CallForHelp($"{canary} 7") { CommandId = "7" });
        for (var i = 0; i < 300; i++)
        {
            Do("ben", i % 2 == 0 ? new StepOut { CommandId = $"out {i}" } : new StepBack { CommandId = $"back {i}" });
        }

        Assert.True(document.BaseVersion > 0, "Nothing was folded.");
        Assert.Contains(canary, JsonSerializer.Serialize(play.State), StringComparison.Ordinal);
        Assert.DoesNotContain(canary, JsonSerializer.Serialize(document), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(canary))[..6], JsonSerializer.Serialize(document), StringComparison.Ordinal);

        void Do(string member, SessionCommand command)
        {
            var before = play.Steps.Count;
            var refusal = play.Do(member, command);
            Assert.True(refusal is null, refusal?.Code);
            document = play.Steps.Skip(before).Aggregate(document, (stored, step) => stored.Append(step.Event, step.CommandId));
        }
    }
}
