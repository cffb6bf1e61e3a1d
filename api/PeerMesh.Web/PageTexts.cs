namespace PeerMesh.Web;

/// <summary>Names the texts of the pages: <c>Resources/PageTexts.resx</c>.</summary>
internal sealed class PageTexts;

/// <summary>Names the texts of the live room, script and page alike: <c>Resources/RoomTexts.resx</c>.</summary>
internal sealed class RoomTexts;

/// <summary>
/// Names the sentences of refusals in other languages than English, by code: <c>Resources/RefusalTexts.es.resx</c>. The
/// English ones are the rules' own.
/// </summary>
internal sealed class RefusalTexts;

/// <summary>The same for refusals of the desk, which the room never meets and its script need not carry: <c>Resources/DeskRefusalTexts.resx</c>.</summary>
internal sealed class DeskRefusalTexts;

/// <summary>
/// Names what the meeting forms say in other languages than English, by the English sentence: <c>Resources/FormTexts.es.resx</c>.
/// The English ones are in <c>grains/PeerMesh.Domain/Forms/forms.json</c>.
/// </summary>
internal sealed class FormTexts;

/// <summary>Names the texts of the directory, and of what listings choose from (<c>topic.grief</c>): <c>Resources/FindTexts.resx</c>.</summary>
internal sealed class FindTexts;
