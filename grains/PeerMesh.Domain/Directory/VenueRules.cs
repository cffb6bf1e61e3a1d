using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Directory;

/// <summary>Whether people can get to where a group meets.</summary>
public static class VenueRules
{
    /// <summary>The first thing about a venue that cannot be kept, or null. Venues of the past and of other sources pass this.</summary>
    public static Refusal? Check(Venue? venue) =>
        venue is null ? null
        : !Enum.IsDefined(venue.Type) ? ListingRefusals.VenueTypeMissing
        : venue.Link is { } link && !IsLink(link) ? ListingRefusals.LinkInvalid
        : venue.Phone is { } phone && !IsPhone(phone) ? ListingRefusals.PhoneInvalid
        : !IsNote(venue.LinkNotes, ListingLimits.PlaceInfoMax) || !IsNote(venue.PhoneNotes, ListingLimits.PlaceInfoMax) ? ListingRefusals.LinkNotesInvalid
        : Check(venue.Place);

    /// <summary>What moreover keeps people out, or null: an editor is asked to put it right.</summary>
    public static Refusal? CheckWayIn(Venue? venue) =>
        venue is null ? ListingRefusals.VenueTypeMissing
        : venue.Type != VenueType.InPerson && !HasWayIn(venue) ? ListingRefusals.WayInMissing
        : null;

    /// <summary>What may be missing or too much; nothing here keeps a listing from being stored.</summary>
    public static ImmutableList<ListingWarning> Warnings(Venue venue)
    {
        var warnings = ImmutableList.CreateBuilder<ListingWarning>();
        var place = venue.Place;
        if (venue.Type != VenueType.Virtual)
        {
            if (Blank(place?.Street))
            {
                warnings.Add(ListingWarnings.StreetMissing);
            }

            if ((Blank(place?.City) || Blank(place?.Region)) && Blank(place?.PostalCode))
            {
                warnings.Add(ListingWarnings.TownMissing);
            }
        }
        else
        {
            if (!Blank(place?.Street))
            {
                warnings.Add(ListingWarnings.StreetNeedless);
            }

            // Feeds drop a meeting without any address, and people like to meet those from nearby.
            if ((Blank(place?.City) || Blank(place?.Region)) && Blank(place?.PostalCode))
            {
                warnings.Add(ListingWarnings.RegionMissing);
            }
        }

        if (venue.Link is not null && Blank(venue.LinkNotes))
        {
            warnings.Add(ListingWarnings.JoiningNotesMissing);
        }

        return warnings.ToImmutable();
    }

    /// <summary>An address on the web that a browser opens as a page.</summary>
    public static bool IsLink(string text) =>
        text.Length <= ListingLimits.LinkMax
        && Uri.TryCreate(text, UriKind.Absolute, out var link)
        && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)
        && link.UserInfo.Length == 0
        && link.Host.Contains('.', StringComparison.Ordinal);

    private static bool HasWayIn(Venue venue) =>
        venue.InRoom || venue.Link is not null || !Blank(venue.Phone) || !Blank(venue.LinkNotes) || !Blank(venue.PhoneNotes) || !Blank(venue.Place?.Info);

    private static Refusal? Check(Place? place)
    {
        if (place is null)
        {
            return null;
        }

        string?[] lines =
        [
            place.Name, place.Street, place.Neighborhood, place.Borough, place.City, place.County, place.Region, place.PostalCode, place.Nation,
            place.BusLines, place.TrainLines,
        ];
        return !Array.TrueForAll(lines, line => line is null || (line.Length <= ListingLimits.PlaceLineMax && !line.Any(char.IsControl))) ? ListingRefusals.PlaceInvalid
            : !IsNote(place.Info, ListingLimits.PlaceInfoMax) ? ListingRefusals.PlaceInvalid
            : (place.Latitude is null) != (place.Longitude is null) ? ListingRefusals.PointInvalid
            : place.Latitude is { } north && !(north is >= -90 and <= 90) ? ListingRefusals.PointInvalid
            : place.Longitude is { } east && !(east is >= -180 and <= 180) ? ListingRefusals.PointInvalid
            : null;
    }

    private static bool IsPhone(string phone) =>
        phone.Length is >= 3 and <= ListingLimits.PhoneMax
        && phone.Any(char.IsAsciiDigit)
        && phone.All(c => char.IsAsciiDigit(c) || c is '+' or ',' or '*' or '#' or ' ' or '-' or '(' or ')' or '.');

    private static bool IsNote(string? text, int max) => text is null || GroupDraftRules.IsText(text, max);

    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);
}
