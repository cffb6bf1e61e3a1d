using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace PeerMesh.Web.Tests.Texts;

/// <summary>Every text that pages and script ask for exists.</summary>
public sealed partial class TextTests
{
    private static readonly HashSet<string> Page = Keys("PeerMesh.Web.Resources.PageTexts");
    private static readonly HashSet<string> Room = Keys("PeerMesh.Web.Resources.RoomTexts");

    [Fact]
    public void Every_text_the_script_names_is_there()
    {
        var assembly = typeof(PeerMeshWeb).Assembly;
        var scripts = assembly.GetManifestResourceNames().Where(name => name.StartsWith("web:room/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(script)!);
            var source = reader.ReadToEnd();
            foreach (Match asked in PlainText().Matches(source))
            {
                Assert.True(Room.Contains(asked.Groups[1].Value), $"{script} asks for the text {asked.Groups[1].Value}, which is nowhere.");
            }

            foreach (Match asked in PluralText().Matches(source))
            {
                Assert.True(Room.Contains($"{asked.Groups[1].Value}.other"), $"{script} asks for the plural {asked.Groups[1].Value}, which is nowhere.");
            }
        }
    }

    [Fact]
    public void A_plural_that_has_one_has_the_other()
    {
        foreach (var one in Room.Where(key => key.EndsWith(".one", StringComparison.Ordinal)))
        {
            Assert.Contains($"{one[..^4]}.other", Room);
        }
    }

    [Fact]
    public void No_text_is_empty_or_in_both_files()
    {
        Assert.NotEmpty(Page);
        Assert.Empty(Page.Intersect(Room));
    }

    private static HashSet<string> Keys(string name)
    {
        var set = new ResourceManager(name, typeof(PeerMeshWeb).Assembly).GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!;
        var entries = set.Cast<DictionaryEntry>().ToList();
        Assert.All(entries, entry => Assert.False(string.IsNullOrWhiteSpace(entry.Value as string), $"{entry.Key} is empty."));
        return [.. entries.Select(entry => (string)entry.Key)];
    }

    [GeneratedRegex(@"\b(?:t|rich)\((?:\w+, )?""([^""]+)""")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\bplural\(""([^""]+)""")]
    private static partial Regex PluralText();
}
