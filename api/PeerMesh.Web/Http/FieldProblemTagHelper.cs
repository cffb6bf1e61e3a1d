using Microsoft.AspNetCore.Razor.TagHelpers;

namespace PeerMesh.Web.Http;

/// <summary>Says under a field what is wrong with it: <c>&lt;input id="zone" … problem="@Why("zone")"&gt;</c>. Without a problem nothing changes.</summary>
[HtmlTargetElement("input", Attributes = Name, TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = Name)]
[HtmlTargetElement("textarea", Attributes = Name)]
public sealed class FieldProblemTagHelper : TagHelper
{
    private const string Name = "problem";

    /// <summary>The sentence; null or empty where nothing is wrong.</summary>
    [HtmlAttributeName(Name)]
    public string? Problem { get; set; }

    // After the helpers that write the field itself.
    public override int Order => 1000;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // An expression that is null reaches a text attribute as an empty one.
        if (string.IsNullOrEmpty(Problem))
        {
            return;
        }

        var id = $"{output.Attributes["id"]?.Value}-problem";
        var described = output.Attributes["aria-describedby"]?.Value?.ToString();
        output.Attributes.SetAttribute("aria-invalid", "true");
        output.Attributes.SetAttribute("aria-describedby", string.IsNullOrEmpty(described) ? id : $"{id} {described}");
        output.Attributes.SetAttribute("autofocus", "");
        output.PostElement.AppendHtml($"<p class=\"problem\" role=\"alert\" id=\"{id}\">").Append(Problem).AppendHtml("</p>");
    }
}
