namespace PeerMesh.Domain.Sessions;

/// <summary>A moment of silence. Share clocks stand still meanwhile. For those who lead.</summary>
/// <param name="Seconds">5 to 600.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.keep-silence")]
public sealed record KeepSilence([property: Id(0)] int Seconds = 60) : SessionCommand;

/// <summary>Ends the silence before its time. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.end-silence")]
public sealed record EndSilence : SessionCommand;

/// <summary>Stops everything at once: floor, hands, chat and reactions are frozen and the door is locked; only those who lead can act. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.suspend-all")]
public sealed record SuspendAll : SessionCommand;

/// <summary>Goes on where everything stopped, with the time that was left. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.resume-all")]
public sealed record ResumeAll : SessionCommand;

[GenerateSerializer, Immutable, Alias("pm.session.evt.silence-began")]
public sealed record SilenceBegan(DateTimeOffset At, [property: Id(0)] DateTimeOffset Until) : SessionEvent(At);

/// <param name="Next">Whose turn begins in the same moment: the floor is never free while someone waits for it.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.silence-ended")]
public sealed record SilenceEnded(DateTimeOffset At, [property: Id(0)] NextTurn? Next = null) : SessionEvent(At);

/// <summary>Everything is frozen until those who lead go on.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.suspended")]
public sealed record Suspended(DateTimeOffset At) : SessionEvent(At);

/// <param name="Next">Whose turn begins in the same moment.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.resumed")]
public sealed record Resumed(DateTimeOffset At, [property: Id(0)] NextTurn? Next = null) : SessionEvent(At);
