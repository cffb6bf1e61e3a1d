using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Directory;

/// <summary>Every "no" of a listing. Codes keep their meaning for good; sentences say what one can do now.</summary>
public static class ListingRefusals
{
    public static readonly Refusal VisibilityInvalid = new("listing.visibility_invalid", RefusalKind.Invalid, "Choose whether people can find the group: public or private.");
    public static readonly Refusal KindInvalid = new("listing.kind_invalid", RefusalKind.Invalid, "Choose what the group is: supportGroup, mentoringCircle or training.");
    public static readonly Refusal TopicsInvalid = new("listing.topics_invalid", RefusalKind.Invalid, "Choose up to 10 topics of the list, each once; GET /v1/directory/catalog has it.");
    public static readonly Refusal FocusInvalid = new("listing.focus_invalid", RefusalKind.Invalid, "Say what experience people share in at most 200 characters on one line, or leave it empty.");
    public static readonly Refusal AudiencesInvalid = new("listing.audiences_invalid", RefusalKind.Invalid, "Choose up to 12 of those it may be for, each once, or none for everyone.");
    public static readonly Refusal AgesInvalid = new("listing.ages_invalid", RefusalKind.Invalid, "Choose adults (18 and older) or teens (13 to 17); the two never share a group.");
    public static readonly Refusal LanguagesInvalid = new("listing.languages_invalid", RefusalKind.Invalid, "Name 1 to 8 languages by their tags, such as en or es, each once, the main one first.");
    public static readonly Refusal TypesInvalid = new("listing.types_invalid", RefusalKind.Invalid, "Name up to 40 codes of what meetings are like, such as O or BE, of 1 to 12 letters and digits each.");
    public static readonly Refusal AccessInvalid = new("listing.access_invalid", RefusalKind.Invalid, "Choose what the group offers from the list of access, each once.");
    public static readonly Refusal AccessNotesInvalid = new("listing.access_notes_invalid", RefusalKind.Invalid, "Notes on access have at most 1000 characters.");
    public static readonly Refusal WhatToExpectInvalid = new("listing.what_to_expect_invalid", RefusalKind.Invalid, "Say what to expect in at most 4000 characters.");
    public static readonly Refusal NotesInvalid = new("listing.notes_invalid", RefusalKind.Invalid, "Notes have at most 4000 characters.");
    public static readonly Refusal SizeInvalid = new("listing.size_invalid", RefusalKind.Invalid, "A group takes 2 to 500 people; leave it empty for no bound.");
    public static readonly Refusal SeriesInvalid = new("listing.series_invalid", RefusalKind.Invalid, "Choose how long the group goes on: ongoing, limited or closed.");
    public static readonly Refusal ClosesAfterInvalid = new("listing.closes_after_invalid", RefusalKind.Invalid, "A closed series takes newcomers until meeting 1 to 100; other groups always do, so leave it empty there.");
    public static readonly Refusal WebsiteInvalid = new("listing.website_invalid", RefusalKind.Invalid, "Give the whole address of the page, beginning with https://.");

    public static readonly Refusal TooManyContacts = new("listing.too_many_contacts", RefusalKind.LimitReached, "A listing names at most 5 people to ask.");
    public static readonly Refusal ContactNameInvalid = new("listing.contact_name_invalid", RefusalKind.Invalid, "Name whom to ask by a first name or a role, in at most 64 characters.");
    public static readonly Refusal ContactLastName = new("listing.contact_last_name", RefusalKind.Invalid, "Listings carry no last names. Use the first name alone, an initial (Maria L.) or a role.");
    public static readonly Refusal ContactEmailInvalid = new("listing.contact_email_invalid", RefusalKind.Invalid, "That is no e-mail address. Write it as name@example.org, or leave it empty.");
    public static readonly Refusal ContactPhoneInvalid = new("listing.contact_phone_invalid", RefusalKind.Invalid, "Write the phone number in digits, at most 64 characters, or leave it empty.");

    public static readonly Refusal VenueTypeMissing = new("listing.venue_type_missing", RefusalKind.Invalid, "Say where people meet: inPerson, virtual or hybrid.");
    public static readonly Refusal LinkInvalid = new("listing.link_invalid", RefusalKind.Invalid, "That is no link people can open. Give the whole address, beginning with https://.");
    public static readonly Refusal WayInMissing = new("listing.way_in_missing", RefusalKind.Invalid, "People cannot join on line without a link, a phone number or how to get one. Give one, or meet in a PeerMesh room.");
    public static readonly Refusal PhoneInvalid = new("listing.phone_invalid", RefusalKind.Invalid, "The number to call has digits and + , * # alone, at most 64.");
    public static readonly Refusal LinkNotesInvalid = new("listing.link_notes_invalid", RefusalKind.Invalid, "How to join has at most 1000 characters.");
    public static readonly Refusal PlaceInvalid = new("listing.place_invalid", RefusalKind.Invalid, "Each part of the address has at most 255 characters on one line, and the way to the door at most 1000.");
    public static readonly Refusal PointInvalid = new("listing.point_invalid", RefusalKind.Invalid, "A point on the map has a latitude from -90 to 90 and a longitude from -180 to 180, both or neither.");
}
