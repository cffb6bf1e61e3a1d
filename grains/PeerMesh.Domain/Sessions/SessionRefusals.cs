using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Every "no" of a live session. Codes keep their meaning for good; sentences say what one can do now.</summary>
public static class SessionRefusals
{
    public static readonly Refusal NotFound = new("session.not_found", RefusalKind.NotFound, "There is no such session. Ask for a new link, or look for your group on the front page.");
    public static readonly Refusal DoorsNotOpen = new("session.doors_not_open", RefusalKind.Conflict, "The doors of this meeting are not open yet. Come back a little before it starts.");
    public static readonly Refusal MeetingCancelled = new("session.meeting_cancelled", RefusalKind.Conflict, "This meeting does not take place. Look for the group's next date on its page.");
    public static readonly Refusal MeetingOver = new("session.meeting_over", RefusalKind.Conflict, "This meeting is over. Look for the group's next date on its page.");
    public static readonly Refusal Closed = new("session.closed", RefusalKind.Conflict, "This session has ended. Thank you for having been here.");
    public static readonly Refusal NotStarted = new("session.not_started", RefusalKind.Conflict, "The meeting has not begun. It starts when the facilitator says so.");
    public static readonly Refusal AlreadyStarted = new("session.already_started", RefusalKind.Conflict, "The meeting has begun already.");

    public static readonly Refusal NotEntered = new("session.not_entered", RefusalKind.NotAllowed, "You are not in this session. Come in first, with a name of your choice.");
    public static readonly Refusal NotAdmitted = new("session.not_admitted", RefusalKind.NotAllowed, "You are in the lobby. A facilitator lets you in soon.");
    public static readonly Refusal WasDeclined = new("session.declined", RefusalKind.NotAllowed, "The facilitator could not let you in this time. You are welcome to look for another group.");
    public static readonly Refusal WasRemoved = new("session.removed", RefusalKind.NotAllowed, "You were asked to leave this session and cannot come back to it today.");
    public static readonly Refusal SteppedOut = new("session.stepped_out", RefusalKind.Conflict, "You are on a break. Come back in first; your place is kept.");
    public static readonly Refusal NotSteppedOut = new("session.not_stepped_out", RefusalKind.Conflict, "You are in the room already.");
    public static readonly Refusal MembersOnly = new("session.members_only", RefusalKind.NotAllowed, "This group meets among its members. Ask its facilitator to add you.");
    public static readonly Refusal IsLocked = new("session.locked", RefusalKind.Conflict, "The room is locked: nobody new can come in just now.");
    public static readonly Refusal EntryClosed = new("session.entry_closed", RefusalKind.Conflict, "The meeting is under way and new people can no longer come in. Those who were here may return.");
    public static readonly Refusal Full = new("session.full", RefusalKind.LimitReached, "The room is full. A place may become free; try again in a while.");
    public static readonly Refusal TooManyPeople = new("session.too_many_people", RefusalKind.LimitReached, "Too many people have knocked at this door today.");
    public static readonly Refusal TooManyConnections = new("session.too_many_connections", RefusalKind.LimitReached, "This session is open in too many places at once. Close some of its pages and try again.");
    public static readonly Refusal NameTaken = new("session.name_taken", RefusalKind.Conflict, "Somebody here goes by that name. Please choose another.");
    public static readonly Refusal NameInvalid = new("session.name_invalid", RefusalKind.Invalid, "Choose a name of 1 to 40 letters, digits or spaces. A first name or a made-up one is best.");
    public static readonly Refusal GuidelinesChanged = new("session.guidelines_changed", RefusalKind.Conflict, "Please read and agree to the guidelines as they are now; they have another version than the one you agreed to.");

    public static readonly Refusal FacilitatorsOnly = new("session.facilitators_only", RefusalKind.NotAllowed, "Only those who lead the meeting can do this.");
    public static readonly Refusal NoSuchParticipant = new("session.no_such_participant", RefusalKind.NotFound, "That person is not in this session.");
    public static readonly Refusal NotWaiting = new("session.not_waiting", RefusalKind.Conflict, "That person does not wait in the lobby.");
    public static readonly Refusal NotPresent = new("session.not_present", RefusalKind.Conflict, "That person is away just now.");
    public static readonly Refusal NotYourself = new("session.not_yourself", RefusalKind.Conflict, "You cannot do this to yourself. To go, choose Leave.");
    public static readonly Refusal CannotRemoveFacilitator = new("session.cannot_remove_facilitator", RefusalKind.NotAllowed, "A facilitator of the group can only be removed by another facilitator.");
    public static readonly Refusal AlreadyLocked = new("session.already_locked", RefusalKind.Conflict, "The room is locked already.");
    public static readonly Refusal NotLocked = new("session.not_locked", RefusalKind.Conflict, "The room is not locked.");

    public static readonly Refusal TooFew = new("session.too_few", RefusalKind.Conflict, "Not enough people are here to begin. Wait for a few more.");
    public static readonly Refusal StalePhase = new("session.stale_phase", RefusalKind.Conflict, "The meeting has moved to another part in the meantime. Look again and choose.");
    public static readonly Refusal NoNextPhase = new("session.no_next_phase", RefusalKind.Conflict, "This is the last part. Close the session when you are ready.");
    public static readonly Refusal NoPreviousPhase = new("session.no_previous_phase", RefusalKind.Conflict, "This is the first part; there is none before it.");
    public static readonly Refusal ExtensionTooLong = new("session.extension_too_long", RefusalKind.LimitReached, "A part can be made at most 60 minutes longer.");
    public static readonly Refusal MinutesInvalid = new("session.minutes_invalid", RefusalKind.Invalid, "Give a number of minutes from 1 to 60.");

    public static readonly Refusal AlreadyInLine = new("session.already_in_line", RefusalKind.Conflict, "You are already speaking or waiting to speak.");
    public static readonly Refusal NotInLine = new("session.not_in_line", RefusalKind.Conflict, "There is no raised hand to lower or move.");
    public static readonly Refusal LineIsFull = new("session.line_is_full", RefusalKind.LimitReached, "The line to speak is full. Try again after the next share.");
    public static readonly Refusal NoHandsNow = new("session.no_hands_now", RefusalKind.Conflict, "In this part of the meeting hands are not raised; your turn comes by itself, or the facilitator speaks.");
    public static readonly Refusal PositionInvalid = new("session.position_invalid", RefusalKind.Invalid, "Give a place in line, counting from 1.");
    public static readonly Refusal ReasonInvalid = new("session.reason_invalid", RefusalKind.Invalid, "Say why, in 1 to 140 characters; everyone will see it.");

    public static readonly Refusal StaleTurn = new("session.stale_turn", RefusalKind.Conflict, "That turn is over. The floor has moved on; here is how things stand now.");
    public static readonly Refusal NotSpeaking = new("session.not_speaking", RefusalKind.Conflict, "You do not have the floor.");
    public static readonly Refusal NotYourTurn = new("session.not_your_turn", RefusalKind.Conflict, "You have no turn to pass just now.");
    public static readonly Refusal OnlyInRound = new("session.only_in_round", RefusalKind.Conflict, "This is only possible in a go-round.");
    public static readonly Refusal LastTimeRound = new("session.last_time_round", RefusalKind.Conflict, "You have put off your turn once already. You may speak or pass.");
    public static readonly Refusal OnlyInPopcorn = new("session.only_in_popcorn", RefusalKind.Conflict, "Handing on is only possible when the speaker chooses who is next.");
    public static readonly Refusal NotToYourself = new("session.not_to_yourself", RefusalKind.Conflict, "Choose someone other than yourself.");
    public static readonly Refusal FloorTaken = new("session.floor_taken", RefusalKind.Conflict, "Somebody has the floor. Wait until the share has ended, or end it first.");
    public static readonly Refusal NotTimed = new("session.not_timed", RefusalKind.Conflict, "This share has no time limit.");
    public static readonly Refusal SecondsInvalid = new("session.seconds_invalid", RefusalKind.Invalid, "Give a number of seconds from 10 to 600.");
    public static readonly Refusal ShareTooLong = new("session.share_too_long", RefusalKind.LimitReached, "This share cannot be made any longer.");
    public static readonly Refusal AlreadyAgreed = new("session.already_agreed", RefusalKind.Conflict, "You have agreed already.");
    public static readonly Refusal RoundOrderInvalid = new("session.round_order_invalid", RefusalKind.Invalid, "Name people who are in the room, each once, to choose an order.");

    public static readonly Refusal RepliesNotWelcome = new("session.replies_not_welcome", RefusalKind.Conflict, "This share is for listening. A reply is possible where the person who shared asks for it.");
    public static readonly Refusal NotYourShare = new("session.not_your_share", RefusalKind.NotAllowed, "Only the person who shares says what they would like to hear.");
    public static readonly Refusal KindInvalid = new("session.kind_invalid", RefusalKind.Invalid, "A hand is raised for a share, a reply, a question or a process point.");
    public static readonly Refusal FeedbackInvalid = new("session.feedback_invalid", RefusalKind.Invalid, "Choose no feedback, listening, experiences or advice.");
    public static readonly Refusal TimekeeperBounds = new("session.timekeeper_bounds", RefusalKind.LimitReached, "A timekeeper can add a minute to a share, three in all, or five minutes to a part. A facilitator can add more.");

    public static readonly Refusal InCircles = new("session.in_circles", RefusalKind.Conflict, "People are in their circles just now. This is possible again when everyone is back.");
    public static readonly Refusal NotInCircles = new("session.not_in_circles", RefusalKind.Conflict, "Nobody is in circles just now.");
    public static readonly Refusal RoundFirst = new("session.round_first", RefusalKind.Conflict, "The go-round is not complete. Finish it before people go into circles.");
    public static readonly Refusal TooFewForCircles = new("session.too_few_for_circles", RefusalKind.Conflict, "It takes at least two people to make a circle.");
    public static readonly Refusal CirclesInvalid = new("session.circles_invalid", RefusalKind.Invalid, "A circle has 2 to 8 people, and circles last 60 to 3600 seconds.");
    public static readonly Refusal CallBackInvalid = new("session.call_back_invalid", RefusalKind.Invalid, "Give people 0 to 300 seconds to come back.");
    public static readonly Refusal CirclesTooLong = new("session.circles_too_long", RefusalKind.LimitReached, "Circles can last an hour in all.");
    public static readonly Refusal InSilence = new("session.in_silence", RefusalKind.Conflict, "A moment of silence is on. The floor goes on after it.");
    public static readonly Refusal NotInSilence = new("session.not_in_silence", RefusalKind.Conflict, "There is no silence to end.");
    public static readonly Refusal SilenceInvalid = new("session.silence_invalid", RefusalKind.Invalid, "A moment of silence lasts 5 to 600 seconds.");
    public static readonly Refusal IsSuspended = new("session.suspended", RefusalKind.Conflict, "Everything is paused for a moment. Those who lead will go on soon; you can still call them for help.");
    public static readonly Refusal NotSuspended = new("session.not_suspended", RefusalKind.Conflict, "Nothing is suspended.");

    public static readonly Refusal ReactionInvalid = new("session.reaction_invalid", RefusalKind.Invalid, "Choose one of the reactions there are: heart, thanks, withYou, sameHere, strength.");
    public static readonly Refusal NoReactionsNow = new("session.no_reactions_now", RefusalKind.Conflict, "The person who shares asked for no response at all. Just listening is a gift too.");
    public static readonly Refusal TooManySigns = new("session.too_many_signs", RefusalKind.LimitReached, "That was a lot at once. Wait a few seconds and try again.");
    public static readonly Refusal ChatIsClosed = new("session.chat_closed", RefusalKind.Conflict, "The chat is closed just now. You can still write to the facilitators.");
    public static readonly Refusal ChatIsOpen = new("session.chat_open", RefusalKind.Conflict, "The chat is open already.");
    public static readonly Refusal MessageInvalid = new("session.message_invalid", RefusalKind.Invalid, "Write 1 to 300 characters.");
    public static readonly Refusal NobodyToRead = new("session.nobody_to_read", RefusalKind.Conflict, "There is nobody to read it: you are in no circle and have not stepped aside with anyone.");
    public static readonly Refusal NoSuchMessage = new("session.no_such_message", RefusalKind.NotFound, "There is no such message in sight.");
    public static readonly Refusal AlreadyThanked = new("session.already_thanked", RefusalKind.Conflict, "You have thanked them already. They saw it.");
    public static readonly Refusal TooManyThanks = new("session.too_many_thanks", RefusalKind.LimitReached, "So many thank-yous! No more can be sent in this session; say the rest aloud.");
    public static readonly Refusal NotesTooLong = new("session.notes_too_long", RefusalKind.Invalid, "Notes can have up to 4000 characters.");
    public static readonly Refusal AskInvalid = new("session.ask_invalid", RefusalKind.Invalid, "Say in 1 to 200 characters what you are looking for.");
    public static readonly Refusal TooManyAsks = new("session.too_many_asks", RefusalKind.LimitReached, "Enough is asked for at the moment. Try again when the facilitators have answered.");
    public static readonly Refusal NoSuchAsk = new("session.no_such_ask", RefusalKind.NotFound, "There is no such question any more.");
    public static readonly Refusal PinInvalid = new("session.pin_invalid", RefusalKind.Invalid, "A resource has a title of 1 to 80 characters and an https link, or a text of up to 500 characters.");
    public static readonly Refusal TooManyPins = new("session.too_many_pins", RefusalKind.LimitReached, "Twenty resources are pinned. Take one down first.");
    public static readonly Refusal NoSuchPin = new("session.no_such_pin", RefusalKind.NotFound, "That resource is not pinned any more.");

    public static readonly Refusal NoteInvalid = new("session.note_invalid", RefusalKind.Invalid, "A note has up to 200 characters. You can also call without one.");
    public static readonly Refusal AlreadyCalled = new("session.already_called", RefusalKind.Conflict, "Your call has reached those who lead. They see it.");
    public static readonly Refusal NoSuchCall = new("session.no_such_call", RefusalKind.NotFound, "There is no open call for help of that person.");
    public static readonly Refusal AlreadyAcknowledged = new("session.already_acknowledged", RefusalKind.Conflict, "Somebody who leads has taken this call already.");
    public static readonly Refusal AlreadyAside = new("session.already_aside", RefusalKind.Conflict, "One of you has stepped aside already, or was asked to.");
    public static readonly Refusal NotAskedAside = new("session.not_asked_aside", RefusalKind.Conflict, "There is no invitation to step aside any more.");
    public static readonly Refusal NobodyElseLeads = new("session.nobody_else_leads", RefusalKind.Conflict, "Somebody has to stay with the group. Make somebody a co-facilitator first, or stay and write to each other.");
    public static readonly Refusal DutyInvalid = new("session.duty_invalid", RefusalKind.Invalid, "Somebody can be made a greeter or a timekeeper.");

    public static readonly Refusal CheckOutLater = new("session.check_out_later", RefusalKind.Conflict, "The questions about the meeting come with its last part.");
    public static readonly Refusal CheckOutOver = new("session.check_out_over", RefusalKind.Conflict, "The questions about this meeting are closed. Thank you for wanting to answer.");
    public static readonly Refusal AlreadyCheckedOut = new("session.already_checked_out", RefusalKind.Conflict, "We have your answers already. Thank you.");
    public static readonly Refusal CheckOutInvalid = new("session.check_out_invalid", RefusalKind.Invalid, "Answer at least one: feltHeard from 1 to 5, comeBack with yes, maybe or no, or up to 300 characters of words.");

    public static readonly Refusal RoleInvalid = new("session.role_invalid", RefusalKind.Invalid, "In a session a person can be made a co-facilitator or a member.");
    public static readonly Refusal HasGavel = new("session.has_gavel", RefusalKind.Conflict, "That person holds the gavel already.");
    public static readonly Refusal GavelTaken = new("session.gavel_taken", RefusalKind.NotAllowed, "Somebody holds the gavel. A facilitator may ask for it back; otherwise it is offered when they are gone.");
    public static readonly Refusal RulesInvalid = new("session.rules_invalid", RefusalKind.Invalid, "Shares last 10 to 3600 seconds, replies 10 to 600, and the time to finish a thought is 5 to 300 seconds.");

    public static readonly Refusal CommandIdInvalid = new("session.command_id_invalid", RefusalKind.Invalid, "A command needs a commandId of 1 to 64 characters.");
    public static readonly Refusal CommandIdReused = new("session.command_id_reused", RefusalKind.Conflict, "This commandId was used for another command. Give each wish its own.");
}
