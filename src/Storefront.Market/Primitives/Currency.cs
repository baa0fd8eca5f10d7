using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>An ISO 4217 currency and the number of digits of its minor unit.</summary>
/// <remarks>Minor digits come from the ISO list, never from a culture: JPY and KRW 0, KWD 3. Source: ISO 4217 table of
/// datasets/currency-codes (PDDL), checked 2026-11-22. ISK is 0 since 2007; HUF and TWD are 2 there though cash is whole.</remarks>
[JsonConverter(typeof(JsonText))]
public readonly record struct Currency
{
    private static readonly FrozenDictionary<string, byte> DigitsByCode = Known().ToFrozenDictionary(StringComparer.Ordinal);

    private readonly string? code;

    /// <exception cref="ArgumentException"><paramref name="code"/> is no currency that this market knows.</exception>
    public Currency(string code)
    {
        if (!DigitsByCode.TryGetValue(code, out _)) throw new ArgumentException($"'{code}' is not a known currency.", nameof(code));
        this.code = code;
    }

    private Currency(string code, bool _) => this.code = code;

    /// <summary>The three capital letters, for example <c>EUR</c>.</summary>
    public string Code => code ?? throw new InvalidOperationException("A currency was never set.");

    /// <summary>Digits after the point: 0 for JPY, 2 for EUR, 3 for KWD.</summary>
    public int MinorDigits => DigitsByCode[Code];

    /// <summary>Minor units in one major unit: 1, 100 or 1000.</summary>
    public long MinorPerMajor => MinorDigits switch { 0 => 1, 2 => 100, 3 => 1000, var d => (long)Math.Pow(10, d) };

    public static IEnumerable<Currency> All => DigitsByCode.Keys.Order(StringComparer.Ordinal).Select(c => new Currency(c, true));

    public static Currency Eur => new("EUR", true);

    public static Currency Usd => new("USD", true);

    /// <summary>Reads a code from outside: any case, spaces trimmed.</summary>
    public static bool TryParse(string? text, out Currency currency)
    {
        var candidate = text?.Trim().ToUpperInvariant();
        if (candidate is not null && DigitsByCode.ContainsKey(candidate))
        {
            currency = new Currency(candidate, true);
            return true;
        }

        currency = default;
        return false;
    }

    public override string ToString() => code ?? "";

    private static Dictionary<string, byte> Known()
    {
        var known = new Dictionary<string, byte>(StringComparer.Ordinal);
        foreach (var c in "AED AUD BGN BRL CAD CHF CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR KES KZT MAD MXN MYR NGN NOK NZD PEN PHP PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD ZAR".Split(' ')) known[c] = 2;
        foreach (var c in "CLP ISK JPY KRW VND UGX XAF XOF XPF PYG RWF".Split(' ')) known[c] = 0;
        foreach (var c in "BHD JOD KWD OMR TND".Split(' ')) known[c] = 3;
        return known;
    }

    private sealed class JsonText : TextJsonConverter<Currency>
    {
        protected override Currency Parse(string text) => TryParse(text, out var currency) ? currency : throw new JsonException($"'{text}' is not a known currency.");
    }
}
