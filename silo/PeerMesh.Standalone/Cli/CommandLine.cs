using System.Collections.Immutable;
using System.Globalization;

namespace PeerMesh.Standalone.Cli;

internal enum Verb
{
    Run,
    Rehearse,
    Import,
    Audit,
    Help,
}

/// <summary>How to import.</summary>
/// <param name="Undo">The import to undo.</param>
internal sealed record ImportLine(
    bool DryRun = false,
    bool KeepsGone = false,
    string? Source = null,
    string? Zone = null,
    string? Body = null,
    string? Administrator = null,
    string? Undo = null);

/// <summary>What the command line asks for.</summary>
/// <param name="Form">For <see cref="Verb.Rehearse"/>: id or name of the meeting form.</param>
/// <param name="Speed">For <see cref="Verb.Rehearse"/>: how many seconds of the meeting pass in one of ours.</param>
/// <param name="People">For <see cref="Verb.Rehearse"/>: how many simulated people come.</param>
/// <param name="Seed">For <see cref="Verb.Rehearse"/>: the same seed gives people the same habits.</param>
/// <param name="File">For <see cref="Verb.Import"/>: the file, or its address.</param>
/// <param name="Import">For <see cref="Verb.Import"/>: how.</param>
/// <param name="Settings">Settings as the configuration reads them: <c>--Name=value</c>.</param>
internal sealed record CommandLine(
    Verb Verb,
    string Form,
    int Speed,
    int People,
    int Seed,
    ImmutableArray<string> Settings,
    string File = "",
    ImportLine? Import = null)
{
    public const int SpeedMax = 600;
    public const int PeopleMin = 3;
    public const int PeopleMax = 40;

    public const string Help =
        """
        PeerMesh runs live peer-support meetings. One process, one data folder.

          run                     serve PeerMesh (this is what happens without a verb)
            --urls URL            where to listen (http://localhost:5080)
            --no-demo             without the demo network; mail has to be configured then
            --Name:Of:Setting V   any setting of docs/operating.md; environment variables do the same

          rehearse "FORM"         run a whole meeting of a form with simulated people, print its minutes and end
            --speed N             seconds of the meeting in one second, 1 to 600 (60)
            --people N            how many people come, 3 to 40 (12)
            --seed N              people's habits; the same number gives the same people

          import FILE             import listings (BMLT, Meeting Guide JSON, CSV) from a file or an address, and end
            --dry-run             only say what would change
            --source NAME         what to call the source (after the file)
            --zone ZONE           for listings that do not say theirs, as in America/New_York
            --body ID             the organisation they belong to, where the source names none
            --admin EMAIL         who administers organisations that the import makes
            --keep-gone           leave listings alone that the source no longer has
          import --undo BATCH     give back what an import changed

          audit verify            check that the record of what those who lead did is as it was written, and end

          --help                  this text
        """;

    private static readonly CommandLine Default = new(Verb.Run, "", Speed: 60, People: 12, Seed: 1, Settings: []);

    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var parsed = Default;
        var words = new List<string>();
        for (var at = 0; at < args.Count; at++)
        {
            if (args[at] is "--help" or "-h" or "-?")
            {
                return Default with { Verb = Verb.Help };
            }

            if (!args[at].StartsWith('-'))
            {
                words.Add(args[at]);
                continue;
            }

            if (args[at] == "--no-demo")
            {
                parsed = parsed with { Settings = parsed.Settings.Add("--PeerMesh:Demo=false") };
                continue;
            }

            if (args[at] is "--dry-run" or "--keep-gone")
            {
                var line = parsed.Import ?? new ImportLine();
                parsed = parsed with { Import = args[at] == "--dry-run" ? line with { DryRun = true } : line with { KeepsGone = true } };
                continue;
            }

            var (name, value) = args[at].Split('=', 2) is [var before, var after] ? (before, after) : (args[at], null);
            if (!Takes(name))
            {
                throw new UsageProblem($"There is no option {name}. --help lists what there is.", UsageProblem.BadArgument);
            }

            value ??= ++at < args.Count ? args[at] : throw new UsageProblem($"{name} needs a value.", UsageProblem.BadArgument);
            parsed = name switch
            {
                "--speed" => parsed with { Speed = Number(name, value, 1, SpeedMax) },
                "--people" => parsed with { People = Number(name, value, PeopleMin, PeopleMax) },
                "--source" => parsed with { Import = (parsed.Import ?? new()) with { Source = value } },
                "--zone" => parsed with { Import = (parsed.Import ?? new()) with { Zone = value } },
                "--body" => parsed with { Import = (parsed.Import ?? new()) with { Body = value } },
                "--admin" => parsed with { Import = (parsed.Import ?? new()) with { Administrator = value } },
                "--undo" => parsed with { Import = (parsed.Import ?? new()) with { Undo = value } },
                "--seed" => parsed with { Seed = Number(name, value, 0, int.MaxValue) },
                _ => parsed with { Settings = parsed.Settings.Add($"{name}={value}") },
            };
        }

        if (parsed.Import is not null && words is not ["import", ..])
        {
            throw new UsageProblem("--dry-run, --source, --zone, --body, --admin, --keep-gone and --undo belong to import.", UsageProblem.BadArgument);
        }

        return words switch
        {
            ["import", var file] when parsed.Import?.Undo is null => parsed with { Verb = Verb.Import, File = file, Import = parsed.Import ?? new() },
            ["import"] when parsed.Import?.Undo is not null => parsed with { Verb = Verb.Import },
            ["import"] => throw new UsageProblem("Say which file to import, as in: import meetings.json", UsageProblem.BadArgument),
            ["audit", "verify"] => parsed with { Verb = Verb.Audit },
            ["audit"] => throw new UsageProblem("Say what to do with the record of acts, as in: audit verify", UsageProblem.BadArgument),
            [] or ["run"] => parsed,
            ["help"] => Default with { Verb = Verb.Help },
            ["rehearse", var form] => parsed with { Verb = Verb.Rehearse, Form = form },
            ["rehearse"] => throw new UsageProblem("Say which form to rehearse, as in: rehearse \"DBSA\"", UsageProblem.BadArgument),
            ["run" or "rehearse" or "import" or "audit", ..] => throw new UsageProblem($"{words[0]} does not take \"{words[^1]}\". A name of more than one word needs quotation marks.", UsageProblem.BadArgument),
            _ => throw new UsageProblem($"There is no verb \"{words[0]}\". There are: run, rehearse, import, audit.", UsageProblem.Unknown),
        };
    }

    // Settings have a colon in their name, so a mistyped option is noticed instead of quietly ignored.
    private static bool Takes(string name) =>
        name is "--urls" or "--speed" or "--people" or "--seed" or "--source" or "--zone" or "--body" or "--admin" or "--undo"
        || (name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal));

    private static int Number(string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new UsageProblem($"{name} takes a number from {min} to {max}, not \"{value}\".", UsageProblem.BadArgument);
}
