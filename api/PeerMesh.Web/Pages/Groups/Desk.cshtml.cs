using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

/// <summary>For those who lead: requests, the line, invitations, links, settings.</summary>
internal sealed class DeskModel(
    IGrainFactory grains,
    IContactDesk contacts,
    IInviteCodes codes,
    IDataProtectionProvider protection,
    IStringLocalizer<PageTexts> texts) : PageModel
{
    // A page never carries an account's id; what stands in for it opens only here and only for this group.
    private IDataProtector Entries => protection.CreateProtector("PeerMesh.Web.Desk", Id);

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public string Name { get; private set; } = "";

    public MembershipDesk? Desk { get; private set; }

    /// <summary>Whether it belongs to an organisation, which could see names.</summary>
    public bool InOrganisation { get; private set; }

    public IReadOnlyList<(DateStanding Date, DateDesk Who)> Dates { get; private set; } = [];

    // The fields under which a "no" stands; the others stand above the page.
    private static readonly ImmutableDictionary<string, string> FieldOf = new Dictionary<string, string>
    {
        [NotAnAddress] = "email",
        [MembershipRefusals.NameInvalid.Code] = "name",
        [MembershipRefusals.WordsInvalid.Code] = "words",
        [MembershipRefusals.ReasonNeeded.Code] = "reason",
        [MembershipRefusals.SizeInvalid.Code] = "sizeMax",
        [MembershipRefusals.HoldInvalid.Code] = "holdHours",
        [MembershipRefusals.PlacesInvalid.Code] = "placesPerDate",
        [MembershipRefusals.DatesPerPersonInvalid.Code] = "datesPerPersonMax",
        [MembershipRefusals.LinkInvalid.Code] = "uses",
    }.ToImmutableDictionary();

    private const string NotAnAddress = "sign_in.no_address";

    private (string Form, string Code, string Words)? _problem;

    /// <summary>The "no" that belongs to no field.</summary>
    public string? Problem => _problem is { } problem && !HasField(problem.Form, problem.Code) ? problem.Words : null;

    /// <summary>What was typed, when it could not be done.</summary>
    public PostedFields Typed { get; private set; } = PostedFields.None;

    /// <summary>The "no" about a field of a form.</summary>
    public string? Why(string form, string field) =>
        _problem is { } problem && problem.Form == form && FieldOf.GetValueOrDefault(problem.Code) == field ? problem.Words : null;

    /// <summary>What a field shows: what was typed into it where its form could not be done, else what is stored.</summary>
    public string? Was(string form, string field, string? otherwise) => _problem?.Form == form ? Typed.Text(field) : otherwise;

    /// <summary>Whether this is the entry whose form could not be done.</summary>
    public bool IsIn(string form, MemberId member) => _problem?.Form == form && Open(Typed.Text("entry")) == member;

    /// <summary>The code just made: shown once, unless it changes by itself.</summary>
    public string? NewCode { get; private set; }

    public bool NewCodeChanges { get; private set; }

    public string? NewLink { get; private set; }

    /// <summary>The code of the moment of each link whose code changes by itself, by the link's id, with its address and when the next one takes over.</summary>
    public IReadOnlyDictionary<string, (string Code, string Address, DateTimeOffset ChangesAt)> Changing { get; private set; } =
        ImmutableDictionary<string, (string, string, DateTimeOffset)>.Empty;

    private InviteCode? _made;

    /// <summary>Made with the form, so that pressing its button twice makes one link.</summary>
    public string RequestId { get; } = Fresh();

    public string Seal(MemberId member) => Entries.Protect(member.Value);

    public Task<IActionResult> OnGet() => Show(null);

    public Task<IActionResult> OnPostAnswer(bool approve) =>
        About("answer", (who, typed) => new AnswerRequest(who, approve, typed.Text("words")) { RequestId = Fresh() });

    public Task<IActionResult> OnPostMoveUp() => About("moveUp", (who, typed) => new MoveUp(who, typed.Text("reason") ?? "") { RequestId = Fresh() });

    public Task<IActionResult> OnPostRemove() => About("remove", (who, _) => new RemoveMember(who) { RequestId = Fresh() });

    public Task<IActionResult> OnPostReadmit() => About("readmit", (who, _) => new Readmit(who) { RequestId = Fresh() });

    public Task<IActionResult> OnPostUninvite() => About("uninvite", (who, _) => new Uninvite(who) { RequestId = Fresh() });

    public Task<IActionResult> OnPostEndLink() =>
        Do("endLink", (_, _, typed) => Task.FromResult<MembershipCommand?>(new EndLink(typed.Text("link") ?? "") { RequestId = Fresh() }));

    public Task<IActionResult> OnPostInvite() => Do("invite", async (_, _, typed) =>
    {
        if (typed.Text("email") is not { } email || await contacts.Invite(email) is not { } invited)
        {
            _problem = ("invite", NotAnAddress, texts["SignIn.NotAnAddress"]);
            return null;
        }

        return new Invite(invited.Member, typed.Text("name") ?? "", typed.Text("words"), invited.SealedAddress) { RequestId = Fresh() };
    });

    // What is no number is no number to the rules either, and they say what they take.
    public Task<IActionResult> OnPostSettings() => Do("settings", (_, _, typed) => Task.FromResult<MembershipCommand?>(new ChangeMembership(new MembershipSettings(
        typed.Choice<JoinMode>("mode") ?? (JoinMode)(-1),
        typed.Number("sizeMax"),
        Math.Clamp(typed.Number("holdHours") ?? 0, 0, 1000) * 60,
        typed.Ticked("registration"),
        typed.Number("placesPerDate"),
        typed.Number("datesPerPersonMax"),
        typed.Ticked("namesToBody")))
    { RequestId = Fresh() }));

    public Task<IActionResult> OnPostLink() => Do(
        "link",
        async (group, caller, typed) =>
        {
            var wish = typed.Text("requestId") ?? RequestId;
            var pace = typed.Text("pace") is null ? CodePace.Never : typed.Choice<CodePace>("pace") ?? (CodePace)(-1);
            _made = await codes.Make(group, caller.Member, wish, pace);
            return new MakeLink(_made.Link, _made.SecretHash, typed.Text("label") ?? "", typed.Number("uses") ?? 0, typed.Number("days") ?? 0, pace, _made.Row) { RequestId = wish };
        },
        stay: true);

    public Task<IActionResult> OnPostNewCode() => Do(
        "newCode",
        async (group, caller, typed) =>
        {
            // What kind of code to make is for the link to say; it never becomes another kind.
            var look = await grains.GetGrain<IGroupGrain>(Id).Desk(caller);
            if (look.Desk?.Links.Find(link => link.Id == typed.Text("link")) is not { } known)
            {
                var no = look.Refusal ?? MembershipRefusals.NoSuchLink;
                _problem = ("newCode", no.Code, no.InWords());
                return null;
            }

            var wish = typed.Text("requestId") ?? Fresh();
            _made = await codes.Renew(group, caller.Member, known, wish);
            return new RenewLink(known.Id, _made.SecretHash, _made.Row) { RequestId = wish };
        },
        stay: true);

    private static string Fresh() => Guid.NewGuid().ToString("N");

    private static bool HasField(string form, string code) => FieldOf.GetValueOrDefault(code) switch
    {
        null => false,
        "words" => form is "invite" or "answer",
        "reason" => form == "moveUp",
        "name" or "email" => form == "invite",
        "uses" => form == "link",
        _ => form == "settings",
    };

    private Task<IActionResult> About(string form, Func<MemberId, PostedFields, MembershipCommand> command) => Do(form, (_, _, typed) =>
    {
        if (Open(typed.Text("entry")) is { } member)
        {
            return Task.FromResult<MembershipCommand?>(command(member, typed));
        }

        _problem = (form, MembershipRefusals.NoSuchPerson.Code, MembershipRefusals.NoSuchPerson.InWords());
        return Task.FromResult<MembershipCommand?>(null);
    });

    private Task<IActionResult> Do(string form, Func<GroupId, Caller, PostedFields, Task<MembershipCommand?>> make, bool stay = false) => Show(async caller =>
    {
        Typed = new PostedFields(Request.Form);
        if (await make(new GroupId(Id), caller, Typed) is not { } command)
        {
            return false;
        }

        if ((await grains.GetGrain<IGroupGrain>(Id).Ask(caller, command)).Refusal is { } refusal)
        {
            _problem = (form, refusal.Code, refusal.InWords());
        }

        return _problem is null && !stay;
    });

    private async Task<IActionResult> Show(Func<Caller, Task<bool>>? first)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        var group = grains.GetGrain<IGroupGrain>(Id);
        if (!PageIds.Possible(Id) || await group.Look(caller) is not { } view)
        {
            return NotFound();
        }

        if (view.MyRole != GroupRole.Facilitator)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (first is not null && await first(caller))
        {
            return RedirectToPage("/Groups/Desk", new { id = Id });
        }

        Name = view.Profile.Name;
        InOrganisation = view.Listing.Body is not null;
        Desk = (await group.Desk(caller)).Desk;
        await FindCodes();
        if (Desk is { Settings.Registration: true })
        {
            Dates = [.. (await Task.WhenAll(view.NextDates.Select(date => Look(SessionId.Of(new GroupId(Id), date.Id), caller)))).OfType<(DateStanding, DateDesk)>()];
        }

        return Desk is null ? StatusCode(StatusCodes.Status403Forbidden) : Page();
    }

    private async Task FindCodes()
    {
        var changing = ImmutableDictionary.CreateBuilder<string, (string, string, DateTimeOffset)>();
        foreach (var link in Desk?.Links ?? [])
        {
            if (link.Row is { } row && Desk?.At is { } at && await codes.Now(new GroupId(Id), link, at) is { } code)
            {
                changing[link.Id] = (code, AddressOf(code), CodeRules.ChangesAt(row, at));
            }
        }

        Changing = changing.ToImmutable();
        if (_made is not { } made || _problem is not null)
        {
            return;
        }

        // A repeated wish is answered with the code that is good by now.
        NewCodeChanges = made.Row is not null;
        NewCode = !NewCodeChanges ? made.Code : Changing.TryGetValue(made.Link, out var now) ? now.Code : null;
        NewLink = NewCode is null ? null : AddressOf(NewCode);
    }

    private string AddressOf(string code) => $"{Request.Scheme}://{Request.Host}{Request.PathBase}{Url.Page("/Groups/Join", new { id = Id, code })}";

    private async Task<(DateStanding Date, DateDesk Who)?> Look(SessionId session, Caller caller)
    {
        var grain = grains.GetGrain<IRegistrationGrain>(session.Value);
        return await grain.Standing(caller) is { } standing && (await grain.Desk(caller)).Desk is { } desk ? (standing, desk) : null;
    }

    private MemberId? Open(string? entry)
    {
        try
        {
            return string.IsNullOrEmpty(entry) ? null : new MemberId(Entries.Unprotect(entry));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
