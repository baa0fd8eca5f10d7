using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Addresses;

/// <summary>An address as it is printed, line by line, without empty lines.</summary>
public static class AddressLines
{
    /// <summary>As the destination writes it, without the country; for pages, which name the country in their own language.</summary>
    public static IReadOnlyList<string> Of(PostalAddress address) => Of(address, AddressScripts.Of(address));

    public static IReadOnlyList<string> Of(PostalAddress address, AddressScript script) => [.. AddressForm.For(address.Country).Print(address, script)];

    /// <summary>For a parcel posted in <paramref name="from"/>: when it crosses a border, the destination country stands last, alone and in capitals.</summary>
    /// <remarks>Universal Postal Union, addressing rules S42: the country in capitals in a language that the country of posting reads; checked 2026-11-22.</remarks>
    /// <param name="countryIn">The language of the country line; English where null.</param>
    public static IReadOnlyList<string> ForParcel(PostalAddress address, Country from, AddressScript? script = null, Language? countryIn = null)
    {
        var lines = Of(address, script ?? AddressScripts.Of(address));
        if (address.Country == from) return lines;
        var language = countryIn ?? Language.English;
        return [.. lines, Countries.Name(address.Country, language).ToUpper(language.Culture)];
    }
}
