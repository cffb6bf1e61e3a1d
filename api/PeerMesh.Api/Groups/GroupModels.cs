using System.Collections.Immutable;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Groups;

/// <summary>A group to found. See <see cref="GroupDraft"/> for what each part means.</summary>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="About">What it is for and for whom, up to 2000 characters.</param>
/// <param name="Form">Id of the meeting form; GET /v1/forms lists them.</param>
/// <param name="Language">Language of the meetings, as a BCP 47 tag.</param>
/// <param name="Openness">Who may come.</param>
/// <param name="Agenda">The group's own agenda; left out it is the form's.</param>
/// <param name="Guidelines">The group's own guidelines, one sentence each; left out they are the form's.</param>
/// <param name="Rules">The group's own house rules; left out they are the form's.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice founds one group.</param>
internal sealed record FoundGroupRequest(
    string Name,
    string About,
    string Form,
    string Language = "en",
    Openness Openness = Openness.Open,
    ImmutableList<Phase>? Agenda = null,
    ImmutableList<string>? Guidelines = null,
    HouseRules? Rules = null,
    string? RequestId = null)
{
    public GroupDraft ToDraft() => new(Name, About, Form, Language, Openness, Agenda, Guidelines, Rules);
}

/// <param name="Id">Of what was made.</param>
internal sealed record CreatedResponse(string Id);

/// <summary>One line of the network's list of groups.</summary>
/// <param name="OpenSessions">Sessions whose door is open now.</param>
internal sealed record GroupCardResponse(
    GroupId Id,
    string Name,
    string About,
    string FormName,
    string Language,
    Openness Openness,
    ImmutableList<OpenSession> OpenSessions)
{
    public static GroupCardResponse Of(GroupCard card) =>
        new(card.Id, card.Name, card.About, card.FormName, card.Language, card.Openness, card.OpenSessions);
}

/// <param name="Title">What to call the session; left out it is the group's name.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice opens one session.</param>
internal sealed record StartSessionRequest(string? Title = null, string? RequestId = null);

/// <param name="Email">Whom to put on the roster. The address is used to find the account and kept nowhere.</param>
/// <param name="Role">facilitator, coFacilitator or member.</param>
/// <param name="Name">What the roster calls them: a first name or a made-up one.</param>
internal sealed record RosterRequest(string Email, GroupRole Role, string Name);

/// <param name="Id">Names this entry in this roster, and nothing anywhere else.</param>
internal sealed record RosterEntryResponse(string Id, GroupRole Role, string Name);
