using System.Collections.Immutable;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Members;

/// <remarks>Where somebody is signed in, and what each of these places has shown.</remarks>
internal sealed partial class MemberGrain
{
    public Task<DeviceGrant> SignIn() => SignInWith(name: null, secondStep: false);

    public async Task<DeviceGrant> SignInWith(string? name, bool secondStep)
    {
        var now = clock.GetUtcNow();
        var (device, grant) = Grant(
            new Device(Chance.NewId(), "", [], now)
            {
                Name = name is { Length: > MemberLimits.DeviceNameMax } ? name[..MemberLimits.DeviceNameMax] : name,
                SignedInAt = now,
                LastSeenAt = now,
                SecondStepAt = secondStep ? now : null,
            },
            now);
        var devices = Record.Devices.RemoveAll(known => known.RefreshUntil <= now).Add(device);
        await Save(Record with { Devices = devices.Count > MemberLimits.DevicesMax ? devices.RemoveAt(0) : devices });
        return grant;
    }

    public Task<bool> IsSignedIn(string device) => Task.FromResult(Find(device) is not null);

    public async Task<DeviceStanding> Standing(string device)
    {
        if (Find(device) is not { } known)
        {
            return new DeviceStanding(SignedIn: false, SecondStep.None);
        }

        var now = clock.GetUtcNow();
        if (known.LastSeenAt is not { } seen || seen <= now - MemberLimits.SeenEvery)
        {
            await Save(Record with { Devices = Record.Devices.Replace(known, known with { LastSeenAt = now }) });
        }

        return new DeviceStanding(SignedIn: true, known.SecondStepAt is not null ? SecondStep.Passed : Step.IsSetUp ? SecondStep.Missing : SecondStep.None);
    }

    public Task<ImmutableList<DeviceView>> Devices()
    {
        var now = clock.GetUtcNow();
        return Task.FromResult(Record.Devices
            .FindAll(known => known.RefreshUntil > now)
            .ConvertAll(known => new DeviceView(known.Id, known.Name, known.SignedInAt, known.LastSeenAt, known.SecondStepAt is not null))
            .Reverse());
    }

    public Task SignOut(string device) => Keep(Record.Devices.RemoveAll(known => known.Id == device));

    public Task SignOutEverywhere(string? except) => Keep(Record.Devices.RemoveAll(known => known.Id != except));

    public async Task<Refusal?> SetProfile(MemberProfile profile)
    {
        var tidy = ProfileRules.Tidy(profile);
        if (ProfileRules.Check(tidy) is { } refusal)
        {
            return refusal;
        }

        if (tidy != (Record.Profile ?? MemberProfile.Empty))
        {
            await Save(Record with { Profile = tidy });
        }

        return null;
    }

    private Device? Find(string device)
    {
        var now = clock.GetUtcNow();
        return Record.Devices.Find(known => known.Id == device && known.RefreshUntil > now);
    }

    // Asked again, as after an answer that was lost, it is still to be told.
    private Task Keep(ImmutableList<Device> devices) =>
        devices.Count == Record.Devices.Count ? TellGateways() : Save(Record with { Devices = devices });
}
