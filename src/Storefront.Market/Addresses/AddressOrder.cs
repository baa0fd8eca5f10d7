using System.Text;

namespace Storefront.Addresses;

/// <summary>The printed order of an address: lines of parts and the fixed words between them. A fixed word is printed only where it
/// stands between or before parts that are there.</summary>
internal sealed class AddressOrder
{
    private readonly Token[][] lines;

    /// <param name="pattern">Lines parted by <c>|</c>, parts in braces: <c>{name}|{street}|{city}, {region} {postcode}</c>.</param>
    public AddressOrder(string pattern) => lines = [.. pattern.Split('|').Select(l => ReadLine(l).ToArray())];

    /// <summary>The parts in the order in which they are printed.</summary>
    public IEnumerable<AddressPart> Parts => lines.SelectMany(l => l).Where(t => t.Part is not null).Select(t => t.Part!.Value);

    /// <summary>The fixed word directly before the postcode, such as <c>CH-</c>, without spaces; people often type it too.</summary>
    public string PostcodePrefix { get; private set; } = "";

    public IEnumerable<string> Print(Func<AddressPart, string?> value)
    {
        foreach (var line in lines)
        {
            if (line is [{ Part: AddressPart.Street }])
            {
                // Two lines of their own, so that neither grows too long.
                if (value(AddressPart.Street) is { Length: > 0 } street) yield return street;
                if (value(AddressPart.Street2) is { Length: > 0 } second) yield return second;
            }
            else if (Print(line, value) is { Length: > 0 } text) yield return text;
        }
    }

    private static string Print(Token[] line, Func<AddressPart, string?> value)
    {
        if (line is [{ Part: null } only]) return only.Words;
        var text = new StringBuilder();
        var words = "";
        var isFirstPart = true;
        foreach (var token in line)
        {
            if (token.Part is not { } part)
            {
                words = token.Words;
                continue;
            }

            if (value(part) is { Length: > 0 } shown)
            {
                // Words before the line's first part belong to that part; words between two parts need both.
                var belongs = isFirstPart || text.Length > 0;
                var isTyped = words.Trim() is { Length: > 0 } prefix && shown.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
                if (belongs && !isTyped) text.Append(words);
                else if (isTyped && text.Length > 0) text.Append(' ');
                text.Append(shown);
            }

            isFirstPart = false;
            words = "";
        }

        return text.ToString();
    }

    private IEnumerable<Token> ReadLine(string line)
    {
        var at = 0;
        var words = "";
        while (at < line.Length)
        {
            var open = line.IndexOf('{', at);
            if (open < 0) open = line.Length;
            if (open > at) yield return new Token(null, words = line[at..open]);
            if (open == line.Length) yield break;
            var close = line.IndexOf('}', open);
            var part = Enum.Parse<AddressPart>(line[(open + 1)..close], ignoreCase: true);
            if (part == AddressPart.Postcode && words.Any(c => char.IsLetter(c) || char.IsSymbol(c))) PostcodePrefix = words.Trim();
            words = "";
            yield return new Token(part, "");
            at = close + 1;
        }
    }

    private readonly record struct Token(AddressPart? Part, string Words);
}
