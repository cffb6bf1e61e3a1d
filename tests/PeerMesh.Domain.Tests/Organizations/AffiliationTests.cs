using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Tests.Organizations;

public sealed class AffiliationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly MemberId Ana = new("ana");
    private static readonly MemberId Ben = new("ben");

    private static AffiliationDraft Draft { get; } = new(ApplicantKind.NewChapter, "Bay Chapter", "Oakland", "en", "For people living with a mood disorder.", "Ana");

    [Fact]
    public void The_way_from_asking_to_belonging_and_out()
    {
        var affiliation = Asked();
        affiliation = Moved(affiliation, AffiliationStage.UnderReview);
        affiliation = Moved(affiliation, AffiliationStage.Forming, sponsor: "Hills Chapter");
        Assert.Equal(new AffiliationMark(new BodyId("state"), AffiliationStage.Forming, "Hills Chapter"), AffiliationRules.MarkOf(affiliation));
        affiliation = Moved(affiliation, AffiliationStage.Recognised);
        Assert.Equal(AffiliationRefusals.PapersMissing, Move(affiliation, AffiliationStage.Affiliated).Refusal);
        affiliation = Moved(Papered(affiliation), AffiliationStage.Affiliated);
        Assert.Equal(new DateOnly(2027, 3, 2), affiliation.RenewalOn);
        Assert.True(AffiliationRules.Belongs(affiliation.Stage));
        affiliation = Moved(affiliation, AffiliationStage.Ended);
        Assert.Null(AffiliationRules.MarkOf(affiliation));
        Assert.True(AffiliationRules.LosesListing(affiliation.Stage));
        Assert.Empty(AffiliationRules.Next(affiliation.Stage));
        Assert.Equal(["", "Good.", "Good.", "Good.", "Good.", "Good."], affiliation.Steps.Select(step => step.Reason));
    }

    [Fact]
    public void Every_step_has_a_name_and_a_reason_and_is_taken_by_those_who_may()
    {
        var affiliation = Asked();
        Assert.Equal(AffiliationRefusals.ReasonInvalid, AffiliationRules.Move(affiliation, Ben, reviews: true, new(AffiliationStage.Declined, "Ben", " "), Noon).Refusal);
        Assert.Equal(AffiliationRefusals.ByNameInvalid, AffiliationRules.Move(affiliation, Ben, reviews: true, new(AffiliationStage.Declined, "", "No room."), Noon).Refusal);
        Assert.Equal(AffiliationRefusals.ReviewersOnly, AffiliationRules.Move(affiliation, Ana, reviews: false, new(AffiliationStage.UnderReview, "Ana", "Me."), Noon).Refusal);
        Assert.Equal(AffiliationRefusals.ReviewersOnly, AffiliationRules.Move(affiliation, Ben, reviews: true, new(AffiliationStage.Withdrawn, "Ben", "Them."), Noon).Refusal);
        Assert.Equal(AffiliationStage.Withdrawn, AffiliationRules.Move(affiliation, Ana, reviews: false, new(AffiliationStage.Withdrawn, "Ana", "Not now."), Noon).Affiliation!.Stage);
        Assert.Equal(AffiliationRefusals.SponsorNeeded, Move(Moved(affiliation, AffiliationStage.UnderReview), AffiliationStage.Forming).Refusal);
    }

    [Fact]
    public void The_same_application_again_changes_nothing()
    {
        var affiliation = Asked();
        Assert.Same(affiliation, Apply(affiliation, Ana, Draft).Affiliation);
        Assert.Equal(AffiliationRefusals.AlreadyAsked, Apply(affiliation, Ben, Draft).Refusal);
        Assert.Equal(AffiliationRefusals.KindInvalid, Apply(null, Ana, Draft with { Group = new GroupId("g") }).Refusal);
        Assert.Equal(AffiliationRefusals.ContactNameInvalid, Apply(null, Ana, Draft with { ContactName = "ana@example.org" }).Refusal);
    }

    [Fact]
    public void The_calendar_makes_the_renewal_due_and_reminds_once_at_each_mark()
    {
        var affiliation = Moved(Papered(Moved(Moved(Moved(Asked(), AffiliationStage.UnderReview), AffiliationStage.Forming, "Hills"), AffiliationStage.Recognised)), AffiliationStage.Affiliated);
        var told = new List<int>();
        for (var day = 0; day <= 400; day++)
        {
            var next = AffiliationRules.Tick(affiliation, Noon.AddDays(day));
            if (next.Reminded != affiliation.Reminded)
            {
                told.Add(affiliation.RenewalOn!.Value.DayNumber - DateOnly.FromDateTime(Noon.UtcDateTime).AddDays(day).DayNumber);
            }

            affiliation = next;
        }

        Assert.Equal(AffiliationRules.RemindDays, told);
        Assert.Equal(AffiliationStage.RenewalDue, affiliation.Stage);
        Assert.Null(affiliation.Steps[^1].By);
        Assert.All(affiliation.Documents, document => Assert.Null(document.ReceivedOn));
        Assert.Equal(0, Moved(Papered(affiliation), AffiliationStage.Affiliated).Reminded);
    }

    [Fact]
    public void Whatever_is_tried_the_latest_step_is_the_stage_and_who_belongs_has_its_papers() =>
        Gen.Select(Gen.Enum<AffiliationStage>(), Gen.Bool, Gen.Bool, Gen.Int[0, 90]).List[0, 40].Sample(tries =>
        {
            var (affiliation, now) = (Asked(), Noon);
            foreach (var (stage, reviews, papers, days) in tries)
            {
                now = now.AddDays(days);
                var before = affiliation;
                affiliation = AffiliationRules.Tick(papers ? Papered(affiliation) : affiliation, now);
                var outcome = AffiliationRules.Move(affiliation, reviews ? Ben : Ana, reviews, new AffiliationMove(stage, "Ben", "Good.", "Hills"), now);
                affiliation = outcome.Affiliation ?? affiliation;

                Assert.Equal(affiliation.Stage, affiliation.Steps[^1].To);
                Assert.True(affiliation.Version >= before.Version);
                Assert.True(!AffiliationRules.Belongs(affiliation.Stage) || affiliation.RenewalOn is not null);
                Assert.True(affiliation.Stage != AffiliationStage.Forming || affiliation.Sponsor is not null);
                Assert.True(outcome.Refusal is not null || stage != AffiliationStage.Affiliated || affiliation.Documents.TrueForAll(document => document.ReceivedOn is not null));
                Assert.True(!AffiliationRules.IsOver(before.Stage) || affiliation.Stage == before.Stage, "Something came back after its end.");
            }
        });

    private static Affiliation Asked() => Apply(null, Ana, Draft).Affiliation!;

    private static AffiliationOutcome Apply(Affiliation? known, MemberId who, AffiliationDraft draft) =>
        AffiliationRules.Apply(known, "a-1", new BodyId("state"), who, draft, new GroupId("g"), new BodyId("b"), Noon);

    private static Affiliation Papered(Affiliation affiliation) =>
        affiliation.Documents.Aggregate(affiliation, (now, document) => AffiliationRules.SetPaper(now, reviews: true, document.Name, received: true, "Ben", new DateOnly(2026, 3, 2)).Affiliation ?? now);

    private static AffiliationOutcome Move(Affiliation affiliation, AffiliationStage to, string? sponsor = null) =>
        AffiliationRules.Move(affiliation, Ben, reviews: true, new AffiliationMove(to, "Ben", "Good.", sponsor), Noon);

    private static Affiliation Moved(Affiliation affiliation, AffiliationStage to, string? sponsor = null)
    {
        var outcome = Move(affiliation, to, sponsor);
        Assert.Null(outcome.Refusal);
        return outcome.Affiliation!;
    }
}
