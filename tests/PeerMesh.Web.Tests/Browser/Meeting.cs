using System.Text.Json;

namespace PeerMesh.Web.Tests.Browser;

/// <summary>A group of the test's own with a short agenda, and sessions of it.</summary>
internal static class Meeting
{
    /// <summary>Shares in "Talk" are short, so that a test sees both signals without waiting for minutes.</summary>
    public const int TalkSeconds = 20;

    private static readonly object[] Agenda =
    [
        new { name = "Welcome", minutes = 5, mode = "facilitatorOnly", words = "Good to see everyone." },
        new { name = "Check-in", minutes = 10, mode = "goRound", shareSeconds = 120 },
        new { name = "Talk", minutes = 20, mode = "queue", shareSeconds = TalkSeconds },
        new { name = "Kind words", minutes = 5, mode = "popcorn", shareSeconds = 60 },
    ];

    private static readonly string[] Guidelines = ["What is said here stays here.", "You may pass at any turn."];

    /// <summary>Founds a group led by this guest, who has to be signed in.</summary>
    public static async Task<string> Found(Guest facilitator, string name, bool lobby)
    {
        var made = await facilitator.Call("POST", "/v1/groups", new
        {
            name,
            about = "A group of a test.",
            form = "dbsa",
            agenda = Agenda,
            guidelines = Guidelines,
            rules = new { lobby },
        });
        return made.GetProperty("id").GetString()!;
    }

    /// <summary>Opens a session and answers the path of its room.</summary>
    public static async Task<string> Open(Guest facilitator, string group)
    {
        JsonElement made = await facilitator.Call("POST", $"/v1/groups/{group}/sessions", new { });
        return $"/room/{made.GetProperty("id").GetString()}";
    }
}
