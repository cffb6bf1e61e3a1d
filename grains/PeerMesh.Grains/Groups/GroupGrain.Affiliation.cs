using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Grains.Groups;

/// <summary>The body the group belongs to: how it stands with it, and what comes down from it and those above.</summary>
internal sealed partial class GroupGrain : IGroupAffiliationGrain
{
    /// <summary>Settings change a few times a year: nobody waits for the way up the tree at every look. What an affiliation brings is taken at once.</summary>
    private static readonly TimeSpan SettingsKept = TimeSpan.FromSeconds(15);

    private DateTimeOffset _settingsUntil;

    public async Task SetAffiliation(GroupSettling settling)
    {
        if (Record.Group is { } group)
        {
            var next = GroupListingRules.Settle(group, settling.Body, settling.Mark, settling.Visibility);
            await Keep(GroupRules.Inherit(next, await SettingsOf(next)), []);
        }
    }

    public Task<GroupBelonging?> Belongs(MemberId member) =>
        Task.FromResult(Record.Group is { } group
            ? new GroupBelonging(group.Profile.Name, group.RoleOf(member) == GroupRole.Facilitator, group.Listed.Body is not null || group.Listed.Affiliation is not null)
            : null);

    /// <summary>Takes what the bodies above have changed.</summary>
    private async Task Inherit()
    {
        var now = clock.GetUtcNow();
        if (Record.Group is not { } group || now < _settingsUntil || (group.Listed.Body is null && group.Inherited is null))
        {
            return;
        }

        var inherited = await SettingsOf(group);
        _settingsUntil = now + SettingsKept;

        // Others may have changed the group while this one asked; what is decided is decided on what is now.
        if (Record.Group is { } current && GroupRules.Inherit(current, inherited) is var next && next != current)
        {
            await Save(Stamped(next));
            TellSoon(TimeSpan.Zero);
        }
    }

    // Only where there is something to see: most listings have no contact that is not public.
    private async Task<bool> SeesPrivate(MemberId member) =>
        Record.Group is { Listed: { Body: { } body, Contacts: var contacts } } && contacts.Exists(contact => !contact.Public)
        && BodyRightsRules.May(await GrainFactory.GetGrain<IOrganizationGrain>(body.Value).RightsOf(member), BodyAct.SeePrivate);

    private async Task<BodySettings?> SettingsOf(Group group)
    {
        if (group.Listed.Body is not { } body)
        {
            return null;
        }

        var settings = await GrainFactory.GetGrain<IOrganizationGrain>(body.Value).Settings();

        // A picture's address needs the body that has it.
        var values = settings.From(BodySetting.Logo) is { } from ? settings.Values with { Logo = $"{from}/{settings.Values.Logo}" } : settings.Values;
        return BodySettingsRules.Same(values, BodySettings.None) ? null : values;
    }
}
