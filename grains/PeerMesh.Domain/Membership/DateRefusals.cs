using System.Globalization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Membership;

/// <summary>Every "no" about one date. Codes keep their meaning for good; sentences say what one can do now.</summary>
public static class DateRefusals
{
    public static readonly Refusal NoSuchDate = new("registration.no_such_date", RefusalKind.NotFound, "This group has no such date. Look at its dates again.");
    public static readonly Refusal NotNeeded = new("registration.not_needed", RefusalKind.Conflict, "Nobody has to register for this group. Just come.");
    public static readonly Refusal MembersOnly = new("registration.members_only", RefusalKind.NotAllowed, "The dates of this group are for its members. Join the group first.");
    public static readonly Refusal DateCancelled = new("registration.date_cancelled", RefusalKind.Conflict, "This meeting does not take place. Choose another date, please.");
    public static readonly Refusal DateOver = new("registration.date_over", RefusalKind.Conflict, "This meeting is over. Choose another date, please.");
    public static readonly Refusal NotWaiting = new("registration.not_waiting", RefusalKind.Conflict, "You are not in the line for this date. Register first.");
    public static readonly Refusal NoOffer = new("registration.no_offer", RefusalKind.Conflict, "No place is free for you just now. You keep your place in the line.");
    public static readonly Refusal NoPlace = new("registration.no_place", RefusalKind.Conflict, "All places of this meeting are taken. From ten minutes before the start on, free ones go to whoever comes first.");

    private const string TooManyCode = "registration.too_many_dates";

    /// <summary>Says how many there are, so that one knows how many to give back.</summary>
    public static Refusal TooMany(int count, int max) => new(
        TooManyCode,
        RefusalKind.LimitReached,
        string.Create(CultureInfo.InvariantCulture, $"You are registered for {count} coming dates, and {max} is the most here. Give one back, or wait until one is over."),
        Given: string.Create(CultureInfo.InvariantCulture, $"{count}\n{max}"));
}
