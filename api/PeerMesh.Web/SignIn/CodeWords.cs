using System.Globalization;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.SignIn;

/// <summary>What the mail with a code says, in the language of whoever asked for it.</summary>
public static class CodeWords
{
    private static readonly EmbeddedTexts Texts = EmbeddedTexts.Of<PageTexts>();

    public static string Subject => Text("Mail.Code.Subject");

    public static string Body(string code) =>
        $"""
        {Text("Mail.Code.Line").Replace("{0}", code, StringComparison.Ordinal)}

        {Text("Mail.Code.How")}
        {Text("Mail.Code.NotYou")}
        """;

    private static string Text(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture)!;
}
