using System.Globalization;

namespace PeerMesh.Load.Rooms;

/// <summary>socket.io 4 over Engine.IO 4.</summary>
internal sealed class SocketIoTalk : ISocketTalk
{
    public string Path => "/socket.io/?EIO=4&transport=websocket";

    /// <summary>It says first who it is; then the default namespace is entered.</summary>
    public IReadOnlyList<string> Greeting { get; } = ["", "40"];

    public ReadOnlyMemory<byte> Answer { get; } = "\"done\":\""u8.ToArray();

    public ReadOnlyMemory<byte> Event { get; } = "\"commandId\":\""u8.ToArray();

    public string Join(int room) => string.Create(CultureInfo.InvariantCulture, $"420[\"join\",\"{room}\"]");

    public string Command(string type, long id, string who) =>
        string.Create(CultureInfo.InvariantCulture, $"42{id}[\"command\",{{\"type\":\"{type}\",\"commandId\":\"{id}\",\"who\":\"{who}\"}}]");

    /// <summary>A ping wants a pong.</summary>
    public string? Reply(ReadOnlySpan<byte> message) => message is [(byte)'2'] ? "3" : null;
}

/// <summary>SignalR's JSON protocol.</summary>
internal sealed class SignalRTalk : ISocketTalk
{
    private const char End = '\u001e';

    public string Path => "/room";

    public IReadOnlyList<string> Greeting { get; } = [$$"""{"protocol":"json","version":1}{{End}}"""];

    public ReadOnlyMemory<byte> Answer { get; } = "\"invocationId\":\""u8.ToArray();

    public ReadOnlyMemory<byte> Event { get; } = "\"commandId\":\""u8.ToArray();

    public string Join(int room) => Invoke(0, "Join", string.Create(CultureInfo.InvariantCulture, $"\"{room}\""));

    public string Command(string type, long id, string who) =>
        Invoke(id, "Command", string.Create(CultureInfo.InvariantCulture, $$"""{"type":"{{type}}","commandId":"{{id}}","who":"{{who}}"}"""));

    public string? Reply(ReadOnlySpan<byte> message) => null;

    private static string Invoke(long id, string target, string argument) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"type":1,"invocationId":"{{id}}","target":"{{target}}","arguments":[{{argument}}]}{{End}}""");
}
