using PeerMesh.Standalone.Cli;

namespace PeerMesh.SystemTests.Starting;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_words_it_runs() => Assert.Equal(Verb.Run, CommandLine.Parse([]).Verb);

    [Fact]
    public void A_rehearsal_has_a_form_a_speed_people_and_a_seed()
    {
        var parsed = CommandLine.Parse(["rehearse", "Peer Support Circle", "--speed", "30", "--people=5", "--seed", "9"]);

        Assert.Equal((Verb.Rehearse, "Peer Support Circle", 30, 5, 9), (parsed.Verb, parsed.Form, parsed.Speed, parsed.People, parsed.Seed));
    }

    [Fact]
    public void Settings_go_on_to_the_configuration()
    {
        var parsed = CommandLine.Parse(["run", "--urls", "http://localhost:1", "--Mail:Host=mail.example", "--no-demo"]);

        Assert.Equal(["--urls=http://localhost:1", "--Mail:Host=mail.example", "--PeerMesh:Demo=false"], parsed.Settings.AsEnumerable());
    }

    [Fact]
    public void Help_wins_over_everything_else() => Assert.Equal(Verb.Help, CommandLine.Parse(["rehearse", "--help"]).Verb);

    [Theory]
    [InlineData(UsageProblem.Unknown, "dance")]
    [InlineData(UsageProblem.BadArgument, "rehearse")]
    [InlineData(UsageProblem.BadArgument, "rehearse", "Peer", "Support")]
    [InlineData(UsageProblem.BadArgument, "rehearse", "DBSA", "--speed", "0")]
    [InlineData(UsageProblem.BadArgument, "rehearse", "DBSA", "--people", "many")]
    [InlineData(UsageProblem.BadArgument, "--urls")]
    [InlineData(UsageProblem.BadArgument, "--data", "folder")]
    public void What_cannot_be_meant_is_a_usage_problem_of_one_line(int exitCode, params string[] args)
    {
        var problem = Assert.Throws<UsageProblem>(() => CommandLine.Parse(args));

        Assert.Equal(exitCode, problem.ExitCode);
        Assert.DoesNotContain('\n', problem.Message);
    }
}
