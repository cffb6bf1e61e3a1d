using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Tests.Groups;

public sealed class ListingFieldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words = ["Elm", "Oak", "12 Main"];

    private static Group Plain { get; } = GroupRules.Found(null, new GroupId("g"), new MemberId("ana"), new GroupDraft("Tuesday Lights", "For us.", "dbsa")).Group!;

    [Fact]
    public void What_is_approved_is_what_the_field_says_then_and_its_history_has_both() =>
        Gen.Select(Gen.Enum<ListingField>(), Gen.Int[0, 2].Select(at => Words[at])).List[1, 6].Sample(wishes =>
        {
            var fields = wishes.Where(wish => wish.Item1 is not (ListingField.Website or ListingField.Link or ListingField.Phone))
                .DistinctBy(wish => wish.Item1).Select(wish => new FieldProposal(wish.Item1, wish.Item2)).ToList();
            var next = ListingFields.Apply(Plain, [.. fields], new DateOnly(2026, 3, 2)).Group!;
            Assert.All(fields, one => Assert.Equal(one.Value, ListingFields.Read(next, one.Field)));
            var changes = ListingFields.Changes(Plain, next, "Ben", Noon, "r");
            Assert.Equal(fields.Select(one => one.Field).Order(), changes.Select(change => change.Field));
            Assert.All(changes, change => Assert.Equal((ListingFields.Read(Plain, change.Field), ListingFields.Read(next, change.Field)), (change.Before, change.After)));
        });

    [Fact]
    public void A_proposal_is_held_to_the_rules_of_every_listing()
    {
        Assert.Equal(ListingRefusals.WebsiteInvalid, ListingFields.Apply(Plain, [new(ListingField.Website, "javascript:alert(1)")], new DateOnly(2026, 3, 2)).Refusal);
        Assert.Equal(GroupRefusals.NameInvalid, ListingFields.Apply(Plain, [new(ListingField.Name, null)], new DateOnly(2026, 3, 2)).Refusal);
        Assert.Equal(ListingRequestRefusals.Empty, ListingFields.Check("Ana", " ", []));
        Assert.Equal(ListingRequestRefusals.FieldsInvalid, ListingFields.Check("Ana", "", [new(ListingField.City, "A"), new(ListingField.City, "B")]));
        Assert.Equal(ListingRequestRefusals.NameInvalid, ListingFields.Check("ana@example.org", "Wrong.", []));
        Assert.Null(ListingFields.Check("Ana", "Wrong.", []));
        Assert.Empty(ListingFields.Changes(null, Plain, "", Noon));
    }
}
