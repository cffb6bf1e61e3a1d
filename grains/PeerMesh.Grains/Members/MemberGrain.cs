using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Members;

/// <summary>Keeps an account's groups and devices. Uses the wall clock, as all of signing in does.</summary>
[GrainType("member"), CollectionAgeLimit(Minutes = GrainAges.OfPeople)]
internal sealed partial class MemberGrain(
    [PersistentState("member", StorageNames.Default)] IPersistentState<MemberRecord> stored,
    TimeProvider clock,
    ILogger<MemberGrain> log) : RecordGrain<MemberRecord>(stored), IMemberGrain, ISecondStepGrain
{
    // Stored, and the gateways may not have heard of it.
    private bool _untold;

    private MemberId Id => new(this.GetPrimaryKeyString());

    public Task<MemberView> Look() => Task.FromResult(new MemberView(Id, Record.Groups, Record.Ties, Record.Profile));

    public async Task RosterChanged(GroupId group, string groupName, GroupRole role)
    {
        var present = Record.Groups.Find(known => known.Id == group);
        var now = role == GroupRole.None ? null : new MemberGroup(group, groupName, role);
        if (present == now)
        {
            return;
        }

        var groups = (present, now) switch
        {
            (null, _) => Record.Groups.Add(now!),
            (_, null) => Record.Groups.Remove(present),
            _ => Record.Groups.Replace(present, now),
        };
        await Save(Record with { Groups = groups.Count > MemberLimits.GroupsMax ? groups.RemoveAt(0) : groups });
    }

    public async Task TieChanged(GroupId group, string groupName, bool tied)
    {
        var present = Record.Ties.Find(known => known.Group == group);
        var now = tied ? new MemberTie(group, groupName) : null;
        if (present == now)
        {
            return;
        }

        var ties = present is null ? Record.Ties : Record.Ties.Remove(present);
        ties = now is null ? ties : ties.Add(now);
        await Save(Record with { Ties = ties.Count > MemberLimits.GroupsMax ? ties.RemoveAt(0) : ties });
    }

    public async Task<DeviceGrant?> Refresh(string refreshToken)
    {
        var now = clock.GetUtcNow();
        var hash = Chance.HashOf(refreshToken);
        var device = Record.Devices.Find(known => known.TokenHash == hash || known.UsedHashes.Contains(hash));
        if (device is null || device.RefreshUntil <= now)
        {
            return null;
        }

        if (device.TokenHash != hash)
        {
            // Two hold this chain of tokens and nobody can tell which of them is the thief.
            LogTokenReused(GrainContext.GrainId);
            await Save(Record with { Devices = Record.Devices.Remove(device) });
            return null;
        }

        var used = device.UsedHashes.Add(hash);
        var (renewed, grant) = Grant(device with { UsedHashes = used.Count > MemberLimits.UsedTokensMax ? used.RemoveAt(0) : used, LastSeenAt = now }, now);
        await Save(Record with { Devices = Record.Devices.Replace(device, renewed) });
        return grant;
    }

    // Before it is answered: what is said to be over is over everywhere within seconds.
    protected override async Task Save(MemberRecord next)
    {
        _untold |= StandsOtherwise(Record, next);
        await base.Save(next);
        await TellGateways();
    }

    private async Task TellGateways()
    {
        if (_untold)
        {
            await GrainFactory.GetGrain<ISignInNewsGrain>(ISignInNewsGrain.Key).Changed(Id);
            _untold = false;
        }
    }

    // A device that is new is known to nobody yet.
    private static bool StandsOtherwise(MemberRecord before, MemberRecord after) =>
        (before.SecondStep ?? SecondStepRecord.Empty).IsSetUp != (after.SecondStep ?? SecondStepRecord.Empty).IsSetUp
        || before.Devices.Exists(device => after.Devices.Find(known => known.Id == device.Id) is not { } known || (known.SecondStepAt is null) != (device.SecondStepAt is null));

    private (Device Device, DeviceGrant Grant) Grant(Device device, DateTimeOffset now)
    {
        var token = Chance.NewToken();
        var until = now + MemberLimits.RefreshLife;
        return (device with { TokenHash = Chance.HashOf(token), RefreshUntil = until }, new DeviceGrant(Id, device.Id, token, until));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} saw a refresh token a second time and signed that device out.")]
    private partial void LogTokenReused(GrainId grainId);
}
