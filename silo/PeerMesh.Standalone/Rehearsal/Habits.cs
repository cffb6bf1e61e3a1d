namespace PeerMesh.Standalone.Rehearsal;

/// <summary>How one simulated person behaves. Chances are from 0 to 1.</summary>
/// <param name="Name">What they call themselves in the room.</param>
/// <param name="ArrivesAfter">How long after everyone is invited they come.</param>
/// <param name="Passes">Chance to pass when their turn comes.</param>
/// <param name="PutsOff">Chance to pass for now.</param>
/// <param name="TalkLeast">Least part of a fair share of the time they speak for.</param>
/// <param name="TalkMost">Most of it; above 1 they sometimes run over.</param>
/// <param name="TalkMax">They never speak longer than this.</param>
/// <param name="HandEvery">In a queue, about how long they wait before they raise a hand (again).</param>
/// <param name="DropsWhileSpeaking">Their connection breaks once, in the middle of a share, for this long; null: it does not.</param>
/// <param name="DropsWhileListening">Their connection breaks once while somebody else speaks, for this long.</param>
/// <param name="StepsOut">They take one break of this length.</param>
internal sealed record Habits(
    string Name,
    TimeSpan ArrivesAfter,
    double Passes,
    double PutsOff,
    double TalkLeast,
    double TalkMost,
    TimeSpan TalkMax,
    TimeSpan HandEvery,
    TimeSpan? DropsWhileSpeaking,
    TimeSpan? DropsWhileListening,
    TimeSpan? StepsOut)
{
    private static readonly string[] Names =
    [
        "Robin", "Sky", "River", "Juniper", "Wren", "Ash", "Sage", "Lark", "Cedar", "Maple",
        "Finch", "Clover", "Reed", "Aspen", "Heron", "Willow", "Brook", "Linden", "Fern", "Rowan",
        "Marsh", "Hazel", "Plover", "Birch", "Coral", "Dune", "Ember", "Flint", "Grove", "Harbor",
        "Iris", "Jay", "Kestrel", "Laurel", "Moss", "Otter", "Pine", "Quill", "Raven", "Sorrel",
    ];

    /// <summary>Whoever leads is there from the start and stays.</summary>
    public static readonly Habits Facilitator = new(
        "Sol", TimeSpan.Zero, Passes: 0, PutsOff: 0, TalkLeast: 0.2, TalkMost: 0.5, TalkMax: TimeSpan.FromMinutes(3),
        HandEvery: TimeSpan.FromMinutes(20), DropsWhileSpeaking: null, DropsWhileListening: null, StepsOut: null);

    /// <summary>People for a whole meeting: every fourth comes late, some pass, some drop, each in their own way.</summary>
    public static IReadOnlyList<Habits> ForMeeting(int people, Random chance) =>
        [.. Enumerable.Range(0, people).Select(index => new Habits(
            NameOf(index),
            ArrivesAfter: index % 4 == 3 ? Between(chance, 120, 900) : Between(chance, 0, 60),
            Passes: 0.12,
            PutsOff: 0.12,
            TalkLeast: 0.3,
            TalkMost: index % 5 == 1 ? 1.15 : 0.9,
            TalkMax: TimeSpan.FromMinutes(15),
            HandEvery: Between(chance, 60, 400),
            DropsWhileSpeaking: index % 6 == 2 ? Between(chance, 8, 20) : index % 6 == 5 ? Between(chance, 45, 90) : null,
            DropsWhileListening: index % 3 == 1 ? Between(chance, 10, 120) : null,
            StepsOut: index % 5 == 4 ? Between(chance, 60, 180) : null))];

    /// <summary>People to fill a room someone is looking at: they come within seconds and keep it short.</summary>
    public static IReadOnlyList<Habits> ForShow(int people, Random chance) =>
        [.. Enumerable.Range(0, people).Select(index => new Habits(
            NameOf(index),
            ArrivesAfter: index < people * 3 / 4 ? TimeSpan.FromSeconds(0.5 + (0.7 * index)) : Between(chance, 20, 60),
            Passes: 0.12,
            PutsOff: 0.1,
            TalkLeast: 0.1,
            TalkMost: 0.5,
            TalkMax: TimeSpan.FromSeconds(40),
            HandEvery: Between(chance, 5, 60),
            DropsWhileSpeaking: index % 8 == 5 ? Between(chance, 8, 15) : null,
            DropsWhileListening: index % 6 == 4 ? Between(chance, 10, 40) : null,
            StepsOut: index % 9 == 7 ? Between(chance, 30, 60) : null))];

    private static string NameOf(int index) =>
        index < Names.Length ? Names[index] : $"{Names[index % Names.Length]} {1 + (index / Names.Length)}";

    private static TimeSpan Between(Random chance, int least, int most) => TimeSpan.FromSeconds(chance.Next(least, most + 1));
}
