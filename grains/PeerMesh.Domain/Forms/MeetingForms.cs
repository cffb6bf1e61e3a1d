using System.Collections.Immutable;
using System.Text.Json;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Forms;

/// <summary>A way of holding a meeting that people know: its parts, its habits and the words it opens with.</summary>
/// <param name="Id">Stable name in data and addresses: "dbsa".</param>
/// <param name="Name">What people call it: "DBSA".</param>
/// <param name="Summary">One sentence for someone choosing.</param>
public sealed record MeetingForm(
    string Id,
    string Name,
    string Summary,
    ImmutableList<Phase> Agenda,
    ImmutableList<string> Guidelines,
    HouseRules Rules);

/// <summary>The meeting forms that come with PeerMesh, read from <c>forms.json</c>.</summary>
public static class MeetingForms
{
    public static ImmutableList<MeetingForm> All { get; } = Read();

    /// <summary>The form of that id or name (case does not matter), or null.</summary>
    public static MeetingForm? Find(string idOrName) =>
        All.FirstOrDefault(form =>
            string.Equals(form.Id, idOrName, StringComparison.OrdinalIgnoreCase)
            || string.Equals(form.Name, idOrName, StringComparison.OrdinalIgnoreCase));

    private static ImmutableList<MeetingForm> Read()
    {
        using var stream = typeof(MeetingForms).Assembly.GetManifestResourceStream("PeerMesh.Domain.Forms.forms.json")!;
        return JsonSerializer.Deserialize<ImmutableList<MeetingForm>>(stream, JsonSerializerOptions.Web)!;
    }
}
