namespace PeerMesh.SystemTests.Sessions;

/// <summary>Picks from what a process printed what it was not content with.</summary>
internal static class Complaints
{
    private const int LinesMax = 40;

    private static readonly string[] Levels = ["warn:", "fail:", "crit:"];

    /// <param name="output">As the console formatter writes it: the level and category, then indented lines.</param>
    public static string Of(string name, string output)
    {
        var lines = new Queue<string>();
        var inside = false;
        foreach (var line in output.Split('\n'))
        {
            inside = Array.Exists(Levels, level => line.Contains(level, StringComparison.Ordinal)) || (inside && line.StartsWith(' '));
            if (inside)
            {
                lines.Enqueue(line);
                if (lines.Count > LinesMax)
                {
                    lines.Dequeue();
                }
            }
        }

        return lines.Count == 0 ? "" : $"\n{name}:\n{string.Join('\n', lines)}";
    }
}
