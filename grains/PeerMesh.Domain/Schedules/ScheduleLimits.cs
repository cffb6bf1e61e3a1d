namespace PeerMesh.Domain.Schedules;

/// <summary>Bounds of a timetable. Each says where its number comes from.</summary>
public static class ScheduleLimits
{
    /// <summary>Rules of one group: seven days with three meetings each, edited a few times.</summary>
    public const int RulesMax = 50;

    /// <summary>Characters of a rule's id.</summary>
    public const int RuleIdMax = 16;

    /// <summary>Single dates that differ: two years of a weekly meeting, every one of them changed, and again as many.</summary>
    public const int ChangesMax = 200;

    /// <summary>Closures: some years of summers and winters.</summary>
    public const int ClosuresMax = 50;

    /// <summary>Days of one closure: a pandemic.</summary>
    public const int ClosureDaysMax = 1100;

    /// <summary>Weeks between meetings.</summary>
    public const int EveryWeeksMax = 26;

    /// <summary>Months between meetings.</summary>
    public const int EveryMonthsMax = 12;

    /// <summary>Meetings of a limited series.</summary>
    public const int CountMax = 500;

    /// <summary>Minutes of one meeting: a retreat's whole day.</summary>
    public const int MinutesMax = 720;

    /// <summary>Minutes of a meeting where nothing is said; of a form it is what the form's agenda takes.</summary>
    public const int MinutesUsual = 60;

    /// <summary>Longer than this is worth a question: most people cannot listen for longer.</summary>
    public const int MinutesLong = 120;

    /// <summary>Days by which one date may be moved: into the next quarter.</summary>
    public const int MovedDaysMax = 100;

    /// <summary>Characters of a reason.</summary>
    public const int ReasonMax = 200;

    /// <summary>Years a timetable may speak of.</summary>
    public const int YearMin = 2000;

    /// <summary>Years a timetable may speak of.</summary>
    public const int YearMax = 2100;

    /// <summary>Minutes before the start at which doors open where the group says nothing.</summary>
    public const int DoorsUsual = 15;

    /// <summary>Minutes before the start at which doors may open at the earliest.</summary>
    public const int DoorsMax = 120;

    /// <summary>Minutes before the start at which people are reminded where the group says nothing: time to come home.</summary>
    public const int ReminderUsual = 120;

    /// <summary>Minutes before the start at which people may be reminded at the earliest: two days, to plan the evening.</summary>
    public const int ReminderMax = 2880;
}
