using System.Globalization;
using System.Text;

namespace Storefront.Languages;

/// <summary>Reads one message pattern from left to right.</summary>
internal sealed class MessageParser(string key, string pattern, PluralRules rules)
{
    private readonly HashSet<MessageParameter> arguments = [];
    private readonly List<PluralUse> plurals = [];
    private int at;

    /// <summary>The names and types of what the message needs.</summary>
    public IReadOnlyCollection<MessageParameter> Arguments => arguments;

    public IReadOnlyList<PluralUse> Plurals => plurals;

    public MessageNode Read()
    {
        var node = ReadMessage(inPlural: false);
        return at == pattern.Length ? node : throw Wrong("a closing brace has no opening one.");
    }

    private MessageNode ReadMessage(bool inPlural)
    {
        var nodes = new List<MessageNode>();
        var literal = new StringBuilder();
        while (at < pattern.Length && pattern[at] != '}')
        {
            var c = pattern[at];
            if (c == '\'') ReadApostrophe(literal, inPlural);
            else if (c == '{' || (c == '#' && inPlural))
            {
                EndLiteral();
                at++;
                nodes.Add(c == '{' ? ReadArgument(inPlural) : new NumberSignNode());
            }
            else
            {
                literal.Append(c);
                at++;
            }
        }

        EndLiteral();
        return nodes is [var only] ? only : new SequenceNode([.. nodes]);

        void EndLiteral()
        {
            if (literal.Length == 0) return;
            nodes.Add(new LiteralNode(literal.ToString()));
            literal.Clear();
        }
    }

    private void ReadApostrophe(StringBuilder literal, bool inPlural)
    {
        var start = at++;
        if (at < pattern.Length && pattern[at] == '\'')
        {
            literal.Append('\'');
            at++;
            return;
        }

        var quotes = at < pattern.Length && (pattern[at] is '{' or '}' || (pattern[at] == '#' && inPlural));
        if (!quotes)
        {
            literal.Append('\'');
            return;
        }

        while (at < pattern.Length)
        {
            if (pattern[at] != '\'') literal.Append(pattern[at++]);
            else if (at + 1 < pattern.Length && pattern[at + 1] == '\'')
            {
                literal.Append('\'');
                at += 2;
            }
            else
            {
                at++;
                return;
            }
        }

        at = start;
        throw Wrong("a quote never ends.");
    }

    private MessageNode ReadArgument(bool inPlural)
    {
        var name = ReadWord("an argument's name");
        if (Next() == '}')
        {
            arguments.Add(new MessageParameter(name, null));
            return new ArgumentNode(name, default);
        }

        Expect(',');
        SkipSpace();
        var typeAt = at;
        var type = ReadWord("an argument's type");
        switch (type)
        {
            case "plural":
                Expect(',');
                return ReadPlural(name);
            case "select":
                Expect(',');
                return ReadSelect(name, inPlural);
        }

        string? variant = null;
        if (Peek() == ',')
        {
            at++;
            variant = ReadWord("an argument's style");
        }

        Expect('}');
        var style = new ArgumentStyle(type, variant);
        if (!style.IsKnown)
        {
            at = typeAt;
            throw Wrong($"'{type}{(variant is null ? "" : ", " + variant)}' is no argument type.");
        }

        arguments.Add(new MessageParameter(name, type));
        return new ArgumentNode(name, style);
    }

    private SelectNode ReadSelect(string name, bool inPlural)
    {
        arguments.Add(new MessageParameter(name, "select"));
        var cases = new List<(string Keyword, MessageNode Then)>();
        MessageNode? other = null;
        while (Peek() != '}')
        {
            var keyword = ReadWord("a keyword");
            var then = ReadCase(inPlural);
            if (keyword == "other") other = then;
            else if (cases.Exists(c => c.Keyword == keyword)) throw Wrong($"'{keyword}' comes twice.");
            else cases.Add((keyword, then));
        }

        at++;
        return new SelectNode(name, [.. cases], other ?? throw Wrong("a select needs 'other'."));
    }

    private PluralNode ReadPlural(string name)
    {
        arguments.Add(new MessageParameter(name, "plural"));
        var offset = 0m;
        var exact = new List<(decimal Number, MessageNode Then)>();
        var byCategory = new MessageNode?[Enum.GetValues<PluralCategory>().Length];
        while (Peek() != '}')
        {
            if (pattern[at] == '=')
            {
                at++;
                var number = ReadNumber();
                if (exact.Exists(e => e.Number == number)) throw Wrong($"'={number}' comes twice.");
                exact.Add((number, ReadCase(inPlural: true)));
                continue;
            }

            var wordAt = at;
            var word = ReadWord("a plural category");
            if (word == "offset" && Peek() == ':')
            {
                at++;
                offset = ReadNumber();
                continue;
            }

            if (!Enum.TryParse<PluralCategory>(word, ignoreCase: true, out var category) || !char.IsAsciiLetterLower(word[0]))
            {
                at = wordAt;
                throw Wrong($"'{word}' is no plural category.");
            }

            if (byCategory[(int)category] is not null) throw Wrong($"'{word}' comes twice.");
            byCategory[(int)category] = ReadCase(inPlural: true);
        }

        at++;
        if (byCategory[(int)PluralCategory.Other] is null) throw Wrong("a plural needs 'other'.");
        plurals.Add(new PluralUse(name, Enum.GetValues<PluralCategory>().Where(c => byCategory[(int)c] is not null).ToHashSet()));
        return new PluralNode(name, offset, [.. exact], byCategory, rules);
    }

    private MessageNode ReadCase(bool inPlural)
    {
        Expect('{');
        var node = ReadMessage(inPlural);
        Expect('}', skipSpace: false);
        return node;
    }

    private decimal ReadNumber()
    {
        SkipSpace();
        var start = at;
        while (at < pattern.Length && (char.IsAsciiDigit(pattern[at]) || pattern[at] == '.')) at++;
        if (decimal.TryParse(pattern.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return number;
        at = start;
        throw Wrong("a number is missing.");
    }

    private string ReadWord(string what)
    {
        SkipSpace();
        var start = at;
        while (at < pattern.Length && (char.IsAsciiLetterOrDigit(pattern[at]) || pattern[at] is '-' or '_')) at++;
        return at > start ? pattern[start..at] : throw Wrong($"{what} is missing.");
    }

    private char Peek()
    {
        SkipSpace();
        return at < pattern.Length ? pattern[at] : throw Wrong("an argument never ends.");
    }

    /// <summary>Takes a closing brace if it comes next; leaves anything else.</summary>
    private char Next()
    {
        var c = Peek();
        if (c == '}') at++;
        return c;
    }

    private void Expect(char c, bool skipSpace = true)
    {
        if (skipSpace) SkipSpace();
        if (at >= pattern.Length || pattern[at] != c) throw Wrong($"'{c}' is missing.");
        at++;
    }

    private void SkipSpace()
    {
        while (at < pattern.Length && char.IsWhiteSpace(pattern[at])) at++;
    }

    private MessageFormatException Wrong(string why) => new(key, at, why);
}
