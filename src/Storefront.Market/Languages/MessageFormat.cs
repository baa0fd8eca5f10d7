namespace Storefront.Languages;

/// <summary>One sentence in the ICU MessageFormat notation, compiled once: arguments, <c>plural</c> with exact <c>=n</c>, <c>offset</c> and <c>#</c>,
/// and <c>select</c>. Argument types: number, percent, money, weight, date, time, datetime, country, currency; without a type the value decides.</summary>
/// <remarks>Quoting is ICU's: two apostrophes are one; an apostrophe directly before a brace (or <c>#</c> inside a plural) starts a quote up to the
/// next one; any other apostrophe is itself.</remarks>
public sealed class MessageFormat
{
    // Thousands are kept: a sentence without arguments is its text and nothing else.
    private readonly MessageNode? root;
    private readonly string? plain;

    private MessageFormat(string key, MessageNode read)
    {
        Key = key;
        switch (read)
        {
            case LiteralNode literal:
                plain = literal.Text;
                break;
            case SequenceNode { Nodes.Length: 0 }:
                plain = "";
                break;
            default:
                root = read;
                break;
        }
    }

    public string Key { get; }

    /// <exception cref="MessageFormatException">The pattern is not well formed; names key and position.</exception>
    public static MessageFormat Parse(string pattern, PluralRules rules, string key = "") => new(key, new MessageParser(key, pattern, rules).Read());

    /// <summary>The sentence with its values in the formatter's language.</summary>
    /// <exception cref="MessageFormatException">A value is absent or of the wrong kind.</exception>
    public string Format(Formatter format, params ReadOnlySpan<MessageArgument> arguments) => Format(format, arguments, strict: true, out _);

    /// <summary>As a building block of another text: no isolates around the values, which are ours.</summary>
    internal string Compose(Formatter format, params ReadOnlySpan<MessageArgument> arguments)
    {
        if (plain is not null) return plain;
        var to = new MessageWriter(Key, format, strict: true, isolate: false, stackalloc char[128]);
        root!.Write(ref to, arguments, default);
        return to.ToStringAndClear();
    }

    /// <param name="strict">When false, a value that is absent or of the wrong kind is shown as its name in braces and reported in <paramref name="faulty"/>.</param>
    internal string Format(Formatter format, ReadOnlySpan<MessageArgument> arguments, bool strict, out bool faulty)
    {
        faulty = false;
        if (plain is not null) return plain;
        var to = new MessageWriter(Key, format, strict, isolate: true, stackalloc char[256]);
        root!.Write(ref to, arguments, default);
        faulty = to.Faulty;
        return to.ToStringAndClear();
    }

    internal IReadOnlyList<MessagePart> Parts(Formatter format, ReadOnlySpan<MessageArgument> arguments, bool strict, out bool faulty)
    {
        faulty = false;
        if (plain is not null) return plain.Length == 0 ? [] : [new MessagePart(plain, null)];
        var parts = new List<MessagePart>();
        var to = new MessageWriter(Key, format, strict, isolate: false, [], parts);
        root!.Write(ref to, arguments, default);
        faulty = to.Faulty;
        return parts;
    }
}

/// <summary>An argument that a message uses; <see cref="Type"/> is null where the value decides.</summary>
internal sealed record MessageParameter(string Name, string? Type);

/// <summary>The categories that one plural in a message provides.</summary>
internal sealed record PluralUse(string Argument, IReadOnlySet<PluralCategory> Categories);
