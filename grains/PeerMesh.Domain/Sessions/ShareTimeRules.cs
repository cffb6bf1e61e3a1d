using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>How long a share lasts: a sign from whoever minds the time, and a minute more, by those who lead or by consent.</summary>
internal static class ShareTimeRules
{
    /// <summary>A sign to the speaker from whoever minds the time.</summary>
    public static Refusal? SignalTime(Draft draft, Person me, int turn)
    {
        if (ShareRules.Stale(draft.Session, turn) is { } refusal)
        {
            return refusal;
        }

        if (draft.Session.Floor.Holder is not { } holder || holder == me.Id)
        {
            return SessionRefusals.NotToYourself;
        }

        draft.Tell(new TimeSignalled(draft.Now, turn, holder));
        return null;
    }

    public static Refusal? Extend(Draft draft, Person me, ExtendShare extend)
    {
        if (ShareRules.Stale(draft.Session, extend.Turn) is { } refusal)
        {
            return refusal;
        }

        if (!draft.Session.MayLead(me)
            && (extend.Seconds > SessionLimits.TimekeeperSecondsMax
                || draft.Session.Floor.ExtendedSeconds + extend.Seconds > SessionLimits.TimekeeperSecondsInAllMax))
        {
            return SessionRefusals.TimekeeperBounds;
        }

        return extend.Seconds is < 10 or > 600 ? SessionRefusals.SecondsInvalid : Lengthen(draft, extend.Seconds);
    }

    public static Refusal? AgreeToMoreTime(Draft draft, Person me, int turn)
    {
        if (ShareRules.Stale(draft.Session, turn) is { } refusal)
        {
            return refusal;
        }

        var floor = draft.Session.Floor;
        if (floor.Holder == me.Id)
        {
            return SessionRefusals.NotToYourself;
        }

        if (floor.EndsAt is null)
        {
            return SessionRefusals.NotTimed;
        }

        if (floor.MoreTime.Contains(me.Id))
        {
            return SessionRefusals.AlreadyAgreed;
        }

        if (floor.ExtendedSeconds + SessionLimits.ExtendSeconds > SessionLimits.ExtendSecondsMax)
        {
            return SessionRefusals.ShareTooLong;
        }

        draft.Tell(new MoreTimeAgreed(draft.Now, turn, me.Id));

        var others = draft.Session.People.Where(person => person.Present && person.Id != floor.Holder).ToList();
        var agreed = others.Count(person => draft.Session.Floor.MoreTime.Contains(person.Id));
        return agreed * 2 > others.Count ? Lengthen(draft, SessionLimits.ExtendSeconds) : null;
    }

    private static Refusal? Lengthen(Draft draft, int seconds)
    {
        var floor = draft.Session.Floor;
        if (floor.EndsAt is not { } endsAt)
        {
            return SessionRefusals.NotTimed;
        }

        if (floor.ExtendedSeconds + seconds > SessionLimits.ExtendSecondsMax)
        {
            return SessionRefusals.ShareTooLong;
        }

        // A minute more is a minute from now, also for someone who is over time.
        var now = floor.ClockAt(draft.Now);
        var from = endsAt > now ? endsAt : now;
        draft.Tell(new ShareExtended(draft.Now, floor.Turn, seconds, from.AddSeconds(seconds)));
        return null;
    }
}
