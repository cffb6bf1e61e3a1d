using Orleans.Configuration;

namespace PeerMesh.Silo.Hosting;

/// <summary>How soon silos notice that one of them is gone.</summary>
/// <remarks>
/// Measured on three silos: with Orleans' own settings the sessions of a host that vanishes are silent for more than a minute, with
/// these for some twenty seconds, and for under ten where only the process died. Shorter ones would take a busy silo for a dead one.
/// </remarks>
internal static class ClusterHealth
{
    public static void Configure(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(2);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(4);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;

        // A silo that starts after all were killed waits until the dead ones' last sign of life is three of these old.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);

        // Rows of silos long gone say nothing to anybody.
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }
}
