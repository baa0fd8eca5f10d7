namespace Storefront.Shipping;

/// <summary>The check digit of GTIN, SSCC, GLN and GSIN: from the right, digits weigh 3, 1, 3, 1 ..., modulo 10.</summary>
/// <remarks>Source: GS1 General Specifications, check digit calculation, checked 2026-11-22.</remarks>
public static class Gs1CheckDigit
{
    /// <param name="digits">The number without its check digit.</param>
    /// <exception cref="ArgumentException">Empty, or anything but ASCII digits.</exception>
    public static int Of(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')) throw new ArgumentException("A GS1 number holds digits only.", nameof(digits));
        var sum = 0;
        for (var fromRight = 0; fromRight < digits.Length; fromRight++)
        {
            sum += (digits[^(fromRight + 1)] - '0') * (fromRight % 2 == 0 ? 3 : 1);
        }

        return (10 - (sum % 10)) % 10;
    }

    /// <summary>Whether the last digit is the right one for those before it.</summary>
    public static bool Holds(ReadOnlySpan<char> number) =>
        number.Length > 1 && !number.ContainsAnyExceptInRange('0', '9') && Of(number[..^1]) == number[^1] - '0';
}
