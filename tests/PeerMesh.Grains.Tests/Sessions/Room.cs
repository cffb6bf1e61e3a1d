using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Orleans.Core.Internal;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>One session of the test cluster and the people who go there.</summary>
internal sealed class Room
{
    public const string Facilitator = "fac-rosa";

    private static int _rooms;

    private readonly ClusterFixture _cluster;
    private int _commands;

    private Room(ClusterFixture cluster, SessionPlan plan) => (_cluster, Plan) = (cluster, plan);

    public SessionPlan Plan { get; }

    public string Key => Plan.Id.Value;

    /// <summary>What the session's own row holds.</summary>
    public SessionDocument Stored => JsonSerializer.Deserialize<SessionRecord>(_cluster.Storage.Find("session", Key)!.Value.Data.ToMemory().Span)!.Document!;

    public ISessionGrain Grain => _cluster.Grains.GetGrain<ISessionGrain>(Key);

    public IGroupGrain Group => _cluster.Grains.GetGrain<IGroupGrain>(Plan.Group.Value);

    /// <summary>A room of its own for one test, with its door open and nobody inside.</summary>
    public static async Task<Room> Open(
        ClusterFixture cluster, FloorMode mode = FloorMode.Queue, HouseRules? rules = null, Openness openness = Openness.Open)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"group-{Interlocked.Increment(ref _rooms)}");
        var plan = PlanOf(SessionId.Of(new GroupId(id), "any"), mode, rules ?? Gentle);
        var group = cluster.Grains.GetGrain<IGroupGrain>(id);
        var draft = new GroupDraft(
            plan.GroupName, "", "dbsa", Openness: openness, Agenda: plan.Agenda, Guidelines: plan.Guidelines.Lines, Rules: plan.Rules);
        Assert.Null(await group.Found(As(Facilitator), draft));
        var start = await group.StartSession(As(Facilitator), plan.Title, "first");
        Assert.Null(start.Refusal);
        return new Room(cluster, plan with { Id = start.Session!.Value });
    }

    /// <summary>The same with a facilitator inside.</summary>
    public static async Task<Room> Gathered(ClusterFixture cluster, FloorMode mode = FloorMode.Queue, HouseRules? rules = null, params string[] members)
    {
        var room = await Open(cluster, mode, rules);
        foreach (var member in members.Prepend(Facilitator))
        {
            await room.Enter(member);
        }

        return room;
    }

    public static HouseRules Gentle { get; } = HouseRules.Default with { Lobby = false };

    public static SessionPlan PlanOf(SessionId id, FloorMode mode, HouseRules rules) => new(
        id,
        id.Group!.Value,
        "River group",
        "Monday circle",
        "circle",
        [new Phase("Welcome", 5, FloorMode.FacilitatorOnly), new Phase("Heart", 60, mode), new Phase("Closing", 10, FloorMode.Open)],
        new Guidelines(1, ["What is said here stays here."]),
        rules);

    public static Caller As(string member) => new(new MemberId(member));

    public string NextId() => string.Create(CultureInfo.InvariantCulture, $"c-{Interlocked.Increment(ref _commands)}");

    public Task<Receipt> Send(string member, SessionCommand command) => Grain.Submit(As(member), command);

    /// <summary>Sends a command that has to be accepted.</summary>
    public async Task<long> Do(string member, SessionCommand command)
    {
        var receipt = await Send(member, command);
        Assert.Null(receipt.Refusal);
        return receipt.Version;
    }

    /// <summary>The same, across a crash: as a gateway does, the same command again until there is an answer.</summary>
    public async Task<long> Insist(string member, SessionCommand command)
    {
        while (true)
        {
            try
            {
                return await Do(member, command);
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                await Task.Delay(20);
            }
        }
    }

    public Task<long> Enter(string member) => Do(member, new Enter(NameOf(member), 1) { CommandId = NextId() });

    /// <summary>Starts the meeting and goes to its main part.</summary>
    public async Task StartHeart()
    {
        await Do(Facilitator, new Start { CommandId = NextId() });
        await Do(Facilitator, new NextPhase { CommandId = NextId() });
    }

    public Task<StreamStart> Connect(string member, string gateway = "gw", string? connection = null, long? after = null) =>
        Grain.Connect(As(member), gateway, connection ?? member, after);

    public async Task<SessionView> See(string member) => (await Grain.Look(As(member))).View!;

    /// <summary>Ends the activation: the next call starts another one from storage.</summary>
    public ValueTask Restart() => Grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

    /// <summary>The name someone goes by in the room; nothing of the account's id is in it.</summary>
    public static string NameOf(string member) => $"Guest {member.ToUpperInvariant()}";
}
