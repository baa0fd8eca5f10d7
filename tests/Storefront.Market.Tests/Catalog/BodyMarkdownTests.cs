using Storefront.Catalog;

namespace Storefront.Market.Tests.Catalog;

public sealed class BodyMarkdownTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>two<br/><br />three", "One  \ntwo  \n\nthree")]
    [InlineData("<div>A <strong>bold</strong> and <em>soft </em>word</div>", "A **bold** and *soft* word")]
    [InlineData("<h2>Care</h2><ul><li>Wash</li><li>Dry<ul><li>in shade</li></ul></li></ul><p>End</p>", "### Care\n\n- Wash\n- Dry\n  - in shade\n\nEnd")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")]
    [InlineData("<table><tr><td>Size</td><td>34 cm</td></tr><tr><th>Load</th><td>6 kg</td></tr></table>", "- Size – 34 cm\n- Load – 6 kg")]
    [InlineData("<p>Tea&nbsp;&amp;&#32;caf&eacute;</p>", "Tea \\& café")]
    [InlineData("<p>中文<b>粗体</b>。</p>", "中文**粗体**。")]
    public void Html_becomes_the_Markdown_that_says_the_same(string html, string markdown) => Assert.Equal(markdown, BodyMarkdown.From(html));

    [Theory]
    [InlineData("Plain words.\n\n- a\n- b **c**")]
    [InlineData("5 < 6 and I <3 tea")]
    [InlineData("An escaped \\<b> stays")]
    public void A_body_without_a_tag_stays_as_it_is(string body) => Assert.Equal(body, BodyMarkdown.From(body));

    [Theory]
    [InlineData("<script>alert(1)</script>Tea", "Tea")]
    [InlineData("Tea<script>alert(1)", "Tea")]
    [InlineData("<img src=x onerror=alert(1)>Tea", "Tea")]
    [InlineData("<a href=\"javascript:alert(1)\">Tea</a>", "Tea")]
    [InlineData("<!-- <b>x</b> -->Tea", "Tea")]
    [InlineData("<!--Tea", "")]
    [InlineData("<b title=\"a>b\">Tea</b>", "**Tea**")]
    [InlineData("Tea <b", "Tea")]
    [InlineData("<style>p{}</style><svg><text>x</text></svg>Tea", "Tea")]
    [InlineData("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "\\<script>alert(1)\\</script>")]
    [InlineData("<p>&amp;lt;b&amp;gt;</p>", "\\&lt;b\\&gt;")]
    [InlineData("\\\\<b>Tea</b>", "\\\\\\\\**Tea**")]
    [InlineData("<p># one</p><p>* two _three_ [four](http://x)</p><p>1. five</p>", "\\# one\n\n\\* two \\_three_ \\[four\\](http://x)\n\n1\\. five")]
    [InlineData("<b> </b>Tea <i></i>now", "Tea now")]
    [InlineData("<b>a<p>b</b>c</p>", "**a**\n\nbc")]
    public void Nothing_of_it_is_markup_that_was_not_meant(string html, string markdown) => Assert.Equal(markdown, BodyMarkdown.From(html));

    [Fact]
    public void Whatever_comes_in_no_raw_tag_comes_out_and_it_takes_no_longer_than_its_length()
    {
        var random = new Random(7);
        string[] pieces = ["<", ">", "</", "<b", "<b>", "</b>", "<!--", "-->", "<script", "</script>", "\\", "\"", "'", "=", "a", " ", "&lt;", "&#60;", "&#xD800;", "\n", "<li>", "<ul>", "*", "<i>", "é"];
        for (var i = 0; i < 2_000; i++)
        {
            var html = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)])) + "<p>";
            var markdown = BodyMarkdown.From(html);

            Assert.DoesNotMatch(@"(?<!\\)(?:\\\\)*<[a-zA-Z/!?]", markdown);
            Assert.DoesNotContain(markdown, char.IsSurrogate);
        }

        Assert.Equal(200_004, BodyMarkdown.From("<p>" + string.Concat(Enumerable.Repeat("<b", 100_000)) + ">" + new string('x', 200_000)).Length);
    }
}
