namespace PeerMesh.Domain.Directory;

/// <summary>Bounds of a listing. Each says where its number comes from.</summary>
public static class ListingLimits
{
    /// <summary>Characters of a name that still fits one line of a phone; longer is a question, not an error.</summary>
    public const int NameAdvised = 64;

    /// <summary>Topics of one group: one that is about everything is found by nobody.</summary>
    public const int TopicsMax = 10;

    /// <summary>Characters of the experience its people share: one sentence.</summary>
    public const int FocusMax = 200;

    /// <summary>Audiences of one group.</summary>
    public const int AudiencesMax = 12;

    /// <summary>Languages of one group's meetings.</summary>
    public const int LanguagesMax = 8;

    /// <summary>Codes of what meetings are like; listings in use have up to a dozen.</summary>
    public const int TypesMax = 40;

    /// <summary>Characters of one code.</summary>
    public const int TypeMax = 12;

    /// <summary>Things offered to people who need them: all there are on the list.</summary>
    public const int AccessMax = 30;

    /// <summary>Characters of notes on access.</summary>
    public const int AccessNotesMax = 1000;

    /// <summary>Characters for somebody who comes for the first time, and of other notes: a page of a leaflet.</summary>
    public const int NotesMax = 4000;

    /// <summary>People a group takes.</summary>
    public const int SizeMin = 2;

    /// <summary>People a group takes: as many as a roster holds.</summary>
    public const int SizeMax = Groups.GroupLimits.RosterMax;

    /// <summary>The last meeting of a closed series that takes newcomers.</summary>
    public const int ClosesAfterMax = 100;

    /// <summary>People to ask; feeds have room for three.</summary>
    public const int ContactsMax = 5;

    /// <summary>Characters of a contact's name.</summary>
    public const int ContactNameMax = 64;

    /// <summary>Characters of an e-mail address; RFC 5321 allows no more.</summary>
    public const int EmailMax = 254;

    /// <summary>Characters of a phone number, with pauses and a meeting's number behind it.</summary>
    public const int PhoneMax = 64;

    /// <summary>Characters of an address on the web: links to on-line rooms carry long tokens.</summary>
    public const int LinkMax = 1000;

    /// <summary>Characters of one part of a postal address.</summary>
    public const int PlaceLineMax = 255;

    /// <summary>Characters of how to find the door or to join.</summary>
    public const int PlaceInfoMax = 1000;

    /// <summary>Days after which those who lead are asked whether a listing is still right.</summary>
    public const int ConfirmDays = 90;
}
