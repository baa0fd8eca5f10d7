using System.Globalization;
using System.Text;

namespace Storefront.Web.Shop.Disputes;

/// <summary>Reads an amount as people type it: point or comma before the minor units, digits of any script, spaces passed over.
/// Nothing that could be read in two ways is guessed at.</summary>
public static class AmountTyped
{
    private const int Longest = 30;

    public static bool TryParse(string? text, Currency currency, out Money amount)
    {
        amount = default;
        if (text is not { Length: > 0 and <= Longest }) return false;
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c)) continue;
            if (char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber) plain.Append((char)('0' + (int)char.GetNumericValue(c)));
            else plain.Append(c is ',' or '٫' ? '.' : c);
        }

        return Money.TryParse(plain.ToString(), currency, out amount);
    }
}
