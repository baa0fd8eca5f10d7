namespace Storefront.Addresses;

/// <summary>A state, province or prefecture that a form lists.</summary>
/// <param name="Key">What is stored and printed: <c>CA</c> in the United States, <c>東京都</c> in Japan.</param>
/// <param name="Name">In the country's own script.</param>
/// <param name="LatinName">In Latin letters.</param>
/// <param name="IsoCode">ISO 3166-2, for example <c>US-CA</c>; null where there is none.</param>
public sealed record AddressRegion(string Key, string Name, string LatinName, string? IsoCode)
{
    /// <summary>For choices: both names where they differ.</summary>
    public string Label => Name == LatinName ? Name : $"{Name} · {LatinName}";

    /// <summary>What is printed: the key, or the Latin name where the key is in another script and Latin letters are wanted.</summary>
    public string Printed(AddressScript script) => script == AddressScript.Latin && !AddressScripts.IsLatin(Key) ? LatinName : Key;

    internal bool IsCalled(string text) =>
        text.Equals(Key, StringComparison.OrdinalIgnoreCase)
        || text.Equals(Name, StringComparison.OrdinalIgnoreCase)
        || text.Equals(LatinName, StringComparison.OrdinalIgnoreCase)
        || text.Equals(IsoCode, StringComparison.OrdinalIgnoreCase);
}
