using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

/// <summary>What the group tells those who look for one, for those who facilitate it.</summary>
internal sealed class ListingEditorModel(IGrainFactory grains) : PageModel
{
    /// <summary>Contacts the form has room for, as feeds have.</summary>
    internal const int ContactRows = 3;

    // The fields under which a "no" stands; the others stand above the form.
    private static readonly ImmutableDictionary<string, string> FieldOf = new Dictionary<string, string>
    {
        ["listing.topics_invalid"] = "topics",
        ["listing.focus_invalid"] = "focus",
        ["listing.audiences_invalid"] = "audiences",
        ["listing.languages_invalid"] = "languages",
        ["listing.types_invalid"] = "types",
        ["listing.access_invalid"] = "access",
        ["listing.access_notes_invalid"] = "accessNotes",
        ["listing.what_to_expect_invalid"] = "whatToExpect",
        ["listing.notes_invalid"] = "notes",
        ["listing.size_invalid"] = "sizeMax",
        ["listing.closes_after_invalid"] = "closesAfter",
        ["listing.website_invalid"] = "website",
        ["listing.venue_type_missing"] = "venue",
        ["listing.way_in_missing"] = "link",
        ["listing.link_invalid"] = "link",
        ["listing.link_notes_invalid"] = "linkNotes",
        ["listing.phone_invalid"] = "phone",
        ["listing.place_invalid"] = "place",
        ["listing.contact_name_invalid"] = "contacts",
        ["listing.contact_last_name"] = "contacts",
        ["listing.contact_email_invalid"] = "contacts",
        ["listing.contact_phone_invalid"] = "contacts",
    }.ToImmutableDictionary();

    private Refusal? _refusal;
    private PostedFields? _typed;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public GroupView Group { get; private set; } = null!;

    /// <summary>As stored, or as typed when it could not be saved.</summary>
    public Listing Listing { get; private set; } = null!;

    /// <summary>The "no" that belongs to no field.</summary>
    public string? Problem => _refusal is { } refusal && !FieldOf.ContainsKey(refusal.Code) ? refusal.InWords() : null;

    /// <summary>The "no" about one field.</summary>
    public string? Why(string field) => _refusal is { } refusal && FieldOf.GetValueOrDefault(refusal.Code) == field ? refusal.InWords() : null;

    /// <summary>A number as stored, or what was typed instead of one: text that is no number comes back to be mended.</summary>
    public string? NumberOf(string field, int? stored) =>
        _typed is { } typed ? typed.Text(field) : stored?.ToString(CultureInfo.InvariantCulture);

    public Task<IActionResult> OnGet() => Show(null);

    public Task<IActionResult> OnPost()
    {
        var typed = _typed = new PostedFields(Request.Form);
        return Show((group, caller) => group.SetListing(caller, Listing = Read(typed, Listing)));
    }

    public Task<IActionResult> OnPostConfirm() => Show((group, caller) => group.ConfirmListing(caller));

    private static Listing Read(PostedFields typed, Listing before)
    {
        var place = (before.Venue?.Place ?? new Place()) with
        {
            Name = typed.Text("place"),
            Street = typed.Text("street"),
            City = typed.Text("city"),
            Region = typed.Text("region"),
            PostalCode = typed.Text("postalCode"),
            Nation = typed.Text("nation"),
            Info = typed.Text("placeInfo"),
        };

        // A point on the map is good for the address it was found for.
        if (before.Venue?.Place is { } was && (was.Street, was.City, was.Region, was.PostalCode) != (place.Street, place.City, place.Region, place.PostalCode))
        {
            place = place with { Latitude = null, Longitude = null, Approximate = false };
        }

        return before with
        {
            Visibility = typed.Choice<Visibility>("visibility") ?? Visibility.Public,
            Kind = typed.Choice<GroupKind>("groupKind") ?? GroupKind.SupportGroup,
            Topics = [.. typed.All("topics")],
            Focus = typed.Text("focus"),
            Audiences = [.. typed.All("audiences")],
            Ages = typed.Choice<AgeBand>("ages") ?? AgeBand.Adults,
            Languages = [.. (typed.Text("languages") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],

            // Codes the form does not offer came from elsewhere and stay.
            Types = [.. typed.All("types"), .. before.Types.Where(type => !DirectoryCatalog.Types.Contains(type))],
            Access = [.. typed.All("access")],
            AccessNotes = typed.Text("accessNotes"),
            WhatToExpect = typed.Text("whatToExpect"),
            SizeMax = typed.Number("sizeMax"),
            Series = typed.Choice<SeriesKind>("series") ?? SeriesKind.Ongoing,
            ClosesAfter = typed.Number("closesAfter"),
            Venue = typed.Choice<VenueType>("venue") is not { } type ? null : new Venue(
                type,
                place == new Place() ? null : place,
                typed.Text("link"),
                typed.Text("linkNotes"),
                typed.Text("phone"),
                typed.Text("phoneNotes"),
                type != VenueType.InPerson && typed.Ticked("inRoom")),
            Contacts = [.. Enumerable.Range(1, ContactRows)
                .Select(row => row.ToString(CultureInfo.InvariantCulture))
                .Select(row => new Contact(typed.Text("contactName" + row) ?? "", typed.Text("contactEmail" + row), typed.Text("contactPhone" + row), typed.Ticked("contactPublic" + row)))
                .Where(contact => contact is not { Name: "", Email: null, Phone: null })],
            Website = typed.Text("website"),
            Notes = typed.Text("notes"),
            GivesProof = typed.Ticked("givesProof"),
        };
    }

    private async Task<IActionResult> Show(Func<IGroupGrain, Caller, Task<Refusal?>>? change)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        var grain = grains.GetGrain<IGroupGrain>(Id);
        if (!PageIds.Possible(Id) || await grain.Look(caller) is not { } group)
        {
            return NotFound();
        }

        if (group.MyRole != GroupRole.Facilitator)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Group, Listing) = (group, group.Listing);
        if (change is null)
        {
            return Page();
        }

        _refusal = await change(grain, caller);
        return _refusal is null ? RedirectToPage("/Groups/Listing", new { id = Id }) : Page();
    }
}
