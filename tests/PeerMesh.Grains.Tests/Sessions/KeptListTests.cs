using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class KeptListTests
{
    // Long enough for some blocks, and let go of now and then.
    private static readonly Gen<(int Value, bool LetsGo, bool IsWritten, bool Rests)[]> Uses = Gen.Select(
        Gen.Int, Gen.Int[0, 40].Select(n => n == 0), Gen.Bool, Gen.Int[0, 20].Select(n => n == 0)).Array[0, 200];

    [Fact]
    public void A_list_holds_and_writes_what_an_array_of_the_same_would() => Uses.Sample(uses =>
    {
        var (list, model) = (KeptList<int>.Empty, new List<int>());
        foreach (var (value, letsGo, isWritten, rests) in uses)
        {
            list = list.Add(value);
            model.Add(value);
            if (letsGo && list.Count > KeptList.BlockSize)
            {
                (list, var gone) = list.LetGo();
                Assert.Equal(model.Take(KeptList.BlockSize), gone);
                model.RemoveRange(0, KeptList.BlockSize);
            }

            if (rests)
            {
                list.Rest();
                Assert.Equal(model.Skip(value & 63), list.From(value & 63));
            }

            if (isWritten)
            {
                Assert.Equal(JsonSerializer.Serialize(model), JsonSerializer.Serialize(list));
            }
        }

        Assert.Equal(model, list);
        Assert.Equal(model, Enumerable.Range(0, list.Count).Select(index => list[index]));
        Assert.Equal(model, JsonSerializer.Deserialize<KeptList<int>>(JsonSerializer.Serialize(list))!);
    });

    [Fact]
    public void An_earlier_version_of_a_list_stays_as_it_was()
    {
        var before = KeptList.Of<int>([.. Enumerable.Range(0, 70)]);
        var json = JsonSerializer.Serialize(before);

        var after = before.Add(70).LetGo().Kept.Add(71);

        Assert.Equal(json, JsonSerializer.Serialize(before));
        Assert.Equal(Enumerable.Range(32, 40), after);
    }

    [Fact]
    public void Bytes_kept_for_one_kind_of_JSON_are_not_taken_for_another()
    {
        var list = KeptList.Of<Named>([.. Enumerable.Range(0, 40).Select(number => new Named(number))]);
        var plain = JsonSerializer.Serialize(list);
        var camel = JsonSerializer.Serialize(list, JsonSerializerOptions.Web);

        Assert.StartsWith("[{\"Number\":0}", plain, StringComparison.Ordinal);
        Assert.StartsWith("[{\"number\":0}", camel, StringComparison.Ordinal);
        Assert.Equal(plain, JsonSerializer.Serialize(list));
    }

    [Fact]
    public void What_two_lists_end_with_is_written_once()
    {
        var (all, since) = (KeptList<Counted>.Empty, KeptList<Counted>.Empty);
        for (var number = 0; number < 70; number++)
        {
            all = all.Add(new Counted(number));
            since = since.AddLastOf(all);
        }

        var written = JsonSerializer.Serialize(since);
        var rest = since.From(66);

        Assert.Equal(written, JsonSerializer.Serialize(all));
        Assert.Equal(JsonSerializer.Serialize(all.Skip(66)), JsonSerializer.Serialize(rest));
        Assert.All(all.Take(66), counted => Assert.Equal(1, counted.Times));
        Assert.All(rest, counted => Assert.Equal(2, counted.Times));
        Assert.Equal(all, since);
    }

    [Fact]
    public void A_list_at_rest_keeps_no_bytes_and_a_busy_one_all_of_them()
    {
        var list = KeptList.Of<Counted>([.. Enumerable.Range(0, 70).Select(number => new Counted(number))]);
        var written = JsonSerializer.Serialize(list);
        Assert.Equal(written, JsonSerializer.Serialize(list));
        Assert.All(list, counted => Assert.Equal(1, counted.Times));

        list.Rest();

        Assert.Equal(written, JsonSerializer.Serialize(list));
        Assert.All(list, counted => Assert.Equal(2, counted.Times));
    }

    private sealed record Named(int Number);

    [JsonConverter(typeof(CountedJson))]
    private sealed class Counted(int number)
    {
        public int Number => number;

        public int Times { get; set; }
    }

    private sealed class CountedJson : JsonConverter<Counted>
    {
        public override Counted Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, Counted value, JsonSerializerOptions options)
        {
            value.Times++;
            writer.WriteNumberValue(value.Number);
        }
    }
}
