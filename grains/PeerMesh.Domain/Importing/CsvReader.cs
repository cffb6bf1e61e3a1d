using System.Text;

namespace PeerMesh.Domain.Importing;

/// <summary>Reads a table as spreadsheets write it (RFC 4180), with commas, semicolons or tabs between the cells.</summary>
internal static class CsvReader
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Headers that tables use beside the plain names of the fields.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["id"] = "slug",
        ["meeting_name"] = "name",
        ["start_time"] = "time",
        ["time_zone"] = "timezone",
        ["zip"] = "postal_code",
        ["zip_code"] = "postal_code",
        ["street"] = "address",
        ["street_address"] = "address",
        ["website"] = "group_website",
        ["sub_region"] = "sub_region",
        ["meeting_types"] = "types",
    };

    /// <summary>The rows under the header, by the header's names in the Meeting Guide's spelling; null where there is no such header.</summary>
    public static List<(int Line, Dictionary<string, string> Fields)>? Read(string text)
    {
        var records = Records(text, Separator(text)).ToList();
        if (records.Count == 0)
        {
            return null;
        }

        var names = records[0].Select(Name).ToList();
        if (!names.Contains("name"))
        {
            return null;
        }

        List<(int, Dictionary<string, string>)> rows = [];
        for (var at = 1; at < records.Count; at++)
        {
            var cells = records[at];
            if (cells.TrueForAll(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var column = 0; column < Math.Min(cells.Count, names.Count); column++)
            {
                if (names[column].Length > 0 && cells[column].Length > 0)
                {
                    fields.TryAdd(names[column], cells[column]);
                }
            }

            rows.Add((at, fields));
        }

        return rows;
    }

    private static string Name(string header)
    {
        var name = new string([.. header.Trim('\uFEFF', ' ').ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]).Trim('_');
        return OtherNames.GetValueOrDefault(name, name);
    }

    private static char Separator(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var header = end < 0 ? text : text[..end];
        return Separators.MaxBy(separator => header.Count(c => c == separator));
    }

    private static IEnumerable<List<string>> Records(string text, char separator)
    {
        var (record, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == separator)
            {
                record.Add(cell.ToString());
                cell.Clear();
            }
            else if (c is '\n' or '\r')
            {
                at += c == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
                record.Add(cell.ToString());
                cell.Clear();
                yield return record;
                record = [];
            }
            else
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || record.Count > 0)
        {
            record.Add(cell.ToString());
            yield return record;
        }
    }
}
