using System.Globalization;
using System.Text;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Standalone.Rehearsal;

/// <summary>A meeting's minutes as plain lines for a terminal.</summary>
internal static class MinutesReport
{
    public static string Of(PhaseSeen seen, Phase phase)
    {
        var line = $"  {phase.Name,-22} {ModeName(phase.Mode),-17} planned {phase.Minutes,3} min, used {Clock(seen.EndedAt - seen.StartedAt),7}";
        return (seen, phase.Mode) switch
        {
            ({ Round: { } round }, _) => $"{line}, {round.Seats} in the round: {round.Spoke} spoke, {round.Passed} passed",
            (_, FloorMode.Queue or FloorMode.Popcorn) => $"{line}, shares: {seen.Shares}",
            _ => line,
        };
    }

    public static string Of(MinutesView minutes, bool everyoneSpokeOrPassed)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Minutes of \"{minutes.Title}\"");
        if (minutes is { StartedAt: { } started, ClosedAt: { } closed })
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  opened {minutes.OpenedAt:HH:mm:ss}, started {started:HH:mm:ss}, closed {closed:HH:mm:ss} UTC");
        }

        text.AppendLine();
        text.AppendLine("  Part                    planned     used");
        foreach (var phase in minutes.Phases)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {phase.Name,-22} {phase.PlannedMinutes,4} min {Clock(TimeSpan.FromSeconds(phase.UsedSeconds)),8}");
        }

        text.AppendLine();
        text.AppendLine("  Person                  present   shares   floor time");
        foreach (var person in minutes.People)
        {
            var name = person.Role == RoomRole.Facilitator ? $"{person.Name} (leads)" : person.Name;
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name,-22} {person.PresentMinutes,4} min   {person.Shares,6}   {Clock(TimeSpan.FromSeconds(person.SpokenSeconds)),10}");
        }

        text.AppendLine();
        text.Append(CultureInfo.InvariantCulture, $"Everyone spoke or passed in every go-round: {(everyoneSpokeOrPassed ? "yes" : "no")}");
        return text.ToString();
    }

    private static string ModeName(FloorMode mode) => mode switch
    {
        FloorMode.FacilitatorOnly => "facilitator leads",
        FloorMode.GoRound => "go-round",
        FloorMode.Queue => "raised hands",
        FloorMode.Popcorn => "popcorn",
        FloorMode.Open => "open",
        FloorMode.Pairs => "pairs",
        FloorMode.Silence => "silence",
        _ => throw new NotSupportedException($"No name for {mode}."),
    };

    private static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");
}
