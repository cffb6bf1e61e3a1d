using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>Agendas and house rules that examples start from.</summary>
internal static class Habits
{
    public const int GuidelinesVersion = 3;

    /// <summary>No lobby, two-minute shares, nobody is cut off: what is not under test stays out of the way.</summary>
    public static readonly HouseRules Plain = new(ShareSeconds: 120, Lobby: false);

    public static Phase Reading(int minutes = 10) => new("Reading", minutes, FloorMode.FacilitatorOnly);

    public static Phase GoRound(int minutes = 30, RoundOrder order = RoundOrder.Joined, bool facilitatorLast = false) =>
        new("Check-in", minutes, FloorMode.GoRound, Order: order, FacilitatorLast: facilitatorLast);

    public static Phase Queue(int minutes = 60) => new("Discussion", minutes, FloorMode.Queue);

    public static Phase Popcorn(int minutes = 30) => new("Popcorn", minutes, FloorMode.Popcorn);

    public static Phase Open(int minutes = 30) => new("Working time", minutes, FloorMode.Open);

    public static SessionPlan Plan(HouseRules rules, params Phase[] agenda)
    {
        var group = new GroupId("harbour");
        return new SessionPlan(
            SessionId.Of(group, "2026-03-05T1900"),
            group,
            "Harbour circle",
            "Thursday evening",
            "peermesh-circle",
            agenda.Length == 0 ? [Queue()] : agenda.ToImmutableList(),
            new Guidelines(GuidelinesVersion, ["One person speaks at a time."]),
            rules);
    }
}
