using System.Runtime.CompilerServices;

namespace Storefront.Languages;

/// <summary>Collects the text of one message in a buffer of the caller's, or the pieces where pieces are asked for.</summary>
internal ref struct MessageWriter
{
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    private readonly string key;
    private readonly bool strict;
    private readonly bool isolate;
    private readonly List<MessagePart>? parts;
    private DefaultInterpolatedStringHandler text;

    public MessageWriter(string key, Formatter format, bool strict, bool isolate, Span<char> buffer, List<MessagePart>? parts = null)
    {
        this.key = key;
        this.strict = strict;
        this.isolate = isolate && parts is null;
        this.parts = parts;
        Format = format;
        text = new DefaultInterpolatedStringHandler(0, 0, null, buffer);
    }

    public Formatter Format { get; }

    /// <summary>True once an argument was absent or of the wrong kind and its name was written in its place.</summary>
    public bool Faulty { get; private set; }

    public void Words(string literal)
    {
        if (parts is null) text.AppendLiteral(literal);
        else parts.Add(new MessagePart(literal, null));
    }

    /// <summary>Digits and units of the message's own language: they need no isolation.</summary>
    public void Value(string argument, scoped ReadOnlySpan<char> value)
    {
        if (parts is null) text.AppendFormatted(value);
        else parts.Add(new MessagePart(value.ToString(), argument));
    }

    /// <summary>Text from elsewhere, or money: in running text of another direction it is wrapped in the Unicode isolates, which render as nothing,
    /// so that it cannot reorder its neighbours. Pieces stay bare: the page wraps them in <c>bdi</c>. Links stay bare too, because mail programs would
    /// take the closing mark into the link.</summary>
    public void ForeignValue(string argument, scoped ReadOnlySpan<char> value)
    {
        if (!isolate || !(Format.Language.IsRightToLeft || HoldsRightToLeft(value)) || value.Contains("://", StringComparison.Ordinal))
        {
            Value(argument, value);
            return;
        }

        text.AppendFormatted(FirstStrongIsolate);
        text.AppendFormatted(value);
        text.AppendFormatted(PopIsolate);
    }

    /// <exception cref="MessageFormatException">The messages are strict.</exception>
    public void Fault(string argument, string why)
    {
        if (strict) throw new MessageFormatException(key, why);
        Faulty = true;
        Value(argument, $"{{{argument}}}");
    }

    public string ToStringAndClear() => text.ToStringAndClear();

    private static bool HoldsRightToLeft(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')) return true;
        }

        return false;
    }
}
