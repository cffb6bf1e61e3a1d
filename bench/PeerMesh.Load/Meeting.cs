using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace PeerMesh.Load;

/// <summary>
/// One live session: the first person speaks, all the others raise and lower their hands. Each of these is one command, one stored
/// version, and one message to everybody.
/// </summary>
internal sealed class Meeting(IReadOnlyList<Person> people, HttpClient streams, Measured measured)
{
    private readonly ConcurrentDictionary<string, Sent> _sent = new();
    private readonly bool[] _up = new bool[people.Count];
    private readonly int[] _busy = new int[people.Count];
    private string _path = "";
    private int _commands;

    public int People => people.Count;

    public async Task Begin(int number, CancellationToken stop)
    {
        var leader = people[0];
        var group = (string)(await leader.Post(
            "/v1/groups",
            new
            {
                name = string.Create(CultureInfo.InvariantCulture, $"Load {number}"),
                about = "Made by the load generator.",
                form = "dbsa",
                agenda = new[] { new { name = "Sharing", minutes = 120, mode = "queue" } },
                rules = new { lobby = false },
            },
            stop))["id"]!;
        var session = (string)(await leader.Post($"/v1/groups/{group}/sessions", new { }, stop))["id"]!;
        _path = $"/v1/sessions/{session}";
        foreach (var person in people)
        {
            await person.Post($"{_path}/commands", new { type = "enter", name = person.Name, guidelinesVersion = 1, commandId = NextId() }, stop);
        }
    }

    /// <summary>Opens everybody's stream, then begins and gives the first person the floor.</summary>
    public async Task Start(CancellationToken stop)
    {
        await Task.WhenAll(people.Select(person => Follow(person, stop)));
        await people[0].Post($"{_path}/commands", new { type = "start", commandId = NextId() }, stop);
        await people[0].Post($"{_path}/commands", new { type = "raiseHand", commandId = NextId() }, stop);
    }

    /// <summary>Somebody but the speaker raises or lowers their hand. False where they still wait for the last answer.</summary>
    /// <param name="who">Index of the person, from 1.</param>
    /// <param name="due">When it was to be sent: an answer's time counts from then, also where this program is late itself.</param>
    public async Task<bool> Act(int who, long due, CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _busy[who], 1) == 1)
        {
            return false;
        }

        var (type, id) = (_up[who] ? "lowerHand" : "raiseHand", NextId());
        _sent[id] = new Sent(due);
        try
        {
            using var answer = await people[who].Send(HttpMethod.Post, $"{_path}/commands", new { type, commandId = id }, stop);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                _up[who] = !_up[who];
                measured.Answered(accepted: true, Stopwatch.GetElapsedTime(due));
            }
            else
            {
                _sent.TryRemove(id, out _);
                measured.Answered(accepted: false, Stopwatch.GetElapsedTime(due));
                measured.Failed($"{(int)answer.StatusCode}");
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            _sent.TryRemove(id, out _);
            measured.Failed(e.GetType().Name);
        }
        catch (Exception)
        {
            // The run was over before the answer came.
        }
        finally
        {
            Volatile.Write(ref _busy[who], 0);
        }

        return true;
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"l{Interlocked.Increment(ref _commands)}");

    // Returns when the first event has come; goes on reading.
    private async Task Follow(Person person, CancellationToken stop)
    {
        var answer = await person.Send(HttpMethod.Get, $"{_path}/events", body: null, stop, streams);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode} instead of an event stream: {await answer.Content.ReadAsStringAsync(stop)}");
        }

        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Read(answer, first, stop);
        await first.Task.WaitAsync(stop);
    }

    private async Task Read(HttpResponseMessage answer, TaskCompletionSource first, CancellationToken stop)
    {
        using (answer)
        {
            try
            {
                using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 2048);
                while (await reader.ReadLineAsync(stop) is { } line)
                {
                    if (line.StartsWith("data:", StringComparison.Ordinal))
                    {
                        first.TrySetResult();
                        measured.Delivered();
                        Receive(line);
                    }
                }

                measured.Failed("stream ended");
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                measured.Failed($"stream: {e.GetType().Name}");
                first.TrySetException(e);
            }
            catch (OperationCanceledException)
            {
                first.TrySetCanceled(CancellationToken.None);
            }
        }
    }

    private void Receive(string line)
    {
        const string member = "\"commandId\":\"";
        var at = line.IndexOf(member, StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }

        var start = at + member.Length;
        var id = line[start..line.IndexOf('"', start)];
        if (_sent.TryGetValue(id, out var sent))
        {
            var received = sent.Receive();
            if (received == (people.Count + 1) / 2 && measured.IsOn)
            {
                measured.ToMedian.Add(Stopwatch.GetElapsedTime(sent.At));
            }

            if (received == people.Count)
            {
                _sent.TryRemove(id, out _);
                if (measured.IsOn)
                {
                    measured.ToLast.Add(Stopwatch.GetElapsedTime(sent.At));
                }
            }
        }
    }

    private sealed class Sent(long at)
    {
        private int _received;

        public long At => at;

        public int Receive() => Interlocked.Increment(ref _received);
    }
}
