using System.Text.Json;
using PeerMesh.SystemTests.Sessions;

namespace PeerMesh.SystemTests.History;

/// <summary>Keeps what the clients of a room recorded, for whoever wants to know later how a run went.</summary>
/// <remarks>One line of JSON per fact, under <c>artifacts/test-results/histories</c>. These clients are made up, and so are their names.</remarks>
internal static class HistoryFile
{
    private static readonly string Folder = Path.Combine(RepositoryArtifacts(), "test-results", "histories");

    /// <returns>The file.</returns>
    public static string Keep(string name, LiveRoom room, IReadOnlyDictionary<string, object?> about)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, $"{name}.jsonl");
        using var file = new StreamWriter(path);
        Write(file, new { about });
        foreach (var answered in room.Answers.OrderBy(answered => answered.SentAt))
        {
            Write(file, new { answer = new { answered.Client, answered.CommandId, answered.SentAt, answered.HeardAt, answered.Answer.Version, answered.Answer.Code, answered.Answer.Status } });
        }

        foreach (var recording in room.Recordings)
        {
            foreach (var (message, _) in recording.Seen)
            {
                Write(file, new { told = new { recording.Client, message.Version, message.Kind, message.At, message.CommandId, Event = (object?)message.Event } });
            }
        }

        return path;
    }

    private static void Write(StreamWriter file, object line) => file.WriteLine(JsonSerializer.Serialize(line));

    // The test's own folder is artifacts/bin/PROJECT/CONFIGURATION.
    private static string RepositoryArtifacts() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName;
}
