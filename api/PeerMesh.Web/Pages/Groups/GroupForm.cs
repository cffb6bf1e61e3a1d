using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Web.Pages.Groups;

/// <summary>What the form for a group asks for.</summary>
internal sealed class GroupForm
{
    // The bounds the group's own rules have; the browser counts along.
    public const int NameMax = 128;
    public const int AboutMax = 2000;

    public string? Name { get; set; }

    public string? About { get; set; }

    public string? Form { get; set; }

    public string? Language { get; set; }

    public Openness Openness { get; set; }

    public static GroupForm Of(GroupDraft draft) => new()
    {
        Name = draft.Name,
        About = draft.About,
        Form = draft.Form,
        Language = draft.Language,
        Openness = draft.Openness,
    };

    /// <summary>The draft this form asks for, or null where a field is missing.</summary>
    /// <param name="before">The draft that is changed; what belongs to another form of meeting is not taken over.</param>
    public GroupDraft? ToDraft(GroupDraft? before)
    {
        if (string.IsNullOrWhiteSpace(Name) || MeetingForms.Find(Form ?? "") is not { } form)
        {
            return null;
        }

        var kept = before is not null && before.Form == form.Id ? before : null;
        return new GroupDraft(Name.Trim(), (About ?? "").Trim(), form.Id, Language ?? "en", Openness, kept?.Agenda, kept?.Guidelines, kept?.Rules);
    }
}
