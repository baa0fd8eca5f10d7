using Markdig;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Microsoft.AspNetCore.Components;

namespace Storefront.Web.Shop;

/// <summary>A merchant's description as HTML: paragraphs, lists, emphasis, headings below ours. No raw HTML, no links and no pictures, so that
/// nothing leads or loads from elsewhere.</summary>
public static class ListingMarkdown
{
    private const int HeadingsBelow = 2;

    private static readonly MarkdownPipeline Pipeline = Build();

    public static MarkupString ToHtml(string text)
    {
        var document = Markdown.Parse(text, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>()) heading.Level = Math.Min(6, heading.Level + HeadingsBelow);
        return new MarkupString(document.ToHtml(Pipeline));
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml();
        builder.InlineParsers.TryRemove<LinkInlineParser>();
        builder.InlineParsers.TryRemove<AutolinkInlineParser>();
        return builder.Build();
    }
}
