using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Groups;

/// <summary>Every "no" of a group. Codes keep their meaning for good; sentences say what one can do now.</summary>
public static class GroupRefusals
{
    public static readonly Refusal NotFound = new("group.not_found", RefusalKind.NotFound, "There is no such group. Look for it on the front page.");
    public static readonly Refusal IdInvalid = new("group.id_invalid", RefusalKind.Invalid, "A group's id is 1 to 64 small letters, digits or hyphens.");
    public static readonly Refusal AlreadyFounded = new("group.already_founded", RefusalKind.Conflict, "This group exists already. Found another one with a request of its own.");
    public static readonly Refusal FacilitatorsOnly = new("group.facilitators_only", RefusalKind.NotAllowed, "Only those who facilitate this group can do this. Ask one of them.");

    public static readonly Refusal NameInvalid = new("group.name_invalid", RefusalKind.Invalid, "Give the group a name of 1 to 128 characters on one line.");
    public static readonly Refusal AboutInvalid = new("group.about_invalid", RefusalKind.Invalid, "Say what the group is for in at most 2000 characters; it may be left empty.");
    public static readonly Refusal UnknownForm = new("group.unknown_form", RefusalKind.Invalid, "Choose one of the meeting forms on the list of forms.");
    public static readonly Refusal LanguageInvalid = new("group.language_invalid", RefusalKind.Invalid, "Name the language of the meetings by its tag, such as en, es or pt-BR.");
    public static readonly Refusal OpennessInvalid = new("group.openness_invalid", RefusalKind.Invalid, "Choose who may come: open or members.");

    public static readonly Refusal AgendaInvalid = new("group.agenda_invalid", RefusalKind.Invalid, "Give the agenda 1 to 30 parts, or leave it out to take the form's.");
    public static readonly Refusal PhaseNameInvalid = new("group.phase_name_invalid", RefusalKind.Invalid, "Give every part of the agenda a name of 1 to 80 characters on one line.");
    public static readonly Refusal PhaseMinutesInvalid = new("group.phase_minutes_invalid", RefusalKind.Invalid, "Plan 1 to 240 minutes for every part of the agenda.");
    public static readonly Refusal PhaseModeInvalid = new("group.phase_mode_invalid", RefusalKind.Invalid, "Say for every part of the agenda how the floor moves: facilitatorOnly, goRound, queue, popcorn or open.");
    public static readonly Refusal PhaseShareInvalid = new("group.phase_share_invalid", RefusalKind.Invalid, "A share lasts 10 to 3600 seconds; leave it out to take the house rule.");
    public static readonly Refusal PhaseOrderInvalid = new("group.phase_order_invalid", RefusalKind.Invalid, "Choose the order of a go-round: joined, shuffled or chosen.");
    public static readonly Refusal PhaseWordsInvalid = new("group.phase_words_invalid", RefusalKind.Invalid, "The words that open a part have at most 2000 characters; they may be left empty.");
    public static readonly Refusal GuidelinesInvalid = new("group.guidelines_invalid", RefusalKind.Invalid, "Give 1 to 30 guidelines of 1 to 400 characters each, or leave them out to take the form's.");

    public static readonly Refusal ShareInvalid = new("group.share_invalid", RefusalKind.Invalid, "A share lasts 10 to 3600 seconds.");
    public static readonly Refusal OverTimeInvalid = new("group.over_time_invalid", RefusalKind.Invalid, "Choose what happens when time is up: gentle, grace or hard.");
    public static readonly Refusal PhaseCircleInvalid = new("group.phase_circle_invalid", RefusalKind.Invalid, "A circle has 2 to 8 people.");
    public static readonly Refusal PhaseQuestionInvalid = new("group.phase_question_invalid", RefusalKind.Invalid, "The question of a part has at most 300 characters; the text may be empty.");
    public static readonly Refusal ReplyInvalid = new("group.reply_invalid", RefusalKind.Invalid, "A reply lasts 10 to 600 seconds.");
    public static readonly Refusal GraceInvalid = new("group.grace_invalid", RefusalKind.Invalid, "The time to finish a thought is 5 to 300 seconds.");
    public static readonly Refusal CapacityInvalid = new("group.capacity_invalid", RefusalKind.Invalid, "A room holds 2 to 150 people.");
    public static readonly Refusal MinimumInvalid = new("group.minimum_invalid", RefusalKind.Invalid, "A meeting may wait for 1 to 20 people, and for no more than the room holds.");
    public static readonly Refusal MinimumWaitInvalid = new("group.minimum_wait_invalid", RefusalKind.Invalid, "A meeting waits 1 to 120 minutes for enough people.");
    public static readonly Refusal EntryWindowInvalid = new("group.entry_window_invalid", RefusalKind.Invalid, "New people may come in for 1 to 240 minutes after the start, or 0 for as long as the meeting runs.");

    public static readonly Refusal RoleInvalid = new("group.role_invalid", RefusalKind.Invalid, "On the roster a person is facilitator, coFacilitator or member.");
    public static readonly Refusal RosterNameInvalid = new("group.roster_name_invalid", RefusalKind.Invalid, "Choose a name of 1 to 40 characters for the roster: a first name or a made-up one, never an e-mail address.");
    public static readonly Refusal LastFacilitator = new("group.last_facilitator", RefusalKind.Conflict, "A group keeps at least one facilitator. Make somebody else facilitator first.");
    public static readonly Refusal RosterIsFull = new("group.roster_is_full", RefusalKind.LimitReached, "The roster holds 500 people. Take somebody off it who no longer comes.");

    public static readonly Refusal TitleInvalid = new("group.title_invalid", RefusalKind.Invalid, "Give the session a title of 1 to 128 characters on one line, or none to take the group's name.");
    public static readonly Refusal RequestIdInvalid = new("group.request_id_invalid", RefusalKind.Invalid, "A request needs a requestId of 1 to 64 characters.");
    public static readonly Refusal TooManyOpenSessions = new("group.too_many_open_sessions", RefusalKind.LimitReached, "This group has 20 sessions open. Close one of them first.");
    public static readonly Refusal ListIsFull = new("group.list_is_full", RefusalKind.LimitReached, "The network's list of groups is full. The group itself is fine and can be reached by its address.");
}
