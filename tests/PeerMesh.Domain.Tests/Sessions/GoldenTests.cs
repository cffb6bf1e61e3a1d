using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>
/// A session that the first release stored in mid-meeting goes on under this one. The files are never changed: a later release
/// that stores something else adds its own beside them.
/// </summary>
/// <remarks>
/// In it Fay leads, in a room with a lobby and fair order. Ana, Ben and Cleo have been through a go-round in which Ben's connection
/// broke and Cleo passed. Twelve minutes in, Ana has the floor of the discussion, Cleo and Fay wait, and Ben is on a break with a hand kept.
/// </remarks>
public sealed class GoldenTests
{
    private static readonly DateTimeOffset StoredAt = Room.Evening.AddMinutes(12);

    [Fact]
    public void A_state_stored_by_the_first_release_goes_on() => GoesOn(Read<Session>("session-1.json"));

    [Fact]
    public void Events_told_by_the_first_release_give_a_state_that_goes_on() =>
        GoesOn(Read<ImmutableList<SessionEvent>>("session-events-1.json").Aggregate((Session?)null, SessionRules.Apply)!);

    /// <remarks>
    /// The second release added circles, pauses, talk and the desk. In this one Fay has suspended everything for a minute while people are in
    /// pairs; Col and Dan, who had called for help, are aside; a resource is pinned; Ben greets and Cleo keeps the time.
    /// </remarks>
    [Fact]
    public void A_state_stored_by_the_second_release_goes_on() => GoesOnFromPairs(Read<Session>("session-2.json"));

    [Fact]
    public void Events_told_by_the_second_release_give_a_state_that_goes_on() =>
        GoesOnFromPairs(Read<ImmutableList<SessionEvent>>("session-events-2.json").Aggregate((Session?)null, SessionRules.Apply)!);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nothing_that_was_stored_is_lost_when_it_is_stored_again(int release)
    {
        AssertKept(
            JsonNode.Parse(Text($"session-{release}.json")),
            JsonSerializer.SerializeToNode(Read<Session>($"session-{release}.json"), JsonSerializerOptions.Web),
            "session");
        AssertKept(
            JsonNode.Parse(Text($"session-events-{release}.json")),
            JsonSerializer.SerializeToNode(Read<ImmutableList<SessionEvent>>($"session-events-{release}.json"), JsonSerializerOptions.Web),
            "events");
    }

    private static void GoesOnFromPairs(Session stored)
    {
        var room = Room.Restored(stored, Room.Evening.AddSeconds(200));
        var (fay, col, dan) = (room.Stranger("Fay", GroupRole.Facilitator), room.Stranger("Col", GroupRole.CoFacilitator), room.Stranger("Dan"));
        Assert.Equal(col.Id, Assert.Single(room.State.AtDesk.Calls).By);
        Assert.Equal("Housing office", Assert.Single(room.State.AtDesk.Pins).Title);
        Assert.True(room.State.People.Single(person => person.Name == "Ben").Greets);
        fay.Resumes();
        Assert.Equal(room.Now.AddSeconds(50), room.State.Circles!.Groups[0].TurnEndsAt);
        dan.StepsBack();
        Assert.Empty(room.State.AtDesk.Asides);
        fay.Says("Welcome back");
        Assert.Equal(3, Assert.Single(room.State.Said.Messages).Id);
        fay.MovesOn();
        Assert.Equal("Fay", room.Speaker);
        fay.Closes();
    }

    private static void GoesOn(Session stored)
    {
        var room = Room.Restored(stored, StoredAt);
        var (fay, ana, ben) = (room.Stranger("Fay", GroupRole.Facilitator), room.Stranger("Ana"), room.Stranger("Ben"));
        Assert.Equal(("Ana", 5, StoredAt.AddSeconds(100)), (room.Speaker, room.Turn, room.State.Floor.EndsAt));
        Assert.Equal(["Cleo", "Fay"], room.Line);
        Assert.Equal(TimeSpan.FromMinutes(11), ana.Person.Attendance.Total(room.Now));

        room.AfterSeconds(40);
        Assert.Equal(60, room.Saw<ShareWarned>().SecondsLeft);
        ben.StepsBack();
        Assert.Equal(["Cleo", "Ben", "Fay"], room.Line);
        ana.EndsShare();
        Assert.Equal("Cleo", room.Speaker);
        fay.Closes();
        Assert.Equal(SessionStatus.Closed, room.State.Status);
    }

    private static void AssertKept(JsonNode? stored, JsonNode? again, string where)
    {
        switch (stored)
        {
            case JsonObject record:
                Assert.All(record, member => AssertKept(member.Value, again![member.Key], $"{where}.{member.Key}"));
                break;
            case JsonArray list:
                Assert.True(list.Count == again!.AsArray().Count, $"{where} has another length.");
                for (var i = 0; i < list.Count; i++)
                {
                    AssertKept(list[i], again[i], $"{where}[{i}]");
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(stored, again), $"{where} was {stored} and became {again}.");
                break;
        }
    }

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(Text(file), JsonSerializerOptions.Web)!;

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file));
}
