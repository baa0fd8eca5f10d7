namespace Storefront.Shipping;

/// <summary>Encodes text as Code 128 with the fewest symbols: sets A, B and C are changed wherever that makes the bars shorter.</summary>
/// <remarks>Source: ISO/IEC 15417; GS1-128 after the GS1 General Specifications; check values against known vectors in the tests.</remarks>
public static class Code128
{
    /// <summary>Stands for the function character FNC1 inside the text to encode; no text of ours holds this private-use character.</summary>
    private const char Fnc1 = '\uE0F1';

    private const byte CodeA = 101;
    private const byte CodeB = 100;
    private const byte CodeC = 99;
    private const byte Shift = 98;

    private enum CodeSet { A, B, C }

    /// <summary>Of two ways of equal length the earlier is taken: printable text stays in B.</summary>
    private static readonly CodeSet[] BeforeOthers = [CodeSet.B, CodeSet.A, CodeSet.C];

    /// <param name="text">ASCII only, at least one character.</param>
    /// <exception cref="ArgumentException">The text is empty, or holds a character that Code 128 has not.</exception>
    public static Code128Symbol Encode(string text)
    {
        if (text.Length == 0) throw new ArgumentException("A bar code needs text.", nameof(text));
        if (text.Any(c => c > 127)) throw new ArgumentException($"'{text}' holds a character that Code 128 has not.", nameof(text));
        return new Code128Symbol(text, WithCheck(Shortest(text)));
    }

    /// <summary>A GS1-128 bar code: FNC1 after the start, and after each element of free length that another follows.</summary>
    public static Code128Symbol EncodeGs1(params IReadOnlyList<Gs1Element> elements)
    {
        ArgumentOutOfRangeException.ThrowIfZero(elements.Count);
        var data = new System.Text.StringBuilder().Append(Fnc1);
        for (var i = 0; i < elements.Count; i++)
        {
            data.Append(elements[i].Identifier).Append(elements[i].Value);
            if (!elements[i].HasFixedLength && i < elements.Count - 1) data.Append(Fnc1);
        }

        return new Code128Symbol(string.Concat(elements), WithCheck(Shortest(data.ToString())));
    }

    /// <summary>The check value of a start character and the data values after it.</summary>
    public static byte CheckValue(IReadOnlyList<byte> startAndData)
    {
        var sum = (int)startAndData[0];
        for (var i = 1; i < startAndData.Count; i++) sum = (sum + (i * startAndData[i])) % 103;
        return (byte)(sum % 103);
    }

    private static List<byte> WithCheck(List<byte> values)
    {
        values.Add(CheckValue(values));
        values.Add(Code128Patterns.Stop);
        return values;
    }

    /// <summary>Walks the text from its end, keeping for each place and set the fewest symbols to the end, then reads the choices forward.</summary>
    private static List<byte> Shortest(string text)
    {
        var cost = new int[text.Length + 1, 3];
        var choice = new Step[text.Length, 3];
        for (var at = text.Length - 1; at >= 0; at--)
        {
            for (var set = CodeSet.A; set <= CodeSet.C; set++)
            {
                cost[at, (int)set] = int.MaxValue;
                foreach (var step in StepsFrom(text, at, set))
                {
                    var total = step.Symbols + cost[at + step.Length, (int)step.Next];
                    if (total >= cost[at, (int)set]) continue;
                    cost[at, (int)set] = total;
                    choice[at, (int)set] = step;
                }
            }
        }

        // Digits alone start in C, as GS1 asks.
        var current = CodeSet.C;
        if (cost[0, (int)CodeSet.B] < cost[0, (int)current]) current = CodeSet.B;
        if (cost[0, (int)CodeSet.A] < cost[0, (int)current]) current = CodeSet.A;
        var values = new List<byte> { current switch { CodeSet.A => Code128Patterns.StartA, CodeSet.B => Code128Patterns.StartB, CodeSet.C => Code128Patterns.StartC } };
        for (var at = 0; at < text.Length;)
        {
            var step = choice[at, (int)current];
            values.AddRange(step.Write(text, at));
            at += step.Length;
            current = step.Next;
        }

        return values;
    }

    /// <summary>The ways to go on at one place: in the present set, in another for good, or in the other of A and B for one character.</summary>
    private static IEnumerable<Step> StepsFrom(string text, int at, CodeSet set)
    {
        foreach (var to in BeforeOthers)
        {
            var length = LengthIn(to, text, at);
            if (length == 0) continue;
            yield return new Step(to, to, length, Change: to != set ? ChangeTo(to) : null);
            if (to != set && set != CodeSet.C && to != CodeSet.C) yield return new Step(to, set, length, Change: Shift);
        }
    }

    /// <summary>How many characters one symbol of the set holds here: none, one, or a pair of digits.</summary>
    private static int LengthIn(CodeSet set, string text, int at) => text[at] switch
    {
        Fnc1 => 1,
        var c => set switch
        {
            CodeSet.A => c < 96 ? 1 : 0,
            CodeSet.B => c >= 32 ? 1 : 0,
            CodeSet.C => char.IsAsciiDigit(c) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) ? 2 : 0,
        },
    };

    private static byte ChangeTo(CodeSet set) => set switch { CodeSet.A => CodeA, CodeSet.B => CodeB, CodeSet.C => CodeC };

    private readonly record struct Step(CodeSet In, CodeSet Next, int Length, byte? Change)
    {
        public int Symbols => Change is null ? 1 : 2;

        public IEnumerable<byte> Write(string text, int at)
        {
            if (Change is { } change) yield return change;
            var c = text[at];
            if (c == Fnc1) yield return Code128Patterns.Fnc1;
            else
            {
                yield return In switch
                {
                    CodeSet.A => (byte)(c < 32 ? c + 64 : c - 32),
                    CodeSet.B => (byte)(c - 32),
                    CodeSet.C => (byte)(((c - '0') * 10) + (text[at + 1] - '0')),
                };
            }
        }
    }
}
