using PeerMesh.Domain.Members;

namespace PeerMesh.Domain.Tests.Members;

public sealed class SecondStepRulesTests
{
    [Theory]
    [InlineData(SecondStepDemand.Off, SecondStep.None, true)]
    [InlineData(SecondStepDemand.Off, SecondStep.Missing, true)]
    [InlineData(SecondStepDemand.Off, SecondStep.Passed, true)]
    [InlineData(SecondStepDemand.Offered, SecondStep.None, true)]
    [InlineData(SecondStepDemand.Offered, SecondStep.Missing, false)]
    [InlineData(SecondStepDemand.Offered, SecondStep.Passed, true)]
    [InlineData(SecondStepDemand.Required, SecondStep.None, false)]
    [InlineData(SecondStepDemand.Required, SecondStep.Missing, false)]
    [InlineData(SecondStepDemand.Required, SecondStep.Passed, true)]
    public void Powers_rest_as_the_operator_demands(SecondStepDemand demand, SecondStep shown, bool mayLead) =>
        Assert.Equal(mayLead ? null : SecondStepRefusals.Required, SecondStepRules.Check(demand, shown));

    [Fact]
    public void A_code_may_be_typed_as_it_was_written_down() => Assert.Equal("k3vq7w2d", SecondStepRules.Tidy(" K3VQ-7w2d "));
}
