using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Grains.Privacy;

/// <summary>What is known of where a person's data may be.</summary>
/// <param name="Groups">Groups that know or knew them.</param>
/// <param name="Sessions">Sessions they were in or have registered for.</param>
/// <param name="EmailKeys">Keys of the addresses they sign in with; the addresses are known nowhere.</param>
/// <param name="Bodies">All bodies: they are few, and say themselves whether they name somebody.</param>
/// <param name="Applications">Those that the person made or took a step of.</param>
internal sealed record PersonPlaces(
    MemberId Member,
    ImmutableList<GroupId> Groups,
    ImmutableList<SessionId> Sessions,
    ImmutableList<string> EmailKeys,
    ImmutableList<BodyId> Bodies,
    ImmutableList<string> Applications);

/// <param name="Name">What the export calls it. For good: how far an erasure is, is stored by it.</param>
/// <param name="GrainType">The kind of grain that holds it, as its <c>[GrainType]</c> says; it implements <c>IHoldsPerson</c>.</param>
/// <param name="Keys">Which of them.</param>
internal sealed record PersonHolding(string Name, string GrainType, Func<PersonPlaces, IEnumerable<string>> Keys);

/// <summary>The one list of what holds data about people. Whoever adds such a place adds a line here: export and erasure go by it, and a test compares it with what implements <c>IHoldsPerson</c>.</summary>
internal static class PersonHoldings
{
    /// <summary>In the order in which they are taken away: what tells others comes before what it is told of.</summary>
    public static readonly ImmutableList<PersonHolding> All =
    [
        new("groups", "group", places => places.Groups.Select(group => group.Value)),
        new("registrations", "registration", places => places.Sessions.Select(session => session.Value)),
        new("sessions", "session", places => places.Sessions.Select(session => session.Value)),
        new("proposals", "listing-requests", places => places.Groups.Select(group => group.Value)),
        new("applications", "affiliation", places => places.Applications),
        new("applicationList", "applications", places => ["of/" + places.Member.Value]),
        new("organisations", "organization", places => places.Bodies.Select(body => body.Value)),
        new("dates", "member-dates", places => [places.Member.Value]),
        new("calendar", "member-calendar", places => [places.Member.Value]),
        new("notices", "notices", places => [places.Member.Value]),
        new("account", "member", places => [places.Member.Value]),
        new("signIn", "email", places => places.EmailKeys),
    ];
}
