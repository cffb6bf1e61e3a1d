using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

public sealed class CheckOutTests
{
    private readonly Room room = Room.Opened(Habits.Queue(), Habits.GoRound());
    private readonly Guest fay;
    private readonly Guest ana;
    private CheckOuts answers = CheckOuts.None;

    public CheckOutTests() => (fay, ana) = (room.Facilitator(), room.Member("Ana"));

    [Fact]
    public void The_questions_are_asked_in_the_last_part_and_for_a_week_after_it()
    {
        Assert.Equal(SessionRefusals.CheckOutLater, Answer(ana, new(5)));
        fay.Starts();
        Assert.Equal(SessionRefusals.CheckOutLater, Answer(ana, new(5)));
        fay.MovesOn();
        Assert.Null(Answer(ana, new(5)));
        fay.Closes();
        room.After(TimeSpan.FromDays(6.9));
        Assert.Null(Answer(fay, new(4)));

        var late = room.Stranger("Ben");
        Assert.Equal(SessionRefusals.NotEntered, Answer(late, new(4)));
    }

    [Fact]
    public void A_week_later_it_is_too_late()
    {
        fay.Starts();
        fay.Closes();
        room.After(TimeSpan.FromDays(7));
        Assert.Equal(SessionRefusals.CheckOutOver, Answer(ana, new(4)));
    }

    [Fact]
    public void A_meeting_that_never_began_asks_nothing()
    {
        fay.Closes();
        Assert.Equal(SessionRefusals.CheckOutOver, Answer(ana, new(4)));
    }

    [Fact]
    public void Whoever_left_early_may_answer_and_whoever_was_removed_may_not()
    {
        var ben = room.Member("Ben");
        fay.Starts();
        fay.Removes(ben);
        ana.Leaves();
        fay.Closes();
        Assert.Null(Answer(ana, new(Words: "I had a bus to catch.")));
        Assert.Equal(SessionRefusals.WasRemoved, Answer(ben, new(1)));
    }

    [Fact]
    public void Everyone_answers_once()
    {
        fay.Starts();
        fay.Closes();
        Assert.Null(Answer(ana, new(ComeBack: ComeBack.Yes)));
        Assert.Equal(SessionRefusals.AlreadyCheckedOut, Answer(ana, new(5)));
        Assert.Equal([1, 0, 0], answers.ComeBack);
        Assert.Equal([0, 0, 0, 0, 0], answers.FeltHeard);
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(6, null, null)]
    [InlineData(null, (ComeBack)9, null)]
    [InlineData(null, null, " ")]
    [InlineData(null, null, null)]
    public void What_is_no_answer_is_refused(int? heard, ComeBack? back, string? words)
    {
        fay.Starts();
        fay.Closes();
        Assert.Equal(SessionRefusals.CheckOutInvalid, Answer(ana, new(heard, back, words)));
        Assert.Equal(SessionRefusals.CheckOutInvalid, Answer(ana, new(Words: new string('w', 301))));
    }

    [Fact]
    public void What_is_kept_does_not_say_who_answered_what()
    {
        var ben = room.Member("Ben");
        fay.Starts();
        fay.Closes();
        var (one, other) = (new CheckOutAnswers(5, ComeBack.Yes, "Warm"), new CheckOutAnswers(1, ComeBack.No, "Too loud"));
        Answer(ana, one);
        Answer(ben, other);
        var kept = Room.Json(answers);

        answers = CheckOuts.None;
        Answer(ben, one);
        Answer(ana, other);
        Assert.Equal(kept, Room.Json(answers));
    }

    private Refusal? Answer(Guest guest, CheckOutAnswers given)
    {
        var (after, refusal) = CheckOutRules.Add(room.State, answers, guest.Actor.Member, given, room.Now);
        answers = after ?? answers;
        return refusal;
    }
}
