using Storefront.Shipping;

namespace Storefront.Addresses;

/// <summary>In which letters an address is written. Some countries print it in another order in Latin letters.</summary>
public enum AddressScript
{
    Native,
    Latin,
}

public static class AddressScripts
{
    /// <summary>Latin when street and city are in Latin letters, so that they are printed in the order that goes with them.</summary>
    public static AddressScript Of(PostalAddress address) =>
        IsLatin(address.Street) && IsLatin(address.City) && IsLatin(address.District) ? AddressScript.Latin : AddressScript.Native;

    /// <summary>True when no letter is beyond the Latin blocks (up to U+024F, and U+1E00 to U+1EFF for Vietnamese).</summary>
    public static bool IsLatin(string? text)
    {
        foreach (var c in text ?? "")
        {
            if (c > '\u024F' && c is not (>= '\u1E00' and <= '\u1EFF') && (char.IsLetter(c) || char.IsSurrogate(c))) return false;
        }

        return true;
    }
}
