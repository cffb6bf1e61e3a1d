using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Members;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Members;

public sealed class SignInNewsTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    private ISignInNewsGrain News => network.Grains.GetGrain<ISignInNewsGrain>(NetworkFixture.Fresh("news"));

    [Fact]
    public async Task Who_asks_hears_of_each_once_and_then_of_nobody()
    {
        var news = News;
        var begun = await news.Since(null, 0);
        Assert.Null(begun.Members);
        await news.Changed(new MemberId("ana"));
        await news.Changed(new MemberId("ben"));
        await news.Changed(new MemberId("ana"));

        var heard = await news.Since(begun.Epoch, begun.Number);

        Assert.Equal(["ana", "ben"], heard.Members!.Select(member => member.Value).Order());
        Assert.Empty((await news.Since(heard.Epoch, heard.Number)).Members!);
    }

    [Fact]
    public async Task Who_was_away_for_too_long_or_knows_another_epoch_has_to_ask_everybody()
    {
        var news = News;
        var begun = await news.Since(null, 0);
        for (var change = 0; change <= SignInNewsGrain.ChangesMax; change++)
        {
            await news.Changed(new MemberId("ana"));
        }

        Assert.Null((await news.Since(begun.Epoch, begun.Number)).Members);
        Assert.NotNull((await news.Since(begun.Epoch, begun.Number + 1)).Members);
        Assert.Null((await news.Since("another", begun.Number + 1)).Members);
        Assert.Null((await news.Since(begun.Epoch, begun.Number + SignInNewsGrain.ChangesMax + 2)).Members);
    }

    [Fact]
    public async Task What_ends_a_sign_in_is_told_before_it_is_answered_and_what_ends_none_is_not()
    {
        var news = network.Grains.GetGrain<ISignInNewsGrain>(ISignInNewsGrain.Key);
        var ana = NetworkFixture.Someone("ana").Member;
        var member = network.Grains.GetGrain<IMemberGrain>(ana.Value);
        var begun = await news.Since(null, 0);
        var grant = await member.SignIn();
        await member.Standing(grant.Device);
        var renewed = (await member.Refresh(grant.RefreshToken))!;
        Assert.DoesNotContain(ana, (await news.Since(begun.Epoch, begun.Number)).Members!);

        // The same token a second time: the chain of tokens is in two hands.
        Assert.NotNull(await member.Refresh(renewed.RefreshToken));
        Assert.Null(await member.Refresh(renewed.RefreshToken));

        Assert.Contains(ana, (await news.Since(begun.Epoch, begun.Number)).Members!);
    }
}
