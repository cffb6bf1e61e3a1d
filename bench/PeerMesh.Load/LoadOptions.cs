using System.Globalization;

namespace PeerMesh.Load;

/// <summary>What to do to whom.</summary>
internal sealed record LoadOptions
{
    public const string Help =
        """
        Drives the API of a running PeerMesh, or of something to compare it with, as so many people would, and says what it took.

          --kind KIND         peermesh, kestrel, signalr, socketio or ejabberd (peermesh)
          --name NAME         what to call it in tables (as the kind)
          --url URL           the gateway (http://127.0.0.1:5080)
          --mail-port N       where this program takes mail; the gateway's Mail:Host and Mail:Port lead here (2525)
          --sessions N        live sessions (100)
          --people N          people in each, all with an open event stream (10)
          --runs N            stretches to measure, one after the other; the median of each figure counts (1)
          --seconds N         how long each is (60)
          --rest N            seconds that everything is left alone before memory is looked at, so that it is the sessions' own and not what it took to make them (0)
          --warm-up N         how long before the first (15)
                              without one of the next two, a closed loop: each session has one command under way, and after its answer the next
          --think SECONDS     everybody waits for their answer, thinks about this long, and goes on
          --rate N            open loop: so many commands a second in all, sent when they are due whatever became of the others
          --event-bytes N     ejabberd: how long a message is, since it has no rule that would make one (400)
          --server NAME=PID   a process whose processor time and memory count; again for each
          --apart NAME=PID    one that is measured and told apart, such as a database
          --json FILE         the results for programs

        table FILE…           one table of the results of several runs, each beside the first

        The gateway needs PeerMesh:Limits:SignInPerMinute high enough for all to sign in from one address.
        """;

    public string Kind { get; init; } = "peermesh";

    public string? Name { get; init; }

    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    public int MailPort { get; init; } = 2525;

    public int Sessions { get; init; } = 100;

    public int People { get; init; } = 10;

    public TimeSpan Seconds { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long everything is left alone before memory is looked at; nothing where it is looked at right away.</summary>
    public TimeSpan Rest { get; init; }

    /// <summary>Stretches to measure.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Everybody's pause between an answer and the next command; null where sessions never pause.</summary>
    public TimeSpan? Think { get; init; }

    /// <summary>Commands a second in all; null for a closed loop.</summary>
    public double? Rate { get; init; }

    public int EventBytes { get; init; } = 400;

    /// <summary>The loop in words.</summary>
    public string Loop => Rate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"open loop at {rate} commands/s")
        : Think is { } think ? string.Create(CultureInfo.InvariantCulture, $"closed loop, thinking {think.TotalSeconds} s")
        : "closed loop, one command under way in each session";

    public IReadOnlyList<ServerProcess> Servers { get; init; } = [];

    public IReadOnlyList<ServerProcess> Apart { get; init; } = [];

    public string? Json { get; init; }

    /// <exception cref="FormatException">An argument makes no sense.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new LoadOptions();
        for (var at = 0; at < arguments.Count; at += 2)
        {
            var (name, value) = (arguments[at], at + 1 < arguments.Count ? arguments[at + 1] : throw new FormatException($"{arguments[at]} needs a value."));
            options = name switch
            {
                "--kind" => options with { Kind = value },
                "--name" => options with { Name = value },
                "--runs" => options with { Runs = Number(name, value) },
                "--event-bytes" => options with { EventBytes = Number(name, value) },
                "--url" => options with { Url = new Uri(value) },
                "--mail-port" => options with { MailPort = Number(name, value) },
                "--sessions" => options with { Sessions = Number(name, value) },
                "--people" => options with { People = Number(name, value) },
                "--seconds" => options with { Seconds = TimeSpan.FromSeconds(Number(name, value)) },
                "--warm-up" => options with { WarmUp = TimeSpan.FromSeconds(Number(name, value)) },
                "--rest" => options with { Rest = TimeSpan.FromSeconds(Number(name, value)) },
                "--think" => options with { Think = TimeSpan.FromSeconds(Real(name, value)) },
                "--rate" => options with { Rate = Real(name, value) },
                "--server" => options with { Servers = [.. options.Servers, Process(name, value)] },
                "--apart" => options with { Apart = [.. options.Apart, Process(name, value)] },
                "--json" => options with { Json = value },
                _ => throw new FormatException($"There is no option {name}."),
            };
        }

        return options.People < 2 ? throw new FormatException("--people: one speaks and another raises a hand, so at least 2.") : options;
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new FormatException($"{name} takes a number above 0.");

    private static double Real(string name, string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new FormatException($"{name} takes a number above 0.");

    private static ServerProcess Process(string name, string value) =>
        value.Split('=') is [var called, var id] && int.TryParse(id, out var pid) ? new ServerProcess(called, pid) : throw new FormatException($"{name} takes NAME=PID.");
}
