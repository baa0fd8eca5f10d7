namespace Storefront.Addresses;

public static class AddressRefusals
{
    public static readonly Refusal UnknownCountry = new("address.unknown-country", AddressPart.Country.FieldName());

    public static readonly Refusal RegionUnknown = new("address.region-unknown", AddressPart.Region.FieldName());

    public static readonly Refusal PhoneUnusual = new("address.phone-unusual", AddressPart.Phone.FieldName());

    public static Refusal Missing(AddressPart part) => new("address.missing", part.FieldName());

    public static Refusal TooLong(AddressPart part, int longest) => new Refusal("address.too-long", part.FieldName()).With("longest", longest);

    public static Refusal ControlCharacters(AddressPart part) => new("address.control-characters", part.FieldName());

    public static Refusal PostcodeUnusual(Country country, string example) =>
        new Refusal("address.postcode-unusual", AddressPart.Postcode.FieldName()).With("country", country).With("example", example);

    public static Refusal TaxIdMissing(Country country) => new Refusal("address.tax-id-missing", AddressPart.TaxId.FieldName()).With("country", country);

    public static Refusal TaxIdUnusual(string example) => new Refusal("address.tax-id-unusual", AddressPart.TaxId.FieldName()).With("example", example);
}
