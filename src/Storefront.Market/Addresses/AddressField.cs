namespace Storefront.Addresses;

/// <summary>One field of a country's address form.</summary>
/// <param name="LabelKey">The label among the messages, for example <c>address.region.prefecture</c>.</param>
/// <param name="IsRequired">The form is refused without it.</param>
/// <param name="IsFolded">Seldom needed: show it on demand.</param>
/// <param name="Autocomplete">The HTML autocomplete token.</param>
/// <param name="Longest">In UTF-16 units, as the input's maxlength counts.</param>
public sealed record AddressField(AddressPart Part, string LabelKey, bool IsRequired, bool IsFolded, string Autocomplete, int Longest);
