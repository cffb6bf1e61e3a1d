using System.Text;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Members;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Members;

public sealed class SignInTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    private readonly IEmailGrain _address = network.Grains.GetGrain<IEmailGrain>(NetworkFixture.Fresh("mail"));

    [Fact]
    public async Task The_right_code_leads_to_the_same_account_each_time()
    {
        var first = await _address.Redeem((await _address.RequestCode())!);
        var second = await _address.Redeem((await _address.RequestCode())!);

        Assert.NotNull(first.Member);
        Assert.Equal(first, second);
        Assert.Equal(first.Member, await _address.Resolve());
    }

    [Fact]
    public async Task An_account_made_for_a_roster_is_the_one_its_owner_signs_in_to()
    {
        var member = await _address.Resolve();

        Assert.Equal(member, await _address.Resolve());
        Assert.Equal(member, (await _address.Redeem((await _address.RequestCode())!)).Member);
    }

    [Fact]
    public async Task A_code_is_six_digits_and_good_once()
    {
        var code = (await _address.RequestCode())!;
        Assert.Matches("^[0-9]{6}$", code);

        Assert.Null((await _address.Redeem(code)).Refusal);
        Assert.Equal(SignInRefusals.WrongCode, (await _address.Redeem(code)).Refusal);
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        var code = (await _address.RequestCode())!;
        network.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Null((await _address.Redeem(code)).Refusal);

        code = (await _address.RequestCode())!;
        network.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(SignInRefusals.WrongCode, (await _address.Redeem(code)).Refusal);
    }

    [Fact]
    public async Task A_code_has_five_tries()
    {
        var code = (await _address.RequestCode())!;
        await GuessWrong(code, times: 4);
        Assert.Null((await _address.Redeem(code)).Refusal);

        code = (await _address.RequestCode())!;
        await GuessWrong(code, times: 5);
        Assert.Equal(SignInRefusals.WrongCode, (await _address.Redeem(code)).Refusal);
    }

    [Fact]
    public async Task Only_the_newest_code_is_good()
    {
        var older = (await _address.RequestCode())!;
        var newer = (await _address.RequestCode())!;
        if (older == newer)
        {
            return; // One in a million.
        }

        Assert.Equal(SignInRefusals.WrongCode, (await _address.Redeem(older)).Refusal);
        Assert.Null((await _address.Redeem(newer)).Refusal);
    }

    [Fact]
    public async Task An_address_that_asks_too_often_gets_no_code_and_keeps_its_last_one()
    {
        var code = "";
        for (var i = 0; i < 5; i++)
        {
            code = await _address.RequestCode();
            Assert.NotNull(code);
        }

        Assert.Null(await _address.RequestCode());
        Assert.Null((await _address.Redeem(code!)).Refusal);
        Assert.Null(await _address.RequestCode());

        network.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.NotNull(await _address.RequestCode());
    }

    [Fact]
    public async Task An_address_without_a_code_answers_like_one_with_another_code()
    {
        Assert.Equal(new CodeRedeemed(null, SignInRefusals.WrongCode), await _address.Redeem("123456"));
        Assert.Equal(0, network.Storage.WritesOf(_address.GetPrimaryKeyString()));
    }

    [Fact]
    public async Task A_code_is_not_stored()
    {
        var code = (await _address.RequestCode())!;

        Assert.DoesNotContain($"\"{code}\"", Encoding.UTF8.GetString(network.Storage.Read(_address.GetPrimaryKeyString())!), StringComparison.Ordinal);
    }

    private async Task GuessWrong(string code, int times)
    {
        var wrong = code == "000000" ? "000001" : "000000";
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(SignInRefusals.WrongCode, (await _address.Redeem(wrong)).Refusal);
        }
    }
}
