namespace Storefront.Shipping;

/// <summary>The sellers' numbers that documents and carriers need, each with its form. A further kind is a further row.</summary>
public static class TaxNumberRules
{
    /// <summary>In the order in which forms list them. Checked 2026-11-30.</summary>
    public static readonly IReadOnlyList<TaxNumberRule> All =
    [
        new("ioss", TaxRegistrationKind.Ioss, null, "^IM[0-9]{10}$", TaxNumberCheck.None, "IM3720000022", "IOSS", "Regulation (EU) 2020/194"),
        new("eu-eori", TaxRegistrationKind.Eori, null, "^(AT|BE|BG|CY|CZ|DE|DK|EE|ES|FI|FR|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)[A-Z0-9]{1,15}$", TaxNumberCheck.None, "DE1234567890123", null, "Delegated Regulation (EU) 2015/2446"),
        new("gb-eori", TaxRegistrationKind.Eori, null, "^(GB|XI)[0-9]{12}$", TaxNumberCheck.None, "GB123456789000", null, "HMRC"),
        new("gb-vat", TaxRegistrationKind.Vat, new Country("GB"), "^GB([0-9]{9}|[0-9]{12})$", TaxNumberCheck.BritishVat, "GB980780684", "GB-VAT", "HMRC"),
        new("voec", TaxRegistrationKind.Voec, new Country("NO"), "^[0-9]{7}$", TaxNumberCheck.None, "2021234", "VOEC", "Skatteetaten"),
        new("ch-vat", TaxRegistrationKind.Vat, new Country("CH"), "^CHE[0-9]{9}$", TaxNumberCheck.SwissUid, "CHE-100.155.212", "CH-VAT", "Federal Statistical Office, Switzerland"),
        new("au-gst", TaxRegistrationKind.Gst, new Country("AU"), "^([0-9]{11}|[0-9]{12})$", TaxNumberCheck.AustralianAbn, "51 824 753 556", "AU-GST", "Australian Taxation Office"),
        new("nz-gst", TaxRegistrationKind.Gst, new Country("NZ"), "^[0-9]{8,9}$", TaxNumberCheck.NewZealandIrd, "49-091-850", "NZ-GST", "Inland Revenue"),
        // The letter at the end is a check that the authority does not publish.
        new("sg-gst", TaxRegistrationKind.Gst, new Country("SG"), "^(M[A-Z0-9][0-9]{7}[A-Z0-9]|[0-9]{8,9}[A-Z])$", TaxNumberCheck.None, "M2-1234567-8", "SG-GST", "IRAS"),
        new("eu-vat", TaxRegistrationKind.Vat, null, "^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[A-Z0-9]{2,13}$", TaxNumberCheck.None, "DE123456789", null, "Directive 2006/112/EC article 215"),
    ];

    /// <summary>The schemes under which a seller can have a number.</summary>
    public static IReadOnlyList<string> Schemes { get; } = [.. All.Select(r => r.Scheme).OfType<string>().Distinct()];

    public static TaxNumberRule? Find(string? key) => All.FirstOrDefault(r => r.Key == key);

    /// <summary>The rule after which a number that is kept was read; null for one that holds to none any more.</summary>
    public static TaxNumberRule? Of(TaxRegistration registration) => All.FirstOrDefault(r => r.Kind == registration.Kind && r.Read(registration.Number) == registration);

    /// <summary>The number under which a scheme's tax is declared; null where the seller has none.</summary>
    public static TaxRegistration? Under(this IEnumerable<TaxRegistration> registrations, string? scheme) =>
        scheme is null ? null : registrations.FirstOrDefault(r => Of(r)?.Scheme == scheme);

    /// <summary>The numbers that the papers of a parcel name: of the place that it leaves and of the one where it goes. A number of the European Union
    /// counts for all of it; an IOSS number only where the parcel goes under that scheme, for whoever reads it can import at its owner's cost.</summary>
    public static IEnumerable<TaxRegistration> Between(this IEnumerable<TaxRegistration> registrations, Country from, Country to, string? scheme) => registrations.Where(r => r.Kind switch
    {
        TaxRegistrationKind.Ioss => scheme == "IOSS" && MemberStates.Include(to),
        TaxRegistrationKind.Eori => Counts(r.Country, from) || Counts(r.Country, to),
        TaxRegistrationKind.Vat or TaxRegistrationKind.Gst or TaxRegistrationKind.Voec => r.Country == from || r.Country == to,
    });

    /// <summary>The numbers that a label's data name: as the papers do, but of the destination's scheme numbers the one alone under which the tax was collected. Another would claim that tax was paid.</summary>
    public static IReadOnlyList<TaxRegistration> ForLabel(this IEnumerable<TaxRegistration> registrations, Country from, Country to, string? scheme) =>
        [.. registrations.Between(from, to, scheme).Where(r => Of(r)?.Scheme is not { } its || its == scheme || (r.Country == from && from != to))];

    private static bool Counts(Country of, Country at) => of == at || (MemberStates.Include(of) && MemberStates.Include(at));
}
