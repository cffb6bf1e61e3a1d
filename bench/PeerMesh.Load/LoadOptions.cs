using System.Globalization;

namespace PeerMesh.Load;

/// <summary>What to do to whom.</summary>
internal sealed record LoadOptions
{
    public const string Help =
        """
        Drives the API of a running PeerMesh as so many people would, and says what it took.

          --url URL           the gateway (http://127.0.0.1:5080)
          --mail-port N       where this program takes mail; the gateway's Mail:Host and Mail:Port lead here (2525)
          --sessions N        live sessions (100)
          --people N          people in each, all with an open event stream (10)
          --seconds N         how long to measure (60)
          --warm-up N         how long before that (15)
          --think SECONDS     closed loop: everybody waits for the answer, thinks about this long, and goes on (10)
          --rate N            open loop instead: so many commands a second in all, sent when they are due whatever became of the others
          --server NAME=PID   a process whose processor time and memory count; again for each
          --apart NAME=PID    one that is measured and told apart, such as a database
          --json FILE         the results for programs

        The gateway needs PeerMesh:Limits:SignInPerMinute high enough for all to sign in from one address.
        """;

    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    public int MailPort { get; init; } = 2525;

    public int Sessions { get; init; } = 100;

    public int People { get; init; } = 10;

    public TimeSpan Seconds { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan Think { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Commands a second in all; null for the closed loop.</summary>
    public double? Rate { get; init; }

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
                "--url" => options with { Url = new Uri(value) },
                "--mail-port" => options with { MailPort = Number(name, value) },
                "--sessions" => options with { Sessions = Number(name, value) },
                "--people" => options with { People = Number(name, value) },
                "--seconds" => options with { Seconds = TimeSpan.FromSeconds(Number(name, value)) },
                "--warm-up" => options with { WarmUp = TimeSpan.FromSeconds(Number(name, value)) },
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
