namespace Storefront.Languages;

/// <summary>Which plural form a language uses for a number.</summary>
/// <remarks>Source: CLDR cardinal plural rules (Unicode), for the numbers without compact exponents that messages hold; checked 2026-11-22.
/// A number counts with the fraction digits that are shown, and the formatter shows no trailing zeros.</remarks>
public sealed class PluralRules
{
    private static readonly PluralRules[] Known =
    [
        new(["en", "de"], [PluralCategory.One, PluralCategory.Other], static n => n is { Whole: 1, Fraction: false } ? PluralCategory.One : PluralCategory.Other),
        new(["tr"], [PluralCategory.One, PluralCategory.Other], static n => n is { Whole: 1, Fraction: false } ? PluralCategory.One : PluralCategory.Other),
        new(["es", "it"], [PluralCategory.One, PluralCategory.Many, PluralCategory.Other], static n => n is { Whole: 1, Fraction: false } ? PluralCategory.One : Millions(n)),
        new(["fr", "pt"], [PluralCategory.One, PluralCategory.Many, PluralCategory.Other], static n => n.Whole is 0 or 1 ? PluralCategory.One : Millions(n)),
        new(["ru"], [PluralCategory.One, PluralCategory.Few, PluralCategory.Many, PluralCategory.Other], Russian),
        new(["pl"], [PluralCategory.One, PluralCategory.Few, PluralCategory.Many, PluralCategory.Other], Polish),
        new(["ar"], [PluralCategory.Zero, PluralCategory.One, PluralCategory.Two, PluralCategory.Few, PluralCategory.Many, PluralCategory.Other], Arabic),
        new(["zh", "ja", "ko", "id"], [PluralCategory.Other], static _ => PluralCategory.Other),
    ];

    private readonly string[] tags;
    private readonly Func<Operands, PluralCategory> choose;

    private PluralRules(string[] tags, PluralCategory[] categories, Func<Operands, PluralCategory> choose) =>
        (this.tags, Categories, this.choose) = (tags, categories, choose);

    /// <summary>The categories that the language uses, in CLDR order.</summary>
    public IReadOnlyList<PluralCategory> Categories { get; }

    /// <summary>The rules of a language tag; only its first part counts (<c>pt-BR</c> reads as <c>pt</c>, <c>zh-Hans</c> as <c>zh</c>).</summary>
    /// <exception cref="ArgumentException">No rules are known for the language.</exception>
    public static PluralRules For(string tag)
    {
        var primary = tag.AsSpan();
        var dash = primary.IndexOf('-');
        if (dash >= 0) primary = primary[..dash];
        foreach (var rules in Known)
        {
            foreach (var candidate in rules.tags)
            {
                if (primary.Equals(candidate, StringComparison.OrdinalIgnoreCase)) return rules;
            }
        }

        throw new ArgumentException($"No plural rules are known for the language '{tag}'.", nameof(tag));
    }

    public PluralCategory Choose(decimal number) => choose(new Operands(number));

    private static PluralCategory Millions(Operands n) =>
        !n.Fraction && n.Whole != 0 && n.Whole % 1_000_000 == 0 ? PluralCategory.Many : PluralCategory.Other;

    private static PluralCategory Russian(Operands n)
    {
        if (n.Fraction) return PluralCategory.Other;
        var (tens, hundreds) = (n.Whole % 10, n.Whole % 100);
        if (tens == 1 && hundreds != 11) return PluralCategory.One;
        return tens is >= 2 and <= 4 && hundreds is not (>= 12 and <= 14) ? PluralCategory.Few : PluralCategory.Many;
    }

    private static PluralCategory Polish(Operands n)
    {
        if (n.Fraction) return PluralCategory.Other;
        if (n.Whole == 1) return PluralCategory.One;
        return n.Whole % 10 is >= 2 and <= 4 && n.Whole % 100 is not (>= 12 and <= 14) ? PluralCategory.Few : PluralCategory.Many;
    }

    private static PluralCategory Arabic(Operands n)
    {
        if (n.Fraction) return PluralCategory.Other;
        return n.Whole switch
        {
            0 => PluralCategory.Zero,
            1 => PluralCategory.One,
            2 => PluralCategory.Two,
            _ => (n.Whole % 100) switch
            {
                >= 3 and <= 10 => PluralCategory.Few,
                >= 11 => PluralCategory.Many,
                _ => PluralCategory.Other,
            },
        };
    }

    /// <summary>The whole part without its sign, and whether a fraction is shown.</summary>
    private readonly struct Operands
    {
        private const long Beyond = 1_000_000_000_000_000_000;

        public Operands(decimal number)
        {
            number = Math.Abs(number);
            var whole = decimal.Truncate(number);
            Fraction = whole != number;

            // Rules look at 0, 1, 2 and at the last six digits: of a number beyond 18 digits these are kept and no other.
            Whole = whole < Beyond ? (long)whole : (long)(whole % Beyond) + Beyond;
        }

        public long Whole { get; }

        public bool Fraction { get; }
    }
}
