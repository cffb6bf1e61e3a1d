using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Directory;

/// <summary>A listing field by field: what it says, what a proposal would make of it, and what has changed.</summary>
public static class ListingFields
{
    public static readonly ImmutableArray<ListingField> All = [.. Enum.GetValues<ListingField>()];

    /// <summary>Characters of a note or an answer.</summary>
    public const int NoteMax = 1000;

    /// <summary>What one field says; null is nothing.</summary>
    public static string? Read(Group group, ListingField field)
    {
        var (listing, venue) = (group.Listed, group.Listed.Venue);
        return field switch
        {
            ListingField.Name => group.Profile.Name,
            ListingField.About => group.Profile.About is { Length: > 0 } about ? about : null,
            ListingField.WhatToExpect => listing.WhatToExpect,
            ListingField.Website => listing.Website,
            ListingField.Notes => listing.Notes,
            ListingField.AccessNotes => listing.AccessNotes,
            ListingField.PlaceName => venue?.Place?.Name,
            ListingField.Street => venue?.Place?.Street,
            ListingField.City => venue?.Place?.City,
            ListingField.Region => venue?.Place?.Region,
            ListingField.PostalCode => venue?.Place?.PostalCode,
            ListingField.PlaceInfo => venue?.Place?.Info,
            ListingField.Link => venue?.Link,
            ListingField.Phone => venue?.Phone,
            _ => throw new NotSupportedException($"No field {field}."),
        };
    }

    /// <summary>The fields in which two states of a group differ.</summary>
    /// <param name="before">Null of a group that is new: its founding is no change.</param>
    public static ImmutableList<FieldChange> Changes(Group? before, Group after, string by, DateTimeOffset now, string? request = null) =>
        before is null
            ? []
            : [.. All.Where(field => Read(before, field) != Read(after, field)).Select(field => new FieldChange(field, Read(before, field), Read(after, field), by, now, request))];

    /// <summary>The first thing that is wrong with a proposal, or null. Whether its values fit is looked at when it is approved.</summary>
    public static Refusal? Check(string? byName, string? note, ImmutableList<FieldProposal>? fields) =>
        !GroupRules.IsRosterName(byName) ? ListingRequestRefusals.NameInvalid
        : note is null || !GroupDraftRules.IsText(note, NoteMax) ? ListingRequestRefusals.NoteInvalid
        : fields is null || fields.Contains(null!) || fields.Exists(one => !Enum.IsDefined(one.Field) || one.Value is { Length: > GroupLimits.AboutMax })
            || fields.Select(one => one.Field).Distinct().Count() != fields.Count ? ListingRequestRefusals.FieldsInvalid
        : fields.IsEmpty && string.IsNullOrWhiteSpace(note) ? ListingRequestRefusals.Empty
        : null;

    /// <summary>The group with these fields as proposed, held to the same rules as if its facilitator had written them.</summary>
    public static GroupOutcome Apply(Group group, ImmutableList<FieldProposal> fields, DateOnly today)
    {
        var next = fields.Aggregate(group, (now, one) => With(now, one.Field, string.IsNullOrWhiteSpace(one.Value) ? null : one.Value.Trim()));
        if (GroupDraftRules.Check(next.Profile) is { } refusal)
        {
            return refusal;
        }

        var listing = ListingRules.Tidy(next.Listed) with { ConfirmedOn = today };
        return ListingRules.CheckEdited(listing) is { } invalid ? invalid : next with { Listing = listing, Version = group.Version + 1 };
    }

    private static Group With(Group group, ListingField field, string? value)
    {
        var listing = group.Listed;
        return field switch
        {
            ListingField.Name => group with { Profile = group.Profile with { Name = value ?? "" } },
            ListingField.About => group with { Profile = group.Profile with { About = value ?? "" } },
            ListingField.WhatToExpect => group with { Listing = listing with { WhatToExpect = value } },
            ListingField.Website => group with { Listing = listing with { Website = value } },
            ListingField.Notes => group with { Listing = listing with { Notes = value } },
            ListingField.AccessNotes => group with { Listing = listing with { AccessNotes = value } },
            ListingField.PlaceName => At(group, place => place with { Name = value }),
            ListingField.Street => At(group, place => place with { Street = value }),
            ListingField.City => At(group, place => place with { City = value }),
            ListingField.Region => At(group, place => place with { Region = value }),
            ListingField.PostalCode => At(group, place => place with { PostalCode = value }),
            ListingField.PlaceInfo => At(group, place => place with { Info = value }),
            ListingField.Link => Meeting(group, venue => venue with { Link = value }),
            ListingField.Phone => Meeting(group, venue => venue with { Phone = value }),
            _ => throw new NotSupportedException($"No field {field}."),
        };
    }

    private static Group At(Group group, Func<Place, Place> change) => Meeting(group, venue => venue with { Place = change(venue.Place ?? new Place()) });

    private static Group Meeting(Group group, Func<Venue, Venue> change) =>
        group with { Listing = group.Listed with { Venue = change(group.Listed.Venue ?? new Venue(VenueType.InPerson)) } };
}
