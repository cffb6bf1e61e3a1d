namespace PeerMesh.Grains.Common;

/// <summary>How long grains stay in memory that nobody calls.</summary>
public static class GrainAges
{
    /// <summary>
    /// Minutes, for what is one person's own. Each person who comes wakes several of these, is let in, and then sits in a meeting for an hour that needs none of them: there are ten times as many as of anything else.
    /// </summary>
    public const double OfPeople = 2;
}
