using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;
using PeerMesh.Grains.Telemetry;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Notices;

public sealed class NoticeTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    [Fact]
    public async Task A_notice_is_told_once_however_often_it_comes()
    {
        var (ana, notices) = await WithAddress();

        await notices.Tell(Notice("n1"));
        await notices.Tell(Notice("n1"));
        var letter = Assert.Single(await notices.Take());
        await notices.Sent(["n1"]);
        await notices.Tell(Notice("n1"));

        Assert.Equal("sealed", letter.SealedAddress);
        Assert.Empty(await notices.Take());
        Assert.Contains((await Queue(ana).Lease(1000)), queued => queued.Member == ana);
    }

    [Fact]
    public async Task Whoever_gave_no_address_or_muted_the_topic_is_not_told()
    {
        var silent = network.Grains.GetGrain<INoticesGrain>(NetworkFixture.Fresh("m"));
        await silent.Tell(Notice("n1"));
        await silent.SetAddress("sealed");

        var (_, muted) = await WithAddress();
        Assert.Null(await muted.Change(new NoticeChoices("America/New_York", "es", [NoticeTopic.Membership, NoticeTopic.Membership], NamesGroup: true)));
        await muted.Tell(Notice("n1"));
        await muted.Tell(Notice("n2") with { Kind = NoticeKind.Reminder });

        Assert.Empty(await silent.Take());
        Assert.Equal("n2", Assert.Single(await muted.Take()).Notice.Id);
        Assert.Equal([NoticeTopic.Membership], (await muted.Look()).Choices.Muted);
    }

    [Fact]
    public async Task Taking_the_address_back_takes_back_what_was_to_be_sent_to_it()
    {
        var (_, notices) = await WithAddress();
        await notices.Tell(Notice("n1"));
        await notices.Tell(Notice("invited") with { Kind = NoticeKind.Invitation }, sealedTo: "typed by somebody");

        await notices.ForgetAddress();

        Assert.False((await notices.Look()).HasAddress);
        Assert.Equal("typed by somebody", Assert.Single(await notices.Take()).SealedAddress);
        Assert.DoesNotContain("\"sealed\"", network.Storage.Read(notices.GetPrimaryKeyString())!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_that_does_not_take_it_is_asked_again_later_and_not_for_ever()
    {
        var (_, notices) = await WithAddress();
        await notices.Tell(Notice("n1"));
        for (var tries = 0; tries < 5; tries++)
        {
            Assert.Single(await notices.Take());
            var again = await notices.Failed("n1");
            Assert.NotNull(again);
            Assert.Empty(await notices.Take());
            network.Clock.Advance(again.Value - network.Clock.GetUtcNow());
        }

        Assert.Single(await notices.Take());
        Assert.Null(await notices.Failed("n1"));
        Assert.Empty(await notices.Take());
    }

    [Fact]
    public async Task What_is_over_is_not_sent_any_more()
    {
        var (_, notices) = await WithAddress();
        await notices.Tell(Notice("n1") with { GoodUntil = network.Clock.GetUtcNow().AddMinutes(10) });
        Assert.Single(await notices.Take());

        network.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Empty(await notices.Take());
    }

    [Fact]
    public async Task One_gateway_at_a_time_has_a_person_and_a_dead_one_loses_them()
    {
        var member = new MemberId(NetworkFixture.Fresh("m"));
        var queue = Queue(member);
        await queue.Put(member);

        var first = (await queue.Lease(1000)).Single(queued => queued.Member == member);
        Assert.DoesNotContain(await queue.Lease(1000), queued => queued.Member == member);
        network.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = (await queue.Lease(1000)).Single(queued => queued.Member == member);
        await queue.Done(second, again: null);

        Assert.Equal(first, second);
        network.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.DoesNotContain(await queue.Lease(1000), queued => queued.Member == member);
    }

    [Fact]
    public async Task What_comes_while_a_gateway_sends_is_not_forgotten_when_it_reports()
    {
        var member = new MemberId(NetworkFixture.Fresh("m"));
        var queue = Queue(member);
        await queue.Put(member);
        var taken = (await queue.Lease(1000)).Single(queued => queued.Member == member);
        await queue.Put(member);

        await queue.Done(taken, again: null);

        Assert.Contains(await queue.Lease(1000), queued => queued.Member == member);
    }

    [Fact]
    public async Task Mail_that_nobody_has_sent_yet_has_an_age()
    {
        var member = new MemberId(NetworkFixture.Fresh("m"));
        var queue = Queue(member);
        var before = network.Waiting(OutboxAges.Notices);
        await queue.Put(member);
        Assert.Equal(before + 1, network.Waiting(OutboxAges.Notices));

        await queue.Done((await queue.Lease(1000)).Single(queued => queued.Member == member), again: null);

        Assert.Equal(before, network.Waiting(OutboxAges.Notices));
    }

    private static Notice Notice(string id) => new(id, NoticeKind.PlaceOffered, new GroupId("g1"), "Tuesday Lights");

    private INoticeQueueGrain Queue(MemberId member) => network.Grains.NoticeQueueOf(member);

    private async Task<(MemberId Member, INoticesGrain Notices)> WithAddress()
    {
        var member = new MemberId(NetworkFixture.Fresh("m"));
        var notices = network.Grains.GetGrain<INoticesGrain>(member.Value);
        await notices.SetAddress("sealed");
        return (member, notices);
    }
}
