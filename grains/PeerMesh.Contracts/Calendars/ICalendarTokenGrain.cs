using PeerMesh.Domain.Common;

namespace PeerMesh.Contracts.Calendars;

/// <summary>The way from a calendar address that nobody can guess to whose it is. The key is a hash of the token; the token itself is kept nowhere here.</summary>
[GrainInterfaceType("pm.calendar-token"), Alias("pm.calendar-token")]
public interface ICalendarTokenGrain : IGrainWithStringKey
{
    [Alias("Bind")]
    Task Bind(MemberId member);

    /// <summary>Whose it is; null once it was revoked.</summary>
    [Alias("Find")]
    Task<MemberId?> Find();

    [Alias("Revoke")]
    Task Revoke();
}

/// <summary>A member's calendar address: one at a time. The key is the member id.</summary>
[GrainInterfaceType("pm.member-calendar"), Alias("pm.member-calendar")]
public interface IMemberCalendarGrain : IGrainWithStringKey
{
    /// <summary>A new token; the one before is revoked.</summary>
    [Alias("Make")]
    Task<string> Make();

    /// <summary>Whether there is one, and since when.</summary>
    [Alias("Since")]
    Task<DateTimeOffset?> Since();

    [Alias("Revoke")]
    Task Revoke();
}
