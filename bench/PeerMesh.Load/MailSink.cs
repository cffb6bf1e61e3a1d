using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace PeerMesh.Load;

/// <summary>A mail server on this machine that keeps sign-in codes for whoever waits for one: people under load sign in the way everybody does.</summary>
internal sealed partial class MailSink : IDisposable
{
    private readonly TcpListener _listener;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _codes = new(StringComparer.OrdinalIgnoreCase);

    public MailSink(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(backlog: 512);
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The code mailed to an address, once.</summary>
    public async Task<string> CodeFor(string address, CancellationToken cancellationToken)
    {
        var code = await Slot(address).Task.WaitAsync(cancellationToken);
        _codes.TryRemove(address, out _);
        return code;
    }

    public void Dispose() => _listener.Dispose();

    private TaskCompletionSource<string> Slot(string address) =>
        _codes.GetOrAdd(address, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Talk(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The run is over.
        }
    }

    private async Task Talk(TcpClient connection)
    {
        using var client = connection;
        try
        {
            client.NoDelay = true;
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 here");
            var to = "";
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase))
                {
                    to = line[8..].Split(' ')[0].Trim('<', '>');
                }

                if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } part && part != ".")
                    {
                        text.AppendLine(part);
                    }

                    if (Code().Match(text.ToString()) is { Success: true } found)
                    {
                        Slot(to).TrySetResult(found.Value);
                    }
                }

                await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
                if (line == "QUIT")
                {
                    return;
                }
            }
        }
        catch (IOException)
        {
            // The sender went in the middle and sends again.
        }
    }

    [GeneratedRegex(@"(?<=code is )\d{6}")]
    private static partial Regex Code();
}
