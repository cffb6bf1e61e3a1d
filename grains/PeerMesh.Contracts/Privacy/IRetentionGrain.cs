using Orleans.Concurrency;
using PeerMesh.Domain.Common;

namespace PeerMesh.Contracts.Privacy;

/// <summary>Sees to it that what a group's meetings know of people is let go when its time is over. The key is the group's id.</summary>
[GrainInterfaceType("pm.retention"), Alias("pm.retention")]
public interface IRetentionGrain : IGrainWithStringKey
{
    /// <summary>A meeting knows people from now on. For the grains of sessions and dates, before they store whom.</summary>
    /// <param name="endsAt">When it was over, or is to be.</param>
    [Alias("Keeps"), AlwaysInterleave]
    Task Keeps(SessionId session, DateTimeOffset endsAt);

    /// <summary>The group itself keeps who went. For the group's grain, before it stores the first.</summary>
    [Alias("Begin"), AlwaysInterleave]
    Task Begin();
}

/// <summary>A grain that knows people for the time its organisation says, and no longer: a session, a date, a group.</summary>
[GrainInterfaceType("pm.keeps-people"), Alias("pm.keeps-people")]
public interface IKeepsPeople : IGrainWithStringKey
{
    /// <summary>Lets go of whom it knows from before a moment. How many there were stays. Again changes nothing.</summary>
    /// <returns>Whether nobody is left to be let go of later.</returns>
    [Alias("LetGo")]
    Task<bool> LetGo(DateTimeOffset before);
}
