using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Groups;

/// <summary>Who may come to a group's sessions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Openness>))]
public enum Openness
{
    /// <summary>Anyone signed in.</summary>
    [JsonStringEnumMemberName("open")]
    Open = 0,

    /// <summary>Those on the roster.</summary>
    [JsonStringEnumMemberName("members")]
    Members = 1,
}

/// <summary>What a facilitator says of their group.</summary>
/// <param name="Name">1 to 128 characters.</param>
/// <param name="About">What it is for and for whom, up to 2000 characters.</param>
/// <param name="Form">Id of the meeting form; see <see cref="Forms.MeetingForms"/>.</param>
/// <param name="Language">Language of the meetings, as a BCP 47 tag ("en", "es", "ht").</param>
/// <param name="Openness">Who may come.</param>
/// <param name="Agenda">The group's own agenda; null takes the form's.</param>
/// <param name="Guidelines">The group's own guidelines, one sentence each; null takes the form's.</param>
/// <param name="Rules">The group's own house rules; null takes the form's.</param>
[GenerateSerializer, Immutable, Alias("pm.group.draft")]
public sealed record GroupDraft(
    [property: Id(0)] string Name,
    [property: Id(1)] string About,
    [property: Id(2)] string Form,
    [property: Id(3)] string Language = "en",
    [property: Id(4)] Openness Openness = Openness.Open,
    [property: Id(5)] ImmutableList<Phase>? Agenda = null,
    [property: Id(6)] ImmutableList<string>? Guidelines = null,
    [property: Id(7)] HouseRules? Rules = null);

/// <param name="Name">What the roster calls them: a first name or a pseudonym, never an e-mail address.</param>
[GenerateSerializer, Immutable, Alias("pm.group.roster-entry")]
public sealed record RosterEntry(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] GroupRole Role,
    [property: Id(2)] string Name);
