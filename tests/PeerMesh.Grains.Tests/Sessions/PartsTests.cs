using System.Reflection;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>A view's parts are listed in few places; a part forgotten in one of them is found here.</summary>
public sealed class PartsTests
{
    private static readonly IReadOnlyList<PropertyInfo> Parts =
        [.. typeof(SessionView).GetProperties().Where(part => part.SetMethod is not null && part.Name is not (nameof(SessionView.Version) or nameof(SessionView.At)))];

    [Fact]
    public void A_change_replaces_each_part_it_names_and_leaves_the_others()
    {
        var whole = See(Meeting());
        foreach (var part in Parts)
        {
            var change = new SessionView();
            part.SetValue(change, part.GetValue(whole));

            Assert.Equal(change, new SessionView().With(change));
            Assert.Equal(whole, whole.With(change));
            Assert.Equal(whole, whole.With(new SessionView()));
        }

        Assert.Same(whole, whole.With(null));
    }

    [Fact]
    public void Those_who_lead_see_every_part()
    {
        var whole = See(Meeting());
        Assert.All(Parts, part => Assert.True(part.GetValue(whole) is not null, $"{part.Name} is missing."));
    }

    [Fact]
    public void Every_part_that_can_change_is_told_when_it_does()
    {
        var told = new HashSet<string>();
        foreach (var step in Meeting().Steps.Concat(Round().Steps).Where(step => step.Before is not null))
        {
            var news = SessionLens.Tell(step.Before, step.After, step.Version, step.CommandId, step.Event);
            told.UnionWith(news.ByAudience.Concat(news.Personal.Where(each => !each.Whole).Select(each => each.Telling)).SelectMany(telling => Wire.PartsOf(telling.Now).Keys));
        }

        var changing = Parts.Select(part => part.Name).Where(name => name != nameof(SessionView.About)).Select(name => char.ToLowerInvariant(name[0]) + name[1..]);
        Assert.Empty(changing.Except(told));
    }

    /// <summary>A meeting in which everything happens once.</summary>
    private static SessionPlay Meeting()
    {
        const string lead = "fac-rosa";
        var play = new SessionPlay(Room.PlanOf(new SessionId("g.parts"), FloorMode.Queue, Room.Gentle with { Lobby = true }));
        var commands = 0;
        void Do(string who, Func<string, SessionCommand> command) => Assert.Null(play.Do(who, command($"c{commands++}")));
        Do(lead, id => new Enter("Rosa", 1) { CommandId = id });
        string[] others = ["ana", "ben", "cleo"];
        foreach (var member in others)
        {
            Do(member, id => new Enter(Room.NameOf(member), 1) { CommandId = id });
        }

        Do(lead, id => new AdmitAll { CommandId = id });
        Do(lead, id => new Start { CommandId = id });
        Do(lead, id => new NextPhase { CommandId = id });
        Do("ana", id => new RaiseHand { CommandId = id });
        Do("ben", id => new RaiseHand { CommandId = id });
        play.Wait(TimeSpan.FromSeconds(40));
        Do("ana", id => new EndShare(play.State.Floor.Turn) { CommandId = id });
        Do(lead, id => new ChangeRules(FairOrder: true) { CommandId = id });
        Do("cleo", id => new Say("Hello.") { CommandId = id });
        Do("cleo", id => new CallForHelp("Please.") { CommandId = id });
        Do(lead, id => new PinResource("A place to call", "https://example.org") { CommandId = id });
        Do(lead, id => new KeepSilence(20) { CommandId = id });
        Do(lead, id => new EndSilence { CommandId = id });
        Do(lead, id => new PassGavel(play.State.Find(new MemberId("ana"))!.Id) { CommandId = id });
        Do("ana", id => new PassGavel(play.State.Find(new MemberId(lead))!.Id) { CommandId = id });
        Do("ben", id => new EndShare(play.State.Floor.Turn) { CommandId = id });
        Do(lead, id => new StartCircles(2, 120, true) { CommandId = id });
        Do(lead, id => new EndCircles { CommandId = id });
        return play;
    }

    private static SessionPlay Round()
    {
        var play = new SessionPlay(Room.PlanOf(new SessionId("g.parts"), FloorMode.GoRound, Room.Gentle));
        Assert.Null(play.Do("fac-rosa", new Enter("Rosa", 1) { CommandId = "in" }));
        Assert.Null(play.Do("fac-rosa", new Start { CommandId = "start" }));
        Assert.Null(play.Do("fac-rosa", new NextPhase { CommandId = "next" }));
        return play;
    }

    private static SessionView See(SessionPlay play) => SessionLens.Snapshot(play.State, 1, play.Now, new MemberId("fac-rosa"));
}
