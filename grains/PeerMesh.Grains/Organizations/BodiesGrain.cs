using System.Collections.Immutable;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Organizations;

/// <summary>Keeps the tree of bodies whole: every change of it goes through this one place.</summary>
[GrainType("bodies")]
internal sealed class BodiesGrain(
    [PersistentState("bodies", StorageNames.Default)] IPersistentState<BodiesRecord> stored)
    : RecordGrain<BodiesRecord>(stored), IBodiesGrain
{
    // Above the numbers that sources use, so that theirs stay what they are.
    private const int OwnNumbersFrom = 100_000;

    public Task<BodyList?> List(long known) =>
        Task.FromResult(known == Record.Version ? null : new BodyList(Record.Bodies, Record.Version));

    public Task<Body?> Find(BodyId id) => Task.FromResult(Record.Bodies.Find(body => body.Id == id));

    public async Task<Refusal?> Put(Body body)
    {
        var known = Record.Bodies.Find(held => held.Id == body.Id);
        if (known is null && Record.Bodies.Count >= BodyLimits.BodiesMax)
        {
            return BodyRefusals.TooMany;
        }

        if (BodyTreeRules.Check(Record.Bodies.ToDictionary(held => held.Id), body.Id, body.Parent) is { } refusal)
        {
            return refusal;
        }

        var last = Record.LastNumber;
        var next = body with { Version = (known?.Version ?? 0) + 1, Number = known?.Number ?? Number(body.Number, ref last) };
        if (known is not null && Same(known, next))
        {
            return null;
        }

        await Save(Record with
        {
            Bodies = known is null ? Record.Bodies.Add(next) : Record.Bodies.Replace(known, next),
            Version = Record.Version + 1,
            LastNumber = last,
        });
        return null;
    }

    public async Task<Refusal?> Remove(BodyId id)
    {
        if (Record.Bodies.Find(body => body.Id == id) is not { } known)
        {
            return null;
        }

        if (Record.Bodies.Exists(body => body.Parent == id))
        {
            return BodyRefusals.HasBranches;
        }

        await Save(Record with { Bodies = Record.Bodies.Remove(known), Version = Record.Version + 1 });
        return null;
    }

    public Task<ImmutableList<BodyId>> Above(BodyId id) =>
        Task.FromResult(BodyTreeRules.Above(Record.Bodies.ToDictionary(body => body.Id), id).ToImmutableList());

    public Task<bool> HasOpenBranches(BodyId id) => Task.FromResult(Record.Bodies.Exists(body => body.Parent == id && body.ClosedOn is null));

    private int Number(int wished, ref int last)
    {
        if (wished > 0 && !Record.Bodies.Exists(body => body.Number == wished))
        {
            return wished;
        }

        last = Math.Max(last + 1, OwnNumbersFrom);
        while (IsTaken(last))
        {
            last++;
        }

        return last;
    }

    private bool IsTaken(int number) => Record.Bodies.Exists(body => body.Number == number);

    private static bool Same(Body one, Body other) =>
        one with { Version = 0, Holidays = [] } == other with { Version = 0, Holidays = [] } && one.Holidays.SequenceEqual(other.Holidays);
}
