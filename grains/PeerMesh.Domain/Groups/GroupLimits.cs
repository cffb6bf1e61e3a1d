namespace PeerMesh.Domain.Groups;

/// <summary>Bounds of a group. Each says where its number comes from.</summary>
public static class GroupLimits
{
    /// <summary>Characters of a group's id: its id is part of every session's id and of addresses people type.</summary>
    public const int IdMax = 64;

    /// <summary>Characters of a group's name: the longest chapter names fit with their town.</summary>
    public const int NameMax = 128;

    /// <summary>Characters of what a group says of itself: a page of a leaflet.</summary>
    public const int AboutMax = 2000;

    /// <summary>Characters of a language tag; RFC 5646 asks for room for 35.</summary>
    public const int LanguageMax = 35;

    /// <summary>Characters of a phase's name: it stands on one line of a phone.</summary>
    public const int PhaseNameMax = 80;

    /// <summary>Minutes of one phase: no meeting lasts longer as a whole.</summary>
    public const int PhaseMinutesMax = 240;

    /// <summary>Characters of what may be said to open a phase: the longest preambles in use take half of it.</summary>
    public const int PhaseWordsMax = 2000;

    /// <summary>Seconds of one share.</summary>
    public const int ShareSecondsMin = 10;

    /// <summary>Seconds of one share: a speaker meeting's whole hour.</summary>
    public const int ShareSecondsMax = 3600;

    /// <summary>Seconds of a reply, a question or a process point.</summary>
    public const int ReplySecondsMin = 10;

    /// <summary>Seconds of a reply; longer is a share.</summary>
    public const int ReplySecondsMax = 600;

    /// <summary>Characters of a part's question: one or two sentences.</summary>
    public const int PhaseQuestionMax = 300;

    /// <summary>Seconds to finish a thought.</summary>
    public const int GraceSecondsMin = 5;

    /// <summary>Seconds to finish a thought; longer is a second share.</summary>
    public const int GraceSecondsMax = 300;

    /// <summary>Guidelines: more would not be read at the door.</summary>
    public const int GuidelinesMax = 30;

    /// <summary>Characters of one guideline: one sentence.</summary>
    public const int GuidelineMax = 400;

    /// <summary>People in the room at once.</summary>
    public const int CapacityMin = 2;

    /// <summary>People in the room at once; half of <see cref="Sessions.SessionLimits.PeopleMax"/>.</summary>
    public const int CapacityMax = 150;

    /// <summary>How many a group may wait for before it begins.</summary>
    public const int MinimumToStartMax = 20;

    /// <summary>Minutes a group may wait for them.</summary>
    public const int MinimumWaitMinutesMax = 120;

    /// <summary>Minutes after the start in which new people may come in: as long as the longest phase.</summary>
    public const int EntryWindowMinutesMax = 240;

    /// <summary>People on one roster: several times the largest group that meets in one room.</summary>
    public const int RosterMax = 500;

    /// <summary>Characters of a name on the roster, as in the room.</summary>
    public const int RosterNameMax = Sessions.SessionLimits.NameMax;

    /// <summary>Sessions of one group whose door is open at once: it only stops abuse.</summary>
    public const int OpenSessionsMax = 20;

    /// <summary>Ended sessions a group remembers, so that a late repeat of a request to start one does not start another.</summary>
    public const int EndedSessionsMax = 100;

    /// <summary>Meetings a group remembers for figures: three a day for as long as figures look back, and room for more.</summary>
    public const int HeldMeetingsMax = 300;

    /// <summary>Characters of a session's title.</summary>
    public const int TitleMax = 128;

    /// <summary>Characters of a client's request id.</summary>
    public const int RequestIdMax = 64;

    /// <summary>Groups on one network's list. The list is one stored document; a network larger than this needs a directory.</summary>
    public const int ListedGroupsMax = 2000;
}
