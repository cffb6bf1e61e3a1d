using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Mail;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Tests.Notices;

public sealed class NoticeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly Notice Moved = new(
        "n1", NoticeKind.MeetingMoved, new GroupId("g1"), "Bipolar and well", new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero), "America/New_York",
        Before: new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero), Words: "The room was taken.");

    [Fact]
    public async Task Mail_goes_to_the_address_one_signs_in_with_and_to_no_other()
    {
        var ana = await api.SignIn("Ana");
        var ben = await api.SignIn("Ben");

        using var someoneElses = await ana.Http.PutAsJsonAsync("/v1/me/notices/address", new { email = ben.Email });
        using var unknown = await ana.Http.PutAsJsonAsync("/v1/me/notices/address", new { email = "nobody.knows@example.org" });
        using var none = await ana.Http.PutAsJsonAsync("/v1/me/notices/address", new { email = "ana" });
        using var own = await ana.Http.PutAsJsonAsync("/v1/me/notices/address", new { email = ana.Email.ToUpperInvariant() });

        Assert.Equal("notice.address_not_yours", await someoneElses.Problem(409));
        Assert.Equal("notice.address_not_yours", await unknown.Problem(409));
        Assert.Equal("sign_in.no_address", await none.Problem(400));
        await own.Must(204);
        Assert.True((bool)(await ana.Get("/v1/me/notices"))["address"]!);

        using var back = await ana.Http.DeleteAsync("/v1/me/notices/address");
        await back.Must(204);
        Assert.False((bool)(await ana.Get("/v1/me/notices"))["address"]!);
    }

    [Fact]
    public async Task Choices_are_kept_and_made_up_ones_refused()
    {
        var ana = await api.SignIn("Ana");

        using var kept = await ana.Http.PutAsJsonAsync("/v1/me/notices", new { zone = "Europe/Berlin", language = "es", muted = (string[])["reminders"], namesGroup = true });
        using var zone = await ana.Http.PutAsJsonAsync("/v1/me/notices", new { zone = "Mars/Base" });
        using var topic = await ana.Http.PutAsJsonAsync("/v1/me/notices", new { muted = (string[])["everything"] });

        await kept.Must(204);
        Assert.Equal("notice.zone_invalid", await zone.Problem(400));
        Assert.Equal("request.invalid_member", await topic.Problem(400));
        var settings = await ana.Get("/v1/me/notices");
        Assert.Equal("""{"address":false,"zone":"Europe/Berlin","language":"es","muted":["reminders"],"namesGroup":true,"mutedGroups":[]}""", settings.ToJsonString());
    }

    [Fact]
    public async Task A_notice_goes_out_once_with_both_clocks_and_names_no_group()
    {
        var ana = await Reachable("Europe/Berlin", namesGroup: false);

        await Tell(ana, Moved);
        await Until.True(() => MailTo(ana).Count == 1);
        await Tell(ana, Moved);
        await Tell(ana, Moved with { Id = "n2", Kind = NoticeKind.Reminder });
        await Until.True(() => MailTo(ana).Count == 2);

        var mail = MailTo(ana)[0];
        Assert.Equal("A date has changed", mail.Subject);
        Assert.Contains("one of your groups", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Monday, March 2, 2026 7:00 PM (America/New_York)", Plain(mail.Text), StringComparison.Ordinal);
        Assert.Contains("Tuesday, March 3, 2026 1:00 AM (Europe/Berlin)", Plain(mail.Text), StringComparison.Ordinal);
        Assert.Contains("The room was taken.", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bipolar", mail.Text, StringComparison.Ordinal);
        Assert.Equal("A reminder for you", MailTo(ana)[1].Subject);
    }

    [Fact]
    public async Task Whoever_wants_to_is_told_which_group_it_is_and_a_message_keeps_its_name()
    {
        var ana = await Reachable(zone: null, namesGroup: true);

        await Tell(ana, Moved);
        await Until.True(() => MailTo(ana).Count == 1);

        var mail = MailTo(ana)[0];
        Assert.Contains("“Bipolar and well”", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bipolar", mail.Subject, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}@", mail.MessageId);
    }

    [Fact]
    public async Task Every_kind_of_notice_has_its_words()
    {
        var ana = await Reachable(zone: null, namesGroup: false);
        var kinds = Enum.GetValues<NoticeKind>();
        foreach (var kind in kinds)
        {
            await Tell(ana, Moved with { Id = $"k{kind}", Kind = kind, AnswerBy = Moved.StartsAt });
        }

        await Until.True(() => MailTo(ana).Count == kinds.Length);
        Assert.All(MailTo(ana), mail =>
        {
            Assert.DoesNotMatch(@"\.(Subject|Text)\b", mail.Subject + mail.Text);
            Assert.DoesNotMatch("(?i)support|health|recovery|bipolar|group", mail.Subject);
        });
    }

    [Fact]
    public async Task One_click_of_a_mail_program_stops_the_mails_of_that_group_about_that_and_no_others()
    {
        var ana = await Reachable(zone: null, namesGroup: false);
        await Tell(ana, Moved);
        await Until.True(() => MailTo(ana).Count == 1);
        var mail = MailTo(ana)[0];
        var link = mail.Unsubscribe!;
        Assert.Contains(link, mail.Text, StringComparison.Ordinal);
        Assert.Equal([("List-Unsubscribe", $"<{link}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")], mail.MoreHeaders);
        Assert.StartsWith("https://peermesh.example/unsubscribe?", link, StringComparison.Ordinal);
        Assert.DoesNotContain(await ana.MemberId(), link, StringComparison.Ordinal);

        // A scanner opens the link; the mail program posts to it, with no cookie and no account.
        using var stranger = api.Gateway.Http();
        using var scanned = await stranger.GetAsync(new Uri(link).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, scanned.StatusCode);
        Assert.Equal("[]", (await ana.Get("/v1/me/notices"))["mutedGroups"]!.ToJsonString());
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var clicked = await stranger.PostAsync(new Uri(link).PathAndQuery, click);
        Assert.Equal(HttpStatusCode.OK, clicked.StatusCode);

        Assert.Equal("""[{"group":"g1","topic":"changes"}]""", (await ana.Get("/v1/me/notices"))["mutedGroups"]!.ToJsonString());
        await Tell(ana, Moved with { Id = "n2" });
        await Tell(ana, Moved with { Id = "n3", Kind = NoticeKind.Reminder });
        await Tell(ana, Moved with { Id = "n4", Group = new GroupId("g2") });
        await Until.True(() => MailTo(ana).Count == 3);
        Assert.Equal(["A date has changed", "A date has changed", "A reminder for you"], MailTo(ana).Select(one => one.Subject).Order(StringComparer.Ordinal));

        // Choosing something else leaves it as it is; saying so takes it back.
        using var other = await ana.Http.PutAsJsonAsync("/v1/me/notices", new { zone = "Europe/Berlin" });
        await other.Must(204);
        Assert.NotEqual("[]", (await ana.Get("/v1/me/notices"))["mutedGroups"]!.ToJsonString());
        using var back = await ana.Http.PutAsJsonAsync("/v1/me/notices", new { mutedGroups = Array.Empty<object>() });
        await back.Must(204);
        Assert.Equal("[]", (await ana.Get("/v1/me/notices"))["mutedGroups"]!.ToJsonString());
    }

    [Theory]
    [InlineData("group", """[{"group":"g1","topic":null}]""", "[]", true)]
    [InlineData("topic", "[]", """["changes"]""", true)]
    [InlineData("all", "[]", """["invitations"]""", false)]
    public async Task The_page_behind_the_link_stops_as_much_as_one_chooses(string what, string groups, string topics, bool address)
    {
        var ana = await Reachable(zone: null, namesGroup: false);
        await Tell(ana, Moved);
        await Until.True(() => MailTo(ana).Count == 1);

        using var stranger = api.Gateway.Http();
        using var form = new FormUrlEncodedContent([new("what", what)]);
        using var done = await stranger.PostAsync(new Uri(MailTo(ana)[0].Unsubscribe!).PathAndQuery, form);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);

        var settings = await ana.Get("/v1/me/notices");
        Assert.Equal((groups, topics, address), (settings["mutedGroups"]!.ToJsonString(), settings["muted"]!.ToJsonString(), (bool)settings["address"]!));
    }

    [Fact]
    public async Task An_invitation_can_be_stopped_by_somebody_who_has_never_been_here()
    {
        var ana = await api.SignIn("Ana");
        var desk = api.Gateway.Services.GetRequiredService<IContactDesk>();
        var address = $"{Guid.NewGuid():n}@example.org";
        var (member, sealedTo) = (await desk.Invite(address))!.Value;
        var notices = api.Cluster.Client.GetGrain<INoticesGrain>(member.Value);
        await notices.Tell(Moved with { Kind = NoticeKind.Invitation }, sealedTo);
        await Until.True(() => api.Gateway.Mailbox.For(address).Any());
        var mail = api.Gateway.Mailbox.For(address).Single();

        using var stranger = api.Gateway.Http();
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var clicked = await stranger.PostAsync(new Uri(mail.Unsubscribe!).PathAndQuery, click);
        await notices.Tell(Moved with { Id = "n2", Kind = NoticeKind.Invitation, Group = new GroupId("g2") }, sealedTo);

        Assert.Equal(HttpStatusCode.OK, clicked.StatusCode);
        Assert.Empty(await notices.Take());
        Assert.False((bool)(await ana.Get("/v1/me/notices"))["address"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?t=")]
    [InlineData("?t=abc")]
    [InlineData("?t=%00%ff")]
    public async Task A_link_that_is_none_says_so_and_stops_nothing(string query)
    {
        using var stranger = api.Gateway.Http();
        using var opened = await stranger.GetAsync("/unsubscribe" + query);
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var clicked = await stranger.PostAsync("/unsubscribe" + query, click);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (opened.StatusCode, clicked.StatusCode));
        Assert.Contains("This link is not complete", await opened.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("es", "lunes, 2 de marzo de 2026")]
    [InlineData("ht", "lendi 2 mas 2026")]
    [InlineData("pt", "Monday, March 2, 2026")]
    public async Task Mails_come_in_the_readers_language_days_and_months_too(string language, string day)
    {
        var ana = await Reachable(zone: null, namesGroup: false);
        using var choices = await ana.Http.PutAsJsonAsync("/v1/me/notices", new { language });
        await choices.Must(204);
        await Tell(ana, Moved);
        await Until.True(() => MailTo(ana).Count == 1);
        Assert.Contains(day, Plain(MailTo(ana)[0].Text), StringComparison.Ordinal);
    }

    private async Task<Guest> Reachable(string? zone, bool namesGroup)
    {
        var ana = await api.SignIn("Ana");
        using var address = await ana.Http.PutAsJsonAsync("/v1/me/notices/address", new { email = ana.Email });
        await address.Must(204);
        using var choices = await ana.Http.PutAsJsonAsync("/v1/me/notices", new JsonObject { ["zone"] = zone, ["namesGroup"] = namesGroup });
        await choices.Must(204);
        return ana;
    }

    private async Task Tell(Guest guest, Notice notice) =>
        await api.Cluster.Client.GetGrain<INoticesGrain>(await guest.MemberId()).Tell(notice);

    private List<OutgoingMail> MailTo(Guest guest) => [.. api.Gateway.Mailbox.For(guest.Email).Where(mail => mail.Code is null)];

    // Dates may have a narrow space before "PM".
    private static string Plain(string text) => text.Replace('\u202f', ' ');
}
