namespace PeerMesh.Search.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Círculo Latino", "circulo latino")]
    [InlineData("Mañana, AÑO", "manana ano")]
    [InlineData("Women's well-being", "womens well being")]
    [InlineData("  12 steps  ", "12 steps")]
    [InlineData("Đêm", "đem")]
    public void Texts_become_words_without_case_and_accents(string text, string words) => Assert.Equal(words, string.Join(' ', Words.Of(text)));

    [Theory]
    [InlineData("anxiety", "anxiety", WordFit.Exact)]
    [InlineData("anxeity", "anxiety", WordFit.Near)]
    [InlineData("nxiety", "anxiety", WordFit.Near)]
    [InlineData("anxiiety", "anxiety", WordFit.Near)]
    [InlineData("anx", "anxiety", WordFit.Near)]
    [InlineData("depresion", "depression", WordFit.Near)]
    [InlineData("deprecion", "depression", WordFit.Near)]
    [InlineData("grief", "brief", WordFit.Near)]
    [InlineData("men", "women", WordFit.None)]
    [InlineData("men", "man", WordFit.None)]
    [InlineData("axniteyx", "anxiety", WordFit.None)]
    public void Typing_errors_are_forgiven_in_measure(string typed, string word, WordFit fit) => Assert.Equal(fit, Words.FitOf(typed, word));
}
