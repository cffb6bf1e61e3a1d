using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PeerMesh.Web.Http;

/// <summary>What was typed into a form. What cannot be read as what it should be is left out; the rules then say what is missing.</summary>
internal sealed class PostedFields(IFormCollection? form)
{
    public static readonly PostedFields None = new(null);

    public string? Text(string name) => form?[name].ToString() is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public IReadOnlyList<string> All(string name) => form is null ? [] : [.. form[name].Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!.Trim())];

    public bool Ticked(string name) => Text(name) is not null;

    public int? Number(string name) =>
        Text(name) is { } text ? int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : int.MinValue : null;

    public DateOnly? Date(string name) =>
        DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public TimeOnly? Time(string name) =>
        TimeOnly.TryParseExact(Text(name), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    public TEnum? Choice<TEnum>(string name)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(Text(name), out var value) && Enum.IsDefined(value) ? value : null;
}
