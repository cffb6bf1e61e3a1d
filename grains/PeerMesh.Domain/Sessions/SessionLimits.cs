namespace PeerMesh.Domain.Sessions;

/// <summary>Bounds and delays of a live session. Each says where its number comes from.</summary>
public static class SessionLimits
{
    /// <summary>Everyone who ever knocked at one session's door. Twice the largest room, so that a busy door can still turn people away politely.</summary>
    public const int PeopleMax = 300;

    /// <summary>Listed presence intervals per person; a connection that breaks more often has its oldest ones added up.</summary>
    public const int IntervalsMax = 32;

    /// <summary>Raised hands at once: more than a room of 40 can produce, so it only stops abuse in very large rooms.</summary>
    public const int WaitingMax = 60;

    /// <summary>Phases of an agenda.</summary>
    public const int PhasesMax = 30;

    /// <summary>Characters of a name in the room.</summary>
    public const int NameMax = 40;

    /// <summary>Characters of the reason for moving a hand.</summary>
    public const int ReasonMax = 140;

    /// <summary>Characters of a client's command id.</summary>
    public const int CommandIdMax = 64;

    /// <summary>Minutes a phase may be extended by at once, and in all.</summary>
    public const int ExtendMinutesMax = 60;

    /// <summary>Seconds extensions may add to one share in all.</summary>
    public const int ExtendSecondsMax = 1800;

    /// <summary>What one extension adds when nobody says otherwise.</summary>
    public const int ExtendSeconds = 60;

    /// <summary>The speaker's first private signal.</summary>
    public const int FirstWarningSeconds = 60;

    /// <summary>The speaker's last private signal.</summary>
    public const int LastWarningSeconds = 15;

    /// <summary>How long a speaker who drops keeps the turn: long enough to reload a page on a weak phone.</summary>
    public static readonly TimeSpan TurnHeld = TimeSpan.FromSeconds(30);

    /// <summary>How long the gavel waits for a facilitator who is gone.</summary>
    public static readonly TimeSpan GavelWaits = TimeSpan.FromSeconds(60);

    /// <summary>How long before the planned end everyone is reminded, so that the closing is never lost.</summary>
    public static readonly TimeSpan EndWarning = TimeSpan.FromMinutes(5);

    /// <summary>A session that nobody attends closes by itself after this long.</summary>
    public static readonly TimeSpan EmptyMax = TimeSpan.FromMinutes(15);

    /// <summary>People in a circle: with more nobody gets to speak, and the room itself is the better place.</summary>
    public const int CircleSizeMax = 8;

    /// <summary>Shortest time in circles: one cannot even say hello in less.</summary>
    public const int CircleSecondsMin = 60;

    /// <summary>Longest time in circles, extensions included.</summary>
    public const int CircleSecondsMax = 3600;

    /// <summary>Longest time people are given to finish when they are called back.</summary>
    public const int CallBackSecondsMax = 300;

    /// <summary>Longest moment of silence. A quiet part of the agenda may be longer.</summary>
    public const int SilenceSecondsMax = 600;

    /// <summary>Messages to everyone that are kept; all of them are sent with every new one.</summary>
    public const int MessagesMax = 40;

    /// <summary>Messages to some only that are kept.</summary>
    public const int PrivateMessagesMax = 80;

    /// <summary>Characters of a message.</summary>
    public const int MessageMax = 300;

    /// <summary>Characters of a facilitator's notes.</summary>
    public const int NotesMax = 4000;

    /// <summary>Characters of the note with a call for help, and of a question for a resource.</summary>
    public const int NoteMax = 200;

    /// <summary>Open questions for a resource, of everyone and of one person.</summary>
    public const int ResourceAsksMax = 20;

    /// <summary>The same of one person.</summary>
    public const int ResourceAsksEachMax = 3;

    /// <summary>Thank-yous that are kept; enough for forty people who each thank ten.</summary>
    public const int ThanksMax = 400;

    /// <summary>The time over which messages and reactions are counted to bound them.</summary>
    public static readonly TimeSpan SignsWithin = TimeSpan.FromSeconds(10);

    /// <summary>Messages of one person within that time: nobody types faster.</summary>
    public const int MessagesEachMax = 5;

    /// <summary>Reactions of one person within that time.</summary>
    public const int ReactionsEachMax = 4;

    /// <summary>Messages and reactions of everyone within that time: three a second keep even weak phones calm.</summary>
    public const int SignsMax = 30;

    /// <summary>Pinned resources at once.</summary>
    public const int PinsMax = 20;

    /// <summary>Characters of a pinned resource's title.</summary>
    public const int PinTitleMax = 80;

    /// <summary>Characters of its link, and of its text.</summary>
    public const int PinTextMax = 500;

    /// <summary>Seconds a timekeeper may add to a share at once.</summary>
    public const int TimekeeperSecondsMax = 60;

    /// <summary>Seconds a share may have been extended by, up to which a timekeeper may still add.</summary>
    public const int TimekeeperSecondsInAllMax = 180;

    /// <summary>Minutes a timekeeper may add to a phase at once, and a phase may have been extended by in all where they do.</summary>
    public const int TimekeeperMinutesMax = 5;

    /// <summary>How long after the end people may still answer the questions about it: until the next meeting of a weekly group.</summary>
    public static readonly TimeSpan CheckOutFor = TimeSpan.FromDays(7);
}
