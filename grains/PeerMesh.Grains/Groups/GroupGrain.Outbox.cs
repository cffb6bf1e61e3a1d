using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Directory;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Groups;

/// <summary>What others have to hear of a change: stored with the change, told after it, and told again until it was heard.</summary>
internal sealed partial class GroupGrain
{
    /// <summary>Members told in one turn: a renamed group of hundreds must not keep its callers waiting.</summary>
    private const int MembersPerTurn = 20;

    /// <summary>Long enough not to press a database that is just coming back.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private IGrainTimer? _retry;

    private bool HasNews => HasNewsForPeople || HasNewsForDirectory;

    private bool HasNewsForPeople =>
        Record.Group is { } group
        && (Record.ListedVersion < group.Version || DatesAreBehind
            || !Record.Untold.IsEmpty || !Record.Notices.IsEmpty || !Record.Changes.IsEmpty || !Record.News.IsEmpty || group.Sessions.Exists(session => !session.IsOpen));

    private bool HasNewsForDirectory => Record.Group is { } group && Record.PublishedVersion < group.Version;

    private async Task Tell()
    {
        try
        {
            await TellWaiting();
        }
        finally
        {
            instruments.Outbox.Report(GrainContext.GrainId, OutboxAges.Group, HasNewsForPeople);
            instruments.Outbox.Report(GrainContext.GrainId, OutboxAges.Directory, HasNewsForDirectory);
        }
    }

    private async Task TellWaiting()
    {
        if (!HasNews)
        {
            return;
        }

        try
        {
            await TellListAndMembers();
            await AddressNews();
            await TellNotices();
            await TellHistory();
            await TellDates();
            foreach (var session in Record.Group!.Sessions.Where(session => !session.IsOpen))
            {
                await OpenDoor(session);
            }

            await Publish();
        }
        catch (Exception) when (stop.IsUnderWay)
        {
            return;
        }
        catch (Exception failure)
        {
            // The change itself is stored and its caller is to hear so; what is missing follows.
            LogNotTold(failure, GrainContext.GrainId);
            TellSoon(RetryAfter);
            return;
        }

        if (HasNews)
        {
            TellSoon(TimeSpan.Zero);
        }
    }

    private async Task OpenDoor(GroupSession session)
    {
        await GrainFactory.GetGrain<ISessionGrain>(session.Id.Value).Open(session.Plan!);
        await Save(Record with { Group = GroupRules.SessionOpened(Record.Group!, session.Id) });
    }

    private async Task TellListAndMembers()
    {
        var group = Record.Group!;
        // The list is a small network's own groups; what was imported is found in the directory.
        if (Record.ListedVersion < group.Version
            && group.Listed.Origin is null
            && await GrainFactory.GetGrain<IGroupListGrain>(IGroupListGrain.Key).Put(GroupLens.Card(group)) is { } refusal)
        {
            LogNotListed(GrainContext.GrainId, refusal.Code);
        }

        var batch = Record.Untold.Take(MembersPerTurn).ToList();
        await Task.WhenAll(batch.Select(member => TellMember(group, member)));
        await Save(Record with { ListedVersion = group.Version, Untold = Record.Untold.RemoveRange(batch) });
    }

    private async Task Publish()
    {
        var group = Record.Group!;
        if (Record.PublishedVersion >= group.Version)
        {
            return;
        }

        var shard = GrainFactory.DirectoryShardOf(group.Id);
        if (group.Listed.Visibility == Visibility.Public)
        {
            // Of a group founded before this was kept, the address is as good as stored: it follows from the name it has now.
            await shard.Put([GroupLens.Entry(group, Record with { Slug = SlugOf(group) })]);
        }
        else
        {
            await shard.Remove(group.Id, group.Version);
        }

        await Save(Record with { PublishedVersion = group.Version, Slug = SlugOf(group) });
    }

    // Tells how things are now, not what happened: told twice or late, it is still right.
    private async Task TellMember(Group group, MemberId member)
    {
        // First: once they are told, the way back to this group must be known.
        await GrainFactory.GetGrain<IPersonGrain>(member.Value).KnownTo(group.Id);
        var grain = GrainFactory.GetGrain<IMemberGrain>(member.Value);
        await grain.RosterChanged(group.Id, group.Profile.Name, group.RoleOf(member));
        await grain.TieChanged(group.Id, group.Profile.Name, IsTied(member));
    }

    private void TellSoon(TimeSpan wait)
    {
        this.SetAlarm(ref _retry, Tell, wait);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} could not tell everyone of a change yet and will try again.")]
    private partial void LogNotTold(Exception failure, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} is not on the network's list: {RefusalCode}")]
    private partial void LogNotListed(GrainId grainId, string refusalCode);
}
