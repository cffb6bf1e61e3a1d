using System.Collections.Immutable;
using System.Globalization;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Importing;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Importing;

/// <summary>Gives each source's words for what meetings are like a number that no other word of the network has.</summary>
[GrainType("formats")]
internal sealed class FormatsGrain(
    [PersistentState("formats", StorageNames.Default)] IPersistentState<FormatsRecord> stored)
    : RecordGrain<FormatsRecord>(stored), IFormatsGrain
{
    // Above the numbers that sources use, so that theirs stay what they are.
    private const int OwnNumbersFrom = 100_000;

    /// <summary>Words of one network: a hundred sources of the usual size.</summary>
    private const int WordsMax = 20_000;

    public async Task Take(string source, ImmutableList<FormatWord> words)
    {
        var numbers = Record.Words.Where(known => known.Source == source)
            .GroupBy(known => known.Word.Id, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Number, StringComparer.Ordinal);
        var others = Record.Words.RemoveAll(known => known.Source == source);
        var taken = others.Select(known => known.Number).Concat(numbers.Values).ToHashSet();
        var next = others.ToBuilder();
        foreach (var word in words)
        {
            if (!numbers.TryGetValue(word.Id, out var number))
            {
                number = int.TryParse(word.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var own) && own is > 0 and < OwnNumbersFrom && !taken.Contains(own)
                    ? own
                    : Enumerable.Range(OwnNumbersFrom, WordsMax * 2).First(free => !taken.Contains(free));
                numbers[word.Id] = number;
                taken.Add(number);
            }

            if (next.Count < WordsMax)
            {
                next.Add(new KnownFormat(number, source, word));
            }
        }

        var all = next.ToImmutable();
        if (!all.SequenceEqual(Record.Words))
        {
            await Save(new FormatsRecord { Words = all, Version = Record.Version + 1 });
        }
    }

    public Task<FormatList?> List(long known) =>
        Task.FromResult(known == Record.Version ? null : new FormatList(Record.Words, Record.Version));
}
