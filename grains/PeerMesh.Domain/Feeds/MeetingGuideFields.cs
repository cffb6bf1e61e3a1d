using System.Collections.Immutable;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Domain.Feeds;

/// <summary>What a listing says in the fields of the Meeting Guide format.</summary>
public static class MeetingGuideFields
{
    public const string Kind = "meetingGuide";

    /// <summary>Fields that PeerMesh only passes on, as the source wrote them.</summary>
    public static ImmutableList<string> PassedOn { get; } =
    [
        "group", "region", "sub_region", "feedback_url", "edit_url", "venmo", "square", "paypal", "homegroup_online", "formatted_address",
    ];

    public static bool IsFrom(Origin? origin) => origin?.Extra.GetValueOrDefault(BmltFields.KindKey) == Kind;

    /// <summary>The codes for what a meeting is like: the source's own as long as nobody changed them, else those that follow from the listing.</summary>
    public static ImmutableList<string> Types(Listing listing, Venue? venue)
    {
        if (IsFrom(listing.Origin) && listing.Origin!.Extra.GetValueOrDefault(BmltFields.TypesKey) == string.Join(',', listing.Types))
        {
            return listing.Origin.Formats;
        }

        IEnumerable<string> codes = listing.Types;
        codes = codes.Concat(listing.Languages.Select(MeetingTypes.OfLanguage).OfType<string>());
        if (listing.GivesProof)
        {
            codes = codes.Append(MeetingTypes.ProofOfAttendance);
        }

        // Readers take a place with a way on line for a meeting in person as well, unless they are told that the place is closed.
        if (venue is { Type: VenueType.Virtual, Place.Street: not null })
        {
            codes = codes.Append(MeetingTypes.PlaceClosed);
        }

        return [.. codes.Where(code => MeetingTypes.Names.ContainsKey(code) || MeetingTypes.Languages.ContainsKey(code)).Distinct()];
    }
}
