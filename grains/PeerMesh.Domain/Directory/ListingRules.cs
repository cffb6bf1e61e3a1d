using System.Collections.Frozen;
using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Directory;

/// <summary>What a listing may say. Listings come from outside: any part may be missing, whatever its type says.</summary>
public static class ListingRules
{
    /// <summary>The first thing that cannot be kept, or null. This is what imported listings have to pass.</summary>
    public static Refusal? Check(Listing listing) =>
        !Enum.IsDefined(listing.Visibility) ? ListingRefusals.VisibilityInvalid
        : !Enum.IsDefined(listing.Kind) ? ListingRefusals.KindInvalid
        : !AreOf(listing.Topics, DirectoryCatalog.KnownTopics, ListingLimits.TopicsMax) ? ListingRefusals.TopicsInvalid
        : listing.Focus is { } focus && !GroupRules.IsLine(focus, ListingLimits.FocusMax) ? ListingRefusals.FocusInvalid
        : !AreOf(listing.Audiences, DirectoryCatalog.KnownAudiences, ListingLimits.AudiencesMax) ? ListingRefusals.AudiencesInvalid
        : !Enum.IsDefined(listing.Ages) ? ListingRefusals.AgesInvalid
        : listing.Languages.Count is 0 or > ListingLimits.LanguagesMax || !Once(listing.Languages) || !listing.Languages.TrueForAll(GroupDraftRules.IsLanguage) ? ListingRefusals.LanguagesInvalid
        : listing.Types.Count > ListingLimits.TypesMax || !Once(listing.Types) || !listing.Types.TrueForAll(IsType) ? ListingRefusals.TypesInvalid
        : !AreOf(listing.Access, DirectoryCatalog.KnownAccess, ListingLimits.AccessMax) ? ListingRefusals.AccessInvalid
        : !IsNote(listing.AccessNotes, ListingLimits.AccessNotesMax) ? ListingRefusals.AccessNotesInvalid
        : !IsNote(listing.WhatToExpect, ListingLimits.NotesMax) ? ListingRefusals.WhatToExpectInvalid
        : !IsNote(listing.Notes, ListingLimits.NotesMax) ? ListingRefusals.NotesInvalid
        : listing.SizeMax is < ListingLimits.SizeMin or > ListingLimits.SizeMax ? ListingRefusals.SizeInvalid
        : !Enum.IsDefined(listing.Series) ? ListingRefusals.SeriesInvalid
        : listing.ClosesAfter is < 1 or > ListingLimits.ClosesAfterMax || (listing.ClosesAfter is not null && listing.Series != SeriesKind.Closed) ? ListingRefusals.ClosesAfterInvalid
        : listing.Website is { } website && !VenueRules.IsLink(website) ? ListingRefusals.WebsiteInvalid
        : VenueRules.Check(listing.Venue)
            ?? CheckContacts(listing.Contacts)
            ?? (listing.Timetable is null ? null : TimetableRules.Check(listing.Timetable));

    /// <summary>The same, and what an editor is asked to put right: no way in, a last name.</summary>
    public static Refusal? CheckEdited(Listing listing) =>
        Check(listing)
        ?? VenueRules.CheckWayIn(listing.Venue)
        ?? (listing.Contacts.Exists(contact => HasLastName(contact.Name)) ? ListingRefusals.ContactLastName : null);

    /// <summary>What those who edit it may want to change.</summary>
    /// <param name="name">The group's.</param>
    public static ImmutableList<ListingWarning> Warnings(string name, Listing listing, DateTimeOffset now)
    {
        var warnings = ImmutableList.CreateBuilder<ListingWarning>();
        void Warn(bool when, ListingWarning warning)
        {
            if (when)
            {
                warnings.Add(warning);
            }
        }

        Warn(name.Length > ListingLimits.NameAdvised, ListingWarnings.NameLong);
        Warn(listing.Topics.IsEmpty, ListingWarnings.TopicMissing);
        if (listing.Venue is { } venue)
        {
            warnings.AddRange(VenueRules.Warnings(venue));
        }

        Warn(listing.Contacts.Exists(contact => HasLastName(contact.Name)), ListingWarnings.ContactLastName);
        Warn(listing.Timetable is null or { ByAppointment: false, Rules.IsEmpty: true, Changes.IsEmpty: true }, ListingWarnings.TimetableMissing);
        if (listing.Timetable is { ByAppointment: false } timetable)
        {
            Warn(
                timetable.Rules.Exists(rule => rule.Minutes > ScheduleLimits.MinutesLong) || timetable.Changes.Exists(change => change.Minutes > ScheduleLimits.MinutesLong),
                ListingWarnings.MeetingLong);
            Warn(
                (!timetable.Rules.IsEmpty || !timetable.Changes.IsEmpty) && Occurrences.Next(timetable, [], now, max: 1, TimeSpan.FromDays(400)).Count == 0,
                ListingWarnings.NoDatesLeft);
        }

        Warn(IsStale(listing, DateOnly.FromDateTime(now.UtcDateTime)), ListingWarnings.Unconfirmed);
        return warnings.ToImmutable();
    }

    /// <summary>Whether it is time to ask if all of this is still right.</summary>
    public static bool IsStale(Listing listing, DateOnly today) =>
        listing.ConfirmedOn is not { } confirmed || today.DayNumber - confirmed.DayNumber >= ListingLimits.ConfirmDays;

    /// <summary>The same listing with empty texts taken for none, what is written around texts taken off, and lists that are missing empty.</summary>
    public static Listing Tidy(Listing listing) => listing with
    {
        Topics = Each(listing.Topics),
        Focus = Text(listing.Focus),
        Audiences = Each(listing.Audiences),
        Languages = Each(listing.Languages),
        Types = Each(listing.Types),
        Access = Each(listing.Access),
        AccessNotes = Text(listing.AccessNotes),
        WhatToExpect = Text(listing.WhatToExpect),
        Venue = Tidy(listing.Venue),
        Timetable = listing.Timetable is null ? null : TimetableRules.Tidy(listing.Timetable),
        Contacts = (listing.Contacts ?? []).FindAll(contact => contact is not null)
            .ConvertAll(contact => contact with { Name = contact.Name?.Trim() ?? "", Email = Text(contact.Email), Phone = Text(contact.Phone) }),
        Website = Text(listing.Website),
        Notes = Text(listing.Notes),
    };

    /// <summary>Whether a contact's name seems to hold a last name: two words that both begin with a capital and neither is a role, an initial or a title.</summary>
    public static bool HasLastName(string name)
    {
        var words = name.Split([' ', '\u00a0', ','], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1
            && !words.Any(RoleWords.Contains)
            && words.Count(word => char.IsUpper(word[0]) && word.TrimEnd('.').Length > 1 && !Titles.Contains(word.TrimEnd('.'))) > 1;
    }

    // Of English and Spanish listings: whoever writes one of these names a task, not a person.
    private static readonly FrozenSet<string> RoleWords = FrozenSet.ToFrozenSet(
        [
            "Group", "Meeting", "Area", "Region", "Chapter", "Secretary", "Chair", "Chairperson", "Facilitator", "Facilitators", "Coordinator", "Leader", "Host", "Team", "Office",
            "Helpline", "Hotline", "Contact", "Info", "Information", "Support", "Service", "Staff", "Desk", "Line", "Committee", "Volunteer", "Greeter", "Tech", "Zoom", "Phone",
            "Trusted", "Servant", "GSR", "Grupo", "Secretaria", "Secretario", "Coordinadora", "Coordinador", "Facilitadora", "Facilitador", "Equipo", "Línea", "Oficina", "and", "y", "&", "or", "the",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Titles = FrozenSet.ToFrozenSet(["Mr", "Mrs", "Ms", "Dr", "Sr", "Sra", "Don", "Doña"], StringComparer.OrdinalIgnoreCase);

    private static Refusal? CheckContacts(ImmutableList<Contact> contacts)
    {
        if (contacts.Count > ListingLimits.ContactsMax)
        {
            return ListingRefusals.TooManyContacts;
        }

        foreach (var contact in contacts)
        {
            var refusal =
                !GroupRules.IsLine(contact.Name, ListingLimits.ContactNameMax) ? ListingRefusals.ContactNameInvalid
                : contact.Email is { } email && !IsEmail(email) ? ListingRefusals.ContactEmailInvalid
                : contact.Phone is { } phone && (!GroupRules.IsLine(phone, ListingLimits.PhoneMax) || !phone.Any(char.IsAsciiDigit)) ? ListingRefusals.ContactPhoneInvalid
                : null;
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static bool AreOf(ImmutableList<string> chosen, FrozenSet<string> known, int max) =>
        chosen.Count <= max && Once(chosen) && chosen.TrueForAll(known.Contains);

    private static bool Once(ImmutableList<string> list) => list.Distinct(StringComparer.Ordinal).Count() == list.Count;

    private static bool IsType(string type) =>
        type.Length is >= 1 and <= ListingLimits.TypeMax && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsNote(string? text, int max) => text is null || GroupDraftRules.IsText(text, max);

    private static bool IsEmail(string text) =>
        text.Length <= ListingLimits.EmailMax
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && text.LastIndexOf('@') == at
        && text[(at + 1)..].Contains('.', StringComparison.Ordinal);

    private static Venue? Tidy(Venue? venue) => venue is null ? null : venue with
    {
        Link = Text(venue.Link),
        LinkNotes = Text(venue.LinkNotes),
        Phone = Text(venue.Phone),
        PhoneNotes = Text(venue.PhoneNotes),
        Place = venue.Place is not { } place ? null : place with
        {
            Name = Text(place.Name),
            Info = Text(place.Info),
            Street = Text(place.Street),
            Neighborhood = Text(place.Neighborhood),
            Borough = Text(place.Borough),
            City = Text(place.City),
            County = Text(place.County),
            Region = Text(place.Region),
            PostalCode = Text(place.PostalCode),
            Nation = Text(place.Nation),
            BusLines = Text(place.BusLines),
            TrainLines = Text(place.TrainLines),
        },
    };

    private static ImmutableList<string> Each(ImmutableList<string>? list) => (list ?? []).FindAll(text => !string.IsNullOrWhiteSpace(text)).ConvertAll(text => text.Trim());

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
