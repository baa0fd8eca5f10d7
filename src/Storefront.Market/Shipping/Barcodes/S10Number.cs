using System.Diagnostics.CodeAnalysis;

namespace Storefront.Shipping;

/// <summary>A postal item's number after UPU standard S10: two letters of service, eight digits, a check digit, the country of the posting operator.</summary>
/// <remarks>Only designated postal operators issue these in earnest; a shop's own parcels are numbered by <see cref="Sscc"/>.
/// Source: UPU S10 (weights 8 6 4 2 3 5 9 7, modulo 11), checked 2026-11-22.</remarks>
public readonly record struct S10Number
{
    public const int HighestSerial = 99_999_999;

    private static ReadOnlySpan<byte> Weights => [8, 6, 4, 2, 3, 5, 9, 7];

    private readonly string? text;

    private S10Number(string text) => this.text = text;

    /// <summary>The thirteen characters without spaces, as they stand in the bar code.</summary>
    public string Text => text ?? throw new InvalidOperationException("An S10 number was never set.");

    /// <summary>For example <c>RR</c> registered, <c>LX</c> tracked letter post, <c>CX</c> parcel, <c>EX</c> express.</summary>
    public string Service => Text[..2];

    public Country Origin => new(Text[11..]);

    /// <summary>As it is printed for people: <c>RR 473 124 829 NO</c>.</summary>
    public string Spaced => $"{Text[..2]} {Text[2..5]} {Text[5..8]} {Text[8..11]} {Text[11..]}";

    /// <summary>The number of the item <paramref name="serial"/>, its check digit worked out.</summary>
    /// <param name="service">Two capital letters.</param>
    /// <param name="serial">0 to <see cref="HighestSerial"/>.</param>
    public static S10Number Of(string service, int serial, Country origin)
    {
        if (service is not { Length: 2 } || !service.All(char.IsAsciiLetterUpper)) throw new ArgumentException($"'{service}' is not two capital letters.", nameof(service));
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, HighestSerial);
        var digits = serial.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
        return new S10Number($"{service}{digits}{CheckDigit(digits)}{origin.Code}");
    }

    /// <summary>Reads a number as people type it: any case, with spaces. False when the form or the check digit is wrong.</summary>
    public static bool TryParse([NotNullWhen(true)] string? typed, out S10Number number)
    {
        number = default;
        if (typed is null || typed.Length > 40) return false;
        var plain = string.Concat(typed.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        if (plain.Length != 13) return false;
        if (!char.IsAsciiLetterUpper(plain[0]) || !char.IsAsciiLetterUpper(plain[1]) || !char.IsAsciiLetterUpper(plain[11]) || !char.IsAsciiLetterUpper(plain[12])) return false;
        if (plain.AsSpan(2, 9).ContainsAnyExceptInRange('0', '9')) return false;
        if (CheckDigit(plain.AsSpan(2, 8)) != plain[10] - '0') return false;
        number = new S10Number(plain);
        return true;
    }

    /// <summary>11 less the weighted sum modulo 11, where 10 becomes 0 and 11 becomes 5.</summary>
    /// <exception cref="ArgumentException">Not exactly eight ASCII digits.</exception>
    public static int CheckDigit(ReadOnlySpan<char> eightDigits)
    {
        if (eightDigits.Length != 8 || eightDigits.ContainsAnyExceptInRange('0', '9')) throw new ArgumentException("An S10 serial is eight digits.", nameof(eightDigits));
        var sum = 0;
        for (var i = 0; i < 8; i++) sum += (eightDigits[i] - '0') * Weights[i];
        return (11 - (sum % 11)) switch { 10 => 0, 11 => 5, var digit => digit };
    }

    public override string ToString() => text ?? "";
}
