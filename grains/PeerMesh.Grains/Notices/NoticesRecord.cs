using System.Collections.Immutable;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Grains.Notices;

/// <summary>What is stored of how one person is told.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.notices")]
internal sealed record NoticesRecord
{
    [Id(0)]
    public NoticeChoices Choices { get; init; } = NoticeChoices.Default;

    /// <summary>Sealed by a gateway; null where they want no mail.</summary>
    [Id(1)]
    public string? SealedAddress { get; init; }

    /// <summary>Not sent yet, oldest first; at most <see cref="NoticeLimits.WaitingMax"/>.</summary>
    [Id(2)]
    public ImmutableList<WaitingNotice> Waiting { get; init; } = [];

    /// <summary>Ids of notices told lately, sent or not, oldest first; at most <see cref="NoticeLimits.SeenMax"/>.</summary>
    [Id(3)]
    public ImmutableList<string> Seen { get; init; } = [];
}

/// <param name="SealedTo">Where it goes instead of to their own address.</param>
/// <param name="Tries">How often the mail server did not take it.</param>
/// <param name="NotBefore">When to try again.</param>
[GenerateSerializer, Immutable, Alias("pm.stored.waiting-notice")]
internal sealed record WaitingNotice(
    [property: Id(0)] Notice Notice,
    [property: Id(1)] string? SealedTo,
    [property: Id(2)] int Tries,
    [property: Id(3)] DateTimeOffset? NotBefore);

internal static class NoticeLimits
{
    /// <summary>A person in many groups over a week without a mail server; the oldest go first.</summary>
    public const int WaitingMax = 100;

    /// <summary>Whoever tells something asks again within minutes; a year of a busy member's reminders fits.</summary>
    public const int SeenMax = 300;

    /// <summary>After the last pause a notice is given up.</summary>
    public static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8)];

    /// <summary>Longer than a slow mail server takes for one person's mails. A gateway that died in between is replaced after it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
}
