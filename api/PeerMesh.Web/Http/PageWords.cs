using Microsoft.Extensions.Localization;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Web.Http;

/// <summary>Data in the words of the meeting room.</summary>
internal static class PageWords
{
    /// <summary>Languages the form for a group offers; a group may have any.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "es", "ht", "pt", "fr", "vi", "zh", "tl", "ar", "ko", "ru"];

    public static string Language(IStringLocalizer texts, string tag)
    {
        var name = texts[$"Language.{tag}"];
        return name.ResourceNotFound ? tag : name.Value;
    }

    /// <summary>What a form of meeting is, for someone choosing.</summary>
    public static string Summary(IStringLocalizer texts, MeetingForm form)
    {
        var summary = texts[$"Form.Summary.{form.Id}"];
        return summary.ResourceNotFound ? form.Summary : summary.Value;
    }

    /// <summary>"Go-round", "Raised hands"…</summary>
    public static string Mode(IStringLocalizer texts, FloorMode mode) => texts[mode switch
    {
        FloorMode.FacilitatorOnly => "mode.facilitatorOnly",
        FloorMode.GoRound => "mode.goRound",
        FloorMode.Queue => "mode.queue",
        FloorMode.Popcorn => "mode.popcorn",
        FloorMode.Open => "mode.open",
        FloorMode.Pairs => "mode.pairs",
        FloorMode.Silence => "mode.silence",
        _ => throw new NotSupportedException($"No words for {mode}."),
    }];

    /// <summary>What that means for someone who has never been to a meeting.</summary>
    public static string ModeMeaning(IStringLocalizer texts, FloorMode mode) => texts[$"Mode.{mode}"];
}
