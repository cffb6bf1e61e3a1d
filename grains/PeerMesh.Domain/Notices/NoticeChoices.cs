using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Notices;

/// <summary>How one person wants to be told.</summary>
/// <param name="Zone">IANA name of the zone they live in; null tells times in the group's zone alone.</param>
/// <param name="Language">BCP 47 tag of the language of their mails; null is the site's.</param>
/// <param name="Muted">What they do not want mail about.</param>
/// <param name="NamesGroup">Whether mails may say which group it is; without it they say "one of your groups", for whoever else sees the screen.</param>
/// <param name="MutedGroups">Groups they do not want mail of, or not about something; null is none.</param>
[GenerateSerializer, Immutable, Alias("pm.notices.choices")]
public sealed record NoticeChoices(
    [property: Id(0)] string? Zone,
    [property: Id(1)] string? Language,
    [property: Id(2)] ImmutableList<NoticeTopic> Muted,
    [property: Id(3)] bool NamesGroup = false,
    [property: Id(4)] ImmutableList<MutedGroup>? MutedGroups = null)
{
    public static readonly NoticeChoices Default = new(null, null, []);
}

/// <param name="Topic">What they do not want mail about; null is anything.</param>
[GenerateSerializer, Immutable, Alias("pm.notices.muted-group")]
public sealed record MutedGroup(
    [property: Id(0)] GroupId Group,
    [property: Id(1)] NoticeTopic? Topic);

public static class NoticeRules
{
    /// <summary>More than anybody's groups times topics; the oldest goes first.</summary>
    public const int MutedGroupsMax = 300;

    /// <summary>The longest zone and language names in use fit twice.</summary>
    private const int TagMax = 64;

    /// <summary>The first thing that is wrong with somebody's choices, or null. Whether a zone exists is for those to say who know the zones.</summary>
    public static Refusal? Check(NoticeChoices choices) =>
        choices.Zone is { } zone && !IsTag(zone) ? NoticeRefusals.ZoneInvalid
        : choices.Language is { } language && !IsTag(language) ? NoticeRefusals.LanguageInvalid
        : choices.Muted is null || !choices.Muted.TrueForAll(Enum.IsDefined) ? NoticeRefusals.TopicInvalid
        : choices.MutedGroups?.Exists(muted => muted.Topic is { } topic && !Enum.IsDefined(topic)) == true ? NoticeRefusals.TopicInvalid
        : choices.MutedGroups?.Count > MutedGroupsMax ? NoticeRefusals.TooManyMuted
        : null;

    /// <summary>Whether this is something they want mail about.</summary>
    public static bool Wants(NoticeChoices choices, Notice notice)
    {
        var topic = TopicOf(notice.Kind);
        return !choices.Muted.Contains(topic)
            && choices.MutedGroups?.Exists(muted => muted.Group == notice.Group && (muted.Topic is null || muted.Topic == topic)) != true;
    }

    /// <summary>No more mail about something.</summary>
    /// <param name="group">Of this group alone; null of any.</param>
    /// <param name="topic">About this alone; null about anything, which needs a group.</param>
    public static NoticeChoices Mute(NoticeChoices choices, GroupId? group, NoticeTopic? topic)
    {
        if (group is { } one)
        {
            var known = choices.MutedGroups ?? [];
            if (known.Exists(muted => muted.Group == one && (muted.Topic is null || muted.Topic == topic)))
            {
                return choices;
            }

            // All of a group says more than a topic of it.
            var next = (topic is null ? known.RemoveAll(muted => muted.Group == one) : known).Add(new MutedGroup(one, topic));
            return choices with { MutedGroups = next.Count > MutedGroupsMax ? next.RemoveAt(0) : next };
        }

        return topic is { } about && !choices.Muted.Contains(about) ? choices with { Muted = [.. choices.Muted.Add(about).Order()] } : choices;
    }

    /// <summary>Mail of a group again, about all that is not muted for every group.</summary>
    public static NoticeChoices Unmute(NoticeChoices choices, GroupId group) =>
        choices.MutedGroups is { } muted ? choices with { MutedGroups = muted.RemoveAll(one => one.Group == group) } : choices;

    public static NoticeTopic TopicOf(NoticeKind kind) => kind switch
    {
        NoticeKind.Reminder => NoticeTopic.Reminders,
        NoticeKind.MeetingMoved or NoticeKind.MeetingCancelled or NoticeKind.MeetingTakesPlace => NoticeTopic.Changes,
        NoticeKind.RequestReceived or NoticeKind.ListingUnconfirmed or NoticeKind.FirstToArriveLead or NoticeKind.AffiliationReceived or NoticeKind.RenewalNear or NoticeKind.ListingChangeReceived => NoticeTopic.Requests,
        NoticeKind.Invitation => NoticeTopic.Invitations,
        _ => NoticeTopic.Membership,
    };

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= TagMax && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
}

/// <summary>Every "no" about being told. Codes keep their meaning for good.</summary>
public static class NoticeRefusals
{
    public static readonly Refusal ZoneInvalid = new("notice.zone_invalid", RefusalKind.Invalid, "Name a time zone as in America/New_York, or leave it out.");
    public static readonly Refusal LanguageInvalid = new("notice.language_invalid", RefusalKind.Invalid, "Name a language by its tag, such as en or es, or leave it out.");
    public static readonly Refusal TopicInvalid = new("notice.topic_invalid", RefusalKind.Invalid, "Choose among reminders, changes, membership, requests and invitations.");
    public static readonly Refusal TooManyMuted = new("notice.too_many_muted", RefusalKind.LimitReached, "At most 300 groups and topics can be silenced one by one. Silence a topic everywhere instead.");
    public static readonly Refusal AddressNotYours = new("notice.address_not_yours", RefusalKind.Conflict, "Mail can go to the address you sign in with. Type that one, please.");
}
