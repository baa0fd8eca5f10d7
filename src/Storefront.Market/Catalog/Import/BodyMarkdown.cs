using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Storefront.Catalog;

/// <summary>A product's description as plain Markdown. HTML is read for its paragraphs, lists, headings and stresses; everything else of it
/// (links, pictures, scripts, styles, attributes) is left behind, and no raw HTML is ever kept.</summary>
internal static partial class BodyMarkdown
{
    /// <summary>A body without a single tag is Markdown, or plain text, already and stays as it is written.</summary>
    public static string From(string body)
    {
        body = body.ReplaceLineEndings("\n");
        return Tag().IsMatch(body) ? new HtmlReading(body).Run() : ManyBlankLines().Replace(body, "\n\n").Trim();
    }

    /// <summary>The beginning of a tag, comment or declaration that no backslash makes harmless.</summary>
    [GeneratedRegex(@"(?<!\\)(?:\\\\)*<[a-zA-Z/!?]")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyBlankLines();

    /// <summary>One pass over the text; its time grows with the length alone, whatever is in it.</summary>
    private sealed class HtmlReading(string html)
    {
        private const string Strong = "**";
        private const string Stressed = "*";

        /// <summary>Elements whose content is no text for people.</summary>
        private static readonly HashSet<string> Unread = new(["script", "style", "head", "title", "template", "iframe", "object", "noscript", "textarea", "select", "svg", "math"], StringComparer.Ordinal);

        private readonly StringBuilder text = new();
        private readonly Stack<string> open = new();
        private readonly List<string> pending = [];

        /// <summary>The lists around the present place: the next number of a counted one, 0 for bullets.</summary>
        private readonly Stack<int> lists = new();
        private int lineStart;
        private bool spaceDue;

        public string Run()
        {
            for (var i = 0; i < html.Length;)
            {
                if (html[i] != '<' || i + 1 == html.Length || !(char.IsAsciiLetter(html[i + 1]) || html[i + 1] is '/' or '!' or '?'))
                {
                    var end = html.IndexOf('<', i + 1);
                    if (end < 0) end = html.Length;
                    Say(WebUtility.HtmlDecode(html[i..end]));
                    i = end;
                    continue;
                }

                i = html[i + 1] is '!' or '?' ? AfterComment(i) : AfterTag(i);
            }

            CloseStresses();
            return ManyBlankLines().Replace(text.ToString(), "\n\n").Trim();
        }

        private int AfterComment(int i)
        {
            var (from, mark) = html.AsSpan(i).StartsWith("<!--", StringComparison.Ordinal) ? (i + 4, "-->") : (i + 2, ">");
            var end = html.IndexOf(mark, from, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + mark.Length;
        }

        private int AfterTag(int i)
        {
            var closing = html[i + 1] == '/';
            var name = i + (closing ? 2 : 1);
            var end = name;
            while (end < html.Length && char.IsAsciiLetterOrDigit(html[end])) end++;
            var tag = html[name..end].ToLowerInvariant();
            // A > inside a quoted attribute does not end the tag.
            for (var quote = '\0'; end < html.Length && (quote != '\0' || html[end] != '>'); end++)
            {
                if (quote == html[end]) quote = '\0';
                else if (quote == '\0' && html[end] is '"' or '\'' && html[end - 1] == '=') quote = html[end];
            }

            if (end >= html.Length) return html.Length;
            if (!closing && Unread.Contains(tag) && html[end - 1] != '/')
            {
                var close = html.IndexOf("</" + tag, end, StringComparison.OrdinalIgnoreCase);
                if (close < 0) return html.Length;
                end = html.IndexOf('>', close);
                return end < 0 ? html.Length : end + 1;
            }

            if (closing) Close(tag);
            else Open(tag);
            return end + 1;
        }

        private void Open(string tag)
        {
            switch (tag)
            {
                case "b" or "strong":
                    Stress(Strong);
                    break;
                case "i" or "em":
                    Stress(Stressed);
                    break;
                case "br":
                    CloseStresses();
                    if (text.Length > lineStart) NewLine("  \n");
                    else if (text.Length > 0) NewLine("\n");
                    break;
                case "ul" or "ol":
                    if (lists.Count == 0) Block();
                    lists.Push(tag == "ol" ? 1 : 0);
                    break;
                case "li":
                    Item();
                    break;
                case "tr":
                    Item(bullet: true);
                    break;
                case "td" or "th":
                    if (text.Length > lineStart) Raw(" – ");
                    break;
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    Block();
                    Raw("### ");
                    break;
                case "p" or "div" or "section" or "article" or "header" or "footer" or "blockquote" or "pre" or "table" or "dl" or "dt" or "dd" or "hr" or "figure" or "address":
                    if (lists.Count == 0) Block();
                    break;
            }
        }

        private void Close(string tag)
        {
            switch (tag)
            {
                case "b" or "strong":
                    Unstress(Strong);
                    break;
                case "i" or "em":
                    Unstress(Stressed);
                    break;
                case "ul" or "ol":
                    if (lists.Count > 0) lists.Pop();
                    if (lists.Count == 0) Block();
                    break;
                case "table" or "p" or "div" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "section" or "article" or "blockquote" or "pre" or "figure":
                    if (lists.Count == 0) Block();
                    break;
            }
        }

        private void Item(bool bullet = false)
        {
            CloseStresses();
            if (text.Length > lineStart) NewLine("\n");
            if (lists.Count > 1) text.Append(' ', 2 * (lists.Count - 1));
            if (!bullet && lists.TryPop(out var number))
            {
                lists.Push(number == 0 ? 0 : number + 1);
                text.Append(number == 0 ? "- " : $"{number}. ");
            }
            else
            {
                text.Append("- ");
            }

            lineStart = text.Length;
        }

        private void Block()
        {
            CloseStresses();
            if (text.Length > 0) NewLine("\n\n");
        }

        private void NewLine(string end)
        {
            spaceDue = false;
            text.Append(end);
            lineStart = text.Length;
        }

        private void Raw(string mark)
        {
            spaceDue = false;
            text.Append(mark);
            lineStart = text.Length;
        }

        /// <summary>A stress begins only when its first word comes, since Markdown knows none around white space.</summary>
        private void Stress(string mark)
        {
            if (open.Contains(mark)) return;
            open.Push(mark);
            pending.Add(mark);
        }

        private void Unstress(string mark)
        {
            if (!open.Contains(mark)) return;
            // What was opened inside ends with it: stresses nest in Markdown as in HTML.
            while (open.Pop() is var inner)
            {
                if (!pending.Remove(inner)) text.Append(inner);
                if (inner == mark) return;
            }
        }

        private void CloseStresses()
        {
            while (open.TryPop(out var mark))
            {
                if (!pending.Remove(mark)) text.Append(mark);
            }
        }

        private void Say(string words)
        {
            foreach (var c in words)
            {
                if (char.IsWhiteSpace(c) || char.IsControl(c))
                {
                    spaceDue = text.Length > lineStart;
                    continue;
                }

                if (spaceDue) text.Append(' ');
                spaceDue = false;
                foreach (var mark in pending) text.Append(mark);
                pending.Clear();
                if (IsMarkdown(c)) text.Append('\\');
                text.Append(c);
            }
        }

        private bool IsMarkdown(char c) => c switch
        {
            '\\' or '*' or '`' or '[' or ']' or '<' or '&' or '~' or '|' => true,
            '_' => text.Length == lineStart || !char.IsLetterOrDigit(text[^1]),
            '#' or '>' or '+' or '-' or '=' => text.Length == lineStart,
            '.' or ')' => text.Length > lineStart && text.Length - lineStart <= 9 && OnlyDigitsOnLine(),
            _ => false,
        };

        private bool OnlyDigitsOnLine()
        {
            for (var i = lineStart; i < text.Length; i++)
            {
                if (!char.IsAsciiDigit(text[i])) return false;
            }

            return true;
        }
    }
}
