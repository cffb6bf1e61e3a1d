namespace PeerMesh.Domain.Sessions;

/// <summary>What silence and suspension change: deadlines that stood still lie later by as much.</summary>
internal static class PauseChanges
{
    public static Session Begin(Session s, SilenceBegan e) =>
        Still(s, e.At) with { Pause = new Pause(new Silence(e.At, e.Until), s.Pause?.Suspension) };

    public static Session End(Session s, SilenceEnded e) => GoOn(s with { Pause = PauseOf(null, s.Pause?.Suspension) }, e.At);

    public static Session Begin(Session s, Suspended e) =>
        Still(s, e.At) with { Pause = new Pause(s.Pause?.Silence, new Suspension(e.At)) };

    public static Session End(Session s, Resumed e)
    {
        var time = e.At - s.Pause!.Suspension!.Since;
        var silence = s.Pause.Silence is { } kept ? kept with { Until = kept.Until + time } : null;
        return GoOn(
            s with
            {
                Pause = PauseOf(silence, null),
                Circles = s.Circles is { } circles ? CircleChanges.Shifted(circles, time) : null,
                Stage = s.Stage with { StartedAt = s.Stage.StartedAt + time, EndsAt = s.Stage.EndsAt + time },
            },
            e.At);
    }

    private static Pause? PauseOf(Silence? silence, Suspension? suspension) => silence is null && suspension is null ? null : new Pause(silence, suspension);

    private static Session Still(Session s, DateTimeOffset at) => s.Floor is { Holder: not null, PausedAt: null }
        ? s with { Floor = s.Floor with { PausedAt = at } }
        : s;

    private static Session GoOn(Session s, DateTimeOffset at)
    {
        if (s.Pause is not null || s.Floor.PausedAt is not { } since)
        {
            return s;
        }

        // Whoever dropped during the pause has the whole time to come back, from now on.
        var time = at - since;
        var droppedAt = s.Floor.HeldUntil - SessionLimits.TurnHeld;
        return s with
        {
            Floor = s.Floor with
            {
                StartedAt = s.Floor.StartedAt + time,
                EndsAt = s.Floor.EndsAt + time,
                HeldUntil = s.Floor.HeldUntil + (at - (droppedAt > since ? droppedAt : since)),
                PausedAt = null,
            },
        };
    }
}
