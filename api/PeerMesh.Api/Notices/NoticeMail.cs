using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Localization;
using PeerMesh.Api.Mail;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;
using PeerMesh.Web;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Notices;

/// <summary>Puts a notice into words, in the reader's language and zone. The subject says nothing about health or groups: others may see the screen.</summary>
internal sealed class NoticeMail(IStringLocalizer<MailTexts> texts, UnsubscribeSeal links, IConfiguration configuration)
{
    /// <summary>Where people reach this site ("https://peermesh.example"); without it mails say in words where to look.</summary>
    public const string PublicUrlKey = "PeerMesh:PublicUrl";

    private const string PersonalPage = "/me";

    public OutgoingMail For(MemberId member, string address, Letter letter)
    {
        var before = CultureInfo.CurrentUICulture;
        var culture = ReaderLanguage.Of(letter.Choices.Language);
        try
        {
            // What a localizer answers depends on the culture of whoever asks.
            CultureInfo.CurrentUICulture = culture;
            var notice = letter.Notice;
            var stop = Site is { } site
                ? $"{site}/unsubscribe?t={links.Seal(new Unsubscribing(member, notice.Group, NoticeRules.TopicOf(notice.Kind)))}"
                : null;
            return new OutgoingMail(
                address, texts[$"{notice.Kind}.Subject"], Text(notice, letter.Choices, culture, stop), MessageId: IdOf(member, notice), Unsubscribe: stop);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private string? Site => configuration[PublicUrlKey] is { Length: > 0 } site ? site.TrimEnd('/') : null;

    private string Text(Notice notice, NoticeChoices choices, CultureInfo culture, string? stop)
    {
        var group = choices.NamesGroup || notice.Kind == NoticeKind.Invitation ? $"“{notice.GroupName}”" : texts["OneOfYours"].Value;
        var text = new StringBuilder();
        text.AppendFormat(
            CultureInfo.InvariantCulture,
            texts[$"{notice.Kind}.Text"],
            group,
            When(notice.StartsAt, notice.Zone, choices.Zone, culture),
            When(notice.Before, notice.Zone, choices.Zone, culture),
            When(notice.AnswerBy, notice.Zone, choices.Zone, culture),
            notice.More);
        if (notice.More > 0 && notice.Kind != NoticeKind.FirstToArriveLead)
        {
            text.Append("\n\n").AppendFormat(CultureInfo.InvariantCulture, texts["More"], notice.More);
        }

        if (!string.IsNullOrWhiteSpace(notice.Words))
        {
            text.Append("\n\n").AppendFormat(CultureInfo.InvariantCulture, texts["Words"], notice.Words.Trim());
        }

        var link = notice.Link ?? PersonalPage;
        text.Append("\n\n").Append(Site is { } site ? site + link : texts[notice.Link is null ? "WhereToLook" : "WhereToSignIn"].Value);
        var isInvitation = notice.Kind == NoticeKind.Invitation;
        text.Append("\n\n").Append(texts[isInvitation ? "Foot.Invitation" : "Foot"].Value).Append('\n');
        if (stop is not null)
        {
            text.Append('\n').AppendFormat(CultureInfo.InvariantCulture, texts[isInvitation ? "Unsubscribe.Invitation" : "Unsubscribe"], stop).Append('\n');
        }

        return text.ToString();
    }

    private string When(DateTimeOffset? at, string? groupZone, string? ownZone, CultureInfo culture)
    {
        if (at is not { } moment)
        {
            return "";
        }

        var there = InZone(moment, groupZone ?? ownZone, culture);
        return groupZone is null || ownZone is null || ownZone == groupZone
            ? there
            : string.Format(CultureInfo.InvariantCulture, texts["InYourZone"], there, InZone(moment, ownZone, culture));
    }

    private static string InZone(DateTimeOffset moment, string? zone, CultureInfo culture) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? $"{TimeZoneInfo.ConvertTime(moment, found).ToString("f", culture)} ({zone})"
            : $"{moment.ToUniversalTime().ToString("f", culture)} (UTC)";

    // The same each time this notice is sent, and it tells nothing of whom or what it is about.
    private static string IdOf(MemberId member, Notice notice) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{member.Value}\n{notice.Id}"))[..16]) + "@peermesh.invalid";
}
