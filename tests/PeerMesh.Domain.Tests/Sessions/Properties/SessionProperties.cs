using CsCheck;
using PeerMesh.Domain.Sessions;
using PeerMesh.Domain.Tests.Common;
using Xunit.Abstractions;

namespace PeerMesh.Domain.Tests.Sessions.Properties;

/// <summary>
/// What holds of every meeting, tried on random ones. A failure prints the shortest story found and its seed; run it again with
/// <c>CsCheck_Seed=… dotnet test --filter SessionProperties</c>, and more of them with <c>CsCheck_Iter=100000</c>.
/// </summary>
public sealed class SessionProperties(ITestOutputHelper output)
{
    private const int Stories = 2000;

    [Fact]
    public void One_holder_or_none_nobody_waits_for_a_free_floor_or_twice_and_every_list_is_bounded() => Holds(() => new OrderWitness());

    [Fact]
    public void A_refused_command_changes_nothing_and_the_same_question_has_one_answer() => Holds(() => new AnswerWitness());

    [Fact]
    public void Turns_are_counted_upwards_one_at_a_time() => Holds(() => new TurnWitness());

    [Fact]
    public void A_go_round_visits_everyone_once() => Holds(() => new RoundWitness());

    [Fact]
    public void Fair_order_never_puts_a_repeat_speaker_before_someone_who_has_not_spoken() => Holds(() => new FairWitness());

    [Fact]
    public void Process_points_come_first_then_replies_where_they_are_welcome_then_shares() => Holds(() => new KindWitness());

    [Fact]
    public void A_pause_takes_no_time_from_anybody() => Holds(() => new PauseWitness());

    [Fact]
    public void Nobody_is_forgotten_or_left_alone_in_a_circle() => Holds(() => new CircleWitness());

    [Fact]
    public void Storage_never_sees_what_was_said() => Holds(() => new StoreWitness());

    [Fact]
    public void Minutes_attended_match_a_sign_in_sheet_kept_by_hand() => Holds(() => new AttendanceWitness());

    [Fact]
    public void Replaying_the_events_gives_the_state_also_from_storage() => Holds(() => new ReplayWitness());

    [Fact]
    public void What_is_due_is_done_once_and_not_before() => Holds(() => new ClockWitness());

    /// <summary>A property holds easily of meetings in which nothing happens, so this says that in these everything does.</summary>
    [Fact]
    public void The_stories_reach_every_event_and_nearly_every_refusal()
    {
        var (events, refusals, gate) = (new Dictionary<string, int>(), new Dictionary<string, int>(), new System.Threading.Lock());
        var commands = 0;
        Sample(story =>
        {
            var play = new Play(story);
            play.Run();
            lock (gate)
            {
                commands += play.Commands;
                play.Log.ToList().ForEach(happened => Count(events, happened.GetType().Name));
                play.Refusals.ForEach(refusal => Count(refusals, refusal.Code));
            }
        });

        output.WriteLine($"{commands} commands, {refusals.Values.Sum()} refused, {events.Values.Sum()} events.");
        output.WriteLine(string.Join(", ", events.Concat(refusals).OrderBy(each => each.Value).Select(each => $"{each.Key} {each.Value}")));
        var kinds = typeof(SessionEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SessionEvent))).Select(type => type.Name);
        Assert.Empty(kinds.Except(events.Keys));
        Assert.InRange(refusals.Count, 80, ConventionTests.Refusals().Count);
        Assert.InRange(refusals.Values.Sum(), commands / 10, commands * 6 / 10);
    }

    private static void Count(Dictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    private void Holds(Func<Witness> witness) => Sample(story =>
    {
        if (Failure(story, witness) is { } failure)
        {
            var shortest = Shortened(story, witness);
            throw new InvalidOperationException($"{failure.Message}\nThe same in fewer steps:\n{Story.Print(shortest)}\n{Failure(shortest, witness)!.Message}", failure);
        }
    });

    private static Exception? Failure(Story story, Func<Witness> witness) => Record.Exception(() => new Play(story, witness()).Run());

    /// <summary>Leaves out whatever is not needed for it to fail.</summary>
    private static Story Shortened(Story story, Func<Witness> witness)
    {
        for (var i = story.Steps.Length - 1; i >= 0; i--)
        {
            var without = story with { Steps = [.. story.Steps[..i], .. story.Steps[(i + 1)..]] };
            story = Failure(without, witness) is null ? story : without;
        }

        return story;
    }

    private void Sample(Action<Story> assert) =>
        Story.Any.Sample(assert, output.WriteLine, iter: Math.Max(Check.Iter, Stories), print: Story.Print);
}
