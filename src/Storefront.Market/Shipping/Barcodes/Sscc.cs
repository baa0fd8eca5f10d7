using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Storefront.Shipping;

/// <summary>A serial shipping container code: eighteen digits that name one parcel for whoever holds the GS1 company prefix.</summary>
public readonly record struct Sscc
{
    private readonly string? digits;

    private Sscc(string digits) => this.digits = digits;

    /// <summary>Eighteen digits, without the application identifier 00.</summary>
    public string Digits => digits ?? throw new InvalidOperationException("An SSCC was never set.");

    /// <param name="extension">0 to 9, free use; lets one prefix number ten times as many parcels.</param>
    /// <param name="companyPrefix">4 to 12 digits, as GS1 assigned it.</param>
    /// <param name="serial">As many digits as the prefix leaves of sixteen.</param>
    public static Sscc Of(int extension, string companyPrefix, long serial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extension);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extension, 9);
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        if (companyPrefix is not { Length: >= 4 and <= 12 } || !companyPrefix.All(char.IsAsciiDigit)) throw new ArgumentException($"'{companyPrefix}' is not a GS1 company prefix.", nameof(companyPrefix));
        var room = 16 - companyPrefix.Length;
        var tail = serial.ToString(CultureInfo.InvariantCulture).PadLeft(room, '0');
        if (tail.Length > room) throw new ArgumentOutOfRangeException(nameof(serial), serial, $"Only {room} digits are left for the serial.");
        var data = $"{extension}{companyPrefix}{tail}";
        return new Sscc($"{data}{Gs1CheckDigit.Of(data)}");
    }

    public static bool TryParse([NotNullWhen(true)] string? typed, out Sscc sscc)
    {
        sscc = default;
        if (typed is null || typed.Length > 40) return false;
        var plain = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        if (plain.Length != 18 || !Gs1CheckDigit.Holds(plain)) return false;
        sscc = new Sscc(plain);
        return true;
    }

    public override string ToString() => digits ?? "";
}
