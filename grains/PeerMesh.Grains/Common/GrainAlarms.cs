namespace PeerMesh.Grains.Common;

internal static class GrainAlarms
{
    /// <summary>Sets one timer of a grain to go off once; it is made when first set, and set anew it forgets what it was set to.</summary>
    /// <param name="due">Infinite takes it back.</param>
    /// <param name="keepsAwake">Whether going off counts as use, so that the grain stays in memory while there is something to do.</param>
    public static void SetAlarm(this IGrainBase grain, ref IGrainTimer? timer, Func<Task> what, TimeSpan due, bool keepsAwake = true)
    {
        timer ??= grain.RegisterGrainTimer(
            _ => what(),
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = keepsAwake });
        timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
