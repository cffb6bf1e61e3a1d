using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace PeerMesh.Api.Bmlt;

/// <summary>A query as BMLT's clients write it: <c>a=1,-2</c>, <c>a[]=1&amp;a[]=-2</c> and <c>a[0]=1</c> say the same.</summary>
internal sealed class BmltQuery
{
    private readonly Dictionary<string, string> _single = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal);

    public BmltQuery(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        foreach (var (name, values) in query)
        {
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            if (bracket > 0 && name.EndsWith(']'))
            {
                var list = _lists.GetValueOrDefault(name[..bracket]) ?? (_lists[name[..bracket]] = []);
                list.AddRange(values.OfType<string>());
            }
            else
            {
                // Of a name given twice the last one counts.
                _single[name] = values.LastOrDefault() ?? "";
            }
        }
    }

    /// <summary>Whether the name is there at all; some stand without a value.</summary>
    public bool Has(string name) => _single.ContainsKey(name) || _lists.ContainsKey(name);

    /// <summary>The value, or null where there is none or an empty one.</summary>
    public string? One(string name) =>
        _single.GetValueOrDefault(name) is { Length: > 0 } value ? value : _lists.GetValueOrDefault(name)?.LastOrDefault(each => each.Length > 0);

    public bool IsOne(string name) => One(name) == "1";

    public List<string> List(string name) =>
    [
        .. (_lists.GetValueOrDefault(name) ?? []).Append(_single.GetValueOrDefault(name) ?? "")
            .SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>Numbers to take and numbers to leave out; null where something is no number.</summary>
    public (HashSet<long> Include, HashSet<long> Exclude)? Numbers(string name)
    {
        var (include, exclude) = (new HashSet<long>(), new HashSet<long>());
        foreach (var text in List(name))
        {
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number == 0 || number == long.MinValue)
            {
                return null;
            }

            (number > 0 ? include : exclude).Add(Math.Abs(number));
        }

        return (include, exclude);
    }

    public double? Real(string name) =>
        double.TryParse(One(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : null;

    /// <summary>Minutes from an hour and a minute that stand apart; null where neither is there.</summary>
    /// <param name="bad">Set where one is no such number.</param>
    public int? Minutes(string name, int hoursMax, ref bool bad)
    {
        if (One(name + "H") is null && One(name + "M") is null)
        {
            return null;
        }

        var (hours, minutes) = (Whole(name + "H", hoursMax), Whole(name + "M", 59));
        bad |= hours is null || minutes is null;
        return ((hours ?? 0) * 60) + (minutes ?? 0);
    }

    public int? Whole(string name, int max) =>
        One(name) is not { } text ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max ? number
        : null;
}
