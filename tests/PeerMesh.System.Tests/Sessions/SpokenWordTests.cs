using System.Text;
using PeerMesh.Domain.Sessions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Sessions;

/// <summary>What is said in a session is in no file of the server: not while it lasts, not after a kill, not after the end.</summary>
public sealed class SpokenWordTests
{
    private const string Canary = "kanarienvogel";

    [Fact]
    public async Task Nothing_that_was_said_is_ever_in_a_file()
    {
        using var folder = new TemporaryFolder();
        await using var first = await StandaloneProcess.Start(folder.Path);
        using var room = await LiveRoom.Open(first, 3);
        var (lead, ana, ben) = (room.Facilitator, room.Members[0], room.Members[1]);

        await Do(ana, new Say($"{Canary} 1") { CommandId = Id(ana) });
        await Do(ana, new Say($"{Canary} 2", ChatTo.Facilitators) { CommandId = Id(ana) });
        await Do(lead, new HideMessage(1, $"{Canary} 3") { CommandId = Id(lead) });
        await Do(lead, new KeepNotes($"{Canary} 4") { CommandId = Id(lead) });
        await Do(ben, new AskForResource($"{Canary} 5") { CommandId = Id(ben) });
        await Do(ben, new CallForHelp($"{Canary} 6") { CommandId = Id(ben) });
        await Do(lead, new StartCircles { CommandId = Id(lead) });
        await Do(ana, new Say($"{Canary} 7", ChatTo.Circle) { CommandId = Id(ana) });
        var last = await Do(lead, new EndCircles { CommandId = Id(lead) });
        await room.EveryoneSees(last);

        // It was said and heard.
        Assert.Contains(ana.Follower.View!.Mine!.Messages, message => message.Text == $"{Canary} 2");
        Assert.Equal($"{Canary} 4", lead.Follower.View!.Mine!.Notes);
        Assert.Equal($"{Canary} 6", ben.Follower.View!.Mine!.Call!.Note);
        Assert.Empty(FilesWith(folder.Path, Canary));
        Assert.NotEmpty(FilesWith(folder.Path, "Evening group"));

        await first.Kill();
        Assert.Empty(FilesWith(folder.Path, Canary));
        await room.Restart(folder.Path);
        await using var second = room.Server;
        await Do(ana, new Say($"{Canary} 8") { CommandId = Id(ana) });
        await Do(lead, new Close { CommandId = Id(lead) });
        Assert.Empty(FilesWith(folder.Path, Canary));
        await second.Stop();
        Assert.Empty(FilesWith(folder.Path, Canary));

        async Task<long> Do(RoomClient client, SessionCommand command)
        {
            var answer = await room.Send(client, command);
            Assert.True(answer.Done, answer.Code);
            return answer.Version!.Value;
        }
    }

    private static string Id(RoomClient client) => client.Client.NextCommandId();

    // Whole files, byte by byte: free pages and the write-ahead log are part of them. The lock's file is the running server's alone, and empty.
    private static List<string> FilesWith(string folder, string text)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "peermesh.lock" && forms.Any(form => Read(file).AsSpan().IndexOf(form) >= 0))];
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
