namespace Storefront.Shipping;

/// <summary>How the last digits of a number prove the others.</summary>
public enum TaxNumberCheck
{
    None,

    /// <summary>Weights 8 to 2 over seven digits plus the two check digits make a multiple of 97, as they are or with 55 added. Source: HMRC, VAT registration numbers.</summary>
    BritishVat,

    /// <summary>ABN of eleven digits: one taken from the first, weights 10 1 3 5 7 9 11 13 15 17 19, a multiple of 89. An ARN of twelve digits has no published check. Source: Australian Business Register.</summary>
    AustralianAbn,

    /// <summary>Weights 3 2 7 6 5 4 3 2, eleven less the remainder of eleven; where that is ten, once more with 7 4 3 2 5 2 7 6. Source: Inland Revenue, IRD number validation.</summary>
    NewZealandIrd,

    /// <summary>Weights 5 4 3 2 7 6 5 4, eleven less the remainder of eleven; ten is never given. Source: Federal Statistical Office, UID.</summary>
    SwissUid,
}

internal static class TaxNumberChecks
{
    private static readonly int[] British = [8, 7, 6, 5, 4, 3, 2];
    private static readonly int[] Australian = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
    private static readonly int[] NewZealand = [3, 2, 7, 6, 5, 4, 3, 2];
    private static readonly int[] NewZealandAgain = [7, 4, 3, 2, 5, 2, 7, 6];
    private static readonly int[] Swiss = [5, 4, 3, 2, 7, 6, 5, 4];

    /// <param name="number">Of the kind's pattern, so that its digits are in their places.</param>
    public static bool Holds(this TaxNumberCheck check, string number)
    {
        var digits = number.Where(char.IsAsciiDigit).Select(c => c - '0').ToArray();
        return check switch
        {
            TaxNumberCheck.None => true,
            TaxNumberCheck.BritishVat => (Sum(digits, British) + (digits[7] * 10) + digits[8]) % 97 is 0 or 42,
            TaxNumberCheck.AustralianAbn => digits.Length == 12 || (Sum([digits[0] - 1, .. digits[1..]], Australian) % 89 == 0 && digits[0] > 0),
            TaxNumberCheck.NewZealandIrd => HoldsInNewZealand(digits.Length == 8 ? [0, .. digits] : digits),
            TaxNumberCheck.SwissUid => (11 - (Sum(digits, Swiss) % 11)) % 11 == digits[8],
        };
    }

    /// <summary>Numbers were given from 10 000 000 on.</summary>
    private static bool HoldsInNewZealand(int[] digits)
    {
        if (digits[0] == 0 && digits[1] == 0) return false;
        var check = (11 - (Sum(digits, NewZealand) % 11)) % 11;
        if (check == 10) check = (11 - (Sum(digits, NewZealandAgain) % 11)) % 11;
        return check == digits[8];
    }

    private static int Sum(int[] digits, int[] weights) => weights.Select((w, i) => w * digits[i]).Sum();
}
