using System.Text;
using System.Text.Json;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Importing;

/// <summary>What came of reading a file: its content, or why it is none.</summary>
public readonly record struct ImportReading(ImportFile? File, Refusal? Refusal)
{
    public static implicit operator ImportReading(ImportFile file) => new(file, Refusal: null);

    public static implicit operator ImportReading(Refusal refusal) => new(File: null, refusal);
}

/// <summary>Reads a file of listings, whichever of the shapes it has.</summary>
public static class ImportReader
{
    // The deepest honest file has four levels.
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 16, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static ImportReading Read(ReadOnlyMemory<byte> file, ImportOptions options)
    {
        if (!ImportIds.IsSource(options.Source))
        {
            return ImportRefusals.SourceInvalid;
        }

        if (options.Zone is { } zone && ZoneNames.Known(zone) is null)
        {
            return ImportRefusals.ZoneInvalid;
        }

        if (file.Length > ImportLimits.FileBytesMax)
        {
            return ImportRefusals.TooLarge;
        }

        var bytes = Utf8(file);
        var first = FirstCharacter(bytes.Span);
        var reading = first is (byte)'[' or (byte)'{' ? ReadJson(bytes, options) : ReadCsv(bytes, options);
        return reading.File is { } read && read.Read == 0 ? ImportRefusals.NoRows
            : reading.File is { Read: > ImportLimits.RowsMax } ? ImportRefusals.TooLarge
            : reading;
    }

    // Some spreadsheets save "Unicode text", which is UTF-16 and begins with its mark.
    private static ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> file)
    {
        if (file.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            return file[Encoding.UTF8.Preamble.Length..];
        }

        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            if (file.Span.StartsWith(encoding.Preamble))
            {
                return Encoding.Convert(encoding, Encoding.UTF8, file[encoding.Preamble.Length..].ToArray());
            }
        }

        return file;
    }

    private static ImportReading ReadJson(ReadOnlyMemory<byte> bytes, ImportOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Lenient);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                return root.TryGetProperty("meetings", out var meetings) && meetings.ValueKind == JsonValueKind.Array
                    ? ReadMeetings(meetings, Member(root, "formats"), Member(root, "serviceBodies"), options)
                    : ImportRefusals.NotAFile;
            }

            return ReadMeetings(root, default, default, options);
        }
        catch (JsonException)
        {
            return ImportRefusals.InvalidJson;
        }
    }

    private static ImportReading ReadMeetings(JsonElement meetings, JsonElement formats, JsonElement bodies, ImportOptions options)
    {
        if (meetings.GetArrayLength() == 0)
        {
            return ImportRefusals.NoRows;
        }

        // One odd row must not decide what the file is.
        var some = meetings.EnumerateArray().Take(50).ToList();
        return some.Exists(BmltReader.Knows) ? BmltReader.Read(meetings, formats, bodies, options)
            : some.Exists(MeetingGuideReader.Knows) ? MeetingGuideReader.Read(meetings, options)
            : ImportRefusals.NotAFile;
    }

    private static ImportReading ReadCsv(ReadOnlyMemory<byte> bytes, ImportOptions options)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            // Older spreadsheets write Latin-1.
            text = Encoding.Latin1.GetString(bytes.Span);
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return ImportRefusals.NotAFile;
        }

        if (CsvReader.Read(text) is not { } rows)
        {
            return ImportRefusals.InvalidCsv;
        }

        var reader = new MeetingGuideReader(options);
        foreach (var (line, fields) in rows)
        {
            reader.Read(line, fields);
        }

        return reader.File(ImportKind.Csv);
    }

    private static JsonElement Member(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value : default;

    private static byte FirstCharacter(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.TrimStart(" \t\r\n"u8);
        return text.IsEmpty ? (byte)0 : text[0];
    }
}
