using System.Collections.Immutable;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Members;

/// <summary>A ring of the latest changes, in memory. Gateways ask every second, which also keeps it awake.</summary>
[GrainType("sign-in-news")]
internal sealed class SignInNewsGrain : Grain, ISignInNewsGrain
{
    /// <summary>Changes remembered: those of minutes in a network of a hundred thousand people who come in the morning.</summary>
    public const int ChangesMax = 4096;

    private readonly string _epoch = Chance.NewId();
    private readonly Queue<MemberId> _changes = [];
    private long _number;

    public Task Changed(MemberId member)
    {
        _changes.Enqueue(member);
        _number++;
        if (_changes.Count > ChangesMax)
        {
            _changes.Dequeue();
        }

        return Task.CompletedTask;
    }

    public Task<SignInNews> Since(string? epoch, long number)
    {
        var missed = _number - number;
        var known = epoch == _epoch && missed >= 0 && missed <= _changes.Count;
        return Task.FromResult(new SignInNews(_epoch, _number, known ? [.. _changes.Skip(_changes.Count - (int)missed).Distinct()] : null));
    }
}
