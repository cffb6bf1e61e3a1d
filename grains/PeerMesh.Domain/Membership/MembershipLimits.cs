namespace PeerMesh.Domain.Membership;

/// <summary>Bounds of membership. Each says where its number comes from.</summary>
public static class MembershipLimits
{
    /// <summary>A free place is held for a day: long enough for whoever reads mail once a day.</summary>
    public const int HoldMinutes = 24 * 60;

    public const int HoldMinutesMin = 5;

    /// <summary>A week: a weekly group would else hold a place from one meeting past the next.</summary>
    public const int HoldMinutesMax = 7 * 24 * 60;

    /// <summary>Members of one group, as on the roster.</summary>
    public const int SizeMax = Groups.GroupLimits.RosterMax;

    /// <summary>People in one line: as many as on a roster; whoever would be behind them waits years.</summary>
    public const int LineMax = 500;

    /// <summary>Open requests: more than those who lead can read in a month.</summary>
    public const int RequestsMax = 200;

    /// <summary>Open invitations by address. It also bounds how much mail one group can cause.</summary>
    public const int InvitationsMax = 100;

    /// <summary>Links and codes that have not ended.</summary>
    public const int LinksMax = 50;

    /// <summary>Uses of one link: a whole roster.</summary>
    public const int LinkUsesMax = SizeMax;

    /// <summary>Characters of a link's label: "Dr. Lee's office".</summary>
    public const int LabelMax = 60;

    /// <summary>Days that an invitation or a link is good at most.</summary>
    public const int DaysMax = 365;

    /// <summary>Days that an invitation by address is good.</summary>
    public const int InvitationDays = 30;

    /// <summary>Characters of a message with a request or an answer: a few sentences.</summary>
    public const int WordsMax = 500;

    /// <summary>Characters of the reason for moving somebody up in the line.</summary>
    public const int ReasonMax = 140;

    /// <summary>People who left, were declined or removed and are remembered; those removed are forgotten last.</summary>
    public const int PastMax = 1000;

    /// <summary>Moves in the line that are remembered.</summary>
    public const int MovesMax = 100;

    /// <summary>Answers that are remembered, so that a repeated request gets the same one: a burst of hundreds and their retries.</summary>
    public const int AnswersMax = 600;

    /// <summary>Places on one date: the largest room.</summary>
    public const int PlacesPerDateMax = Groups.GroupLimits.CapacityMax;

    /// <summary>Coming dates one person may be held to.</summary>
    public const int DatesPerPersonMax = 100;

    /// <summary>How long before the start a place is for whoever takes it first.</summary>
    public static readonly TimeSpan FirstToArrive = TimeSpan.FromMinutes(10);
}
