namespace Storefront.Shipping;

/// <summary>A seller's number with a tax or customs authority.</summary>
/// <param name="Country">Whose authority gave it; for <see cref="TaxRegistrationKind.Ioss"/> the member state of identification.</param>
public sealed record TaxRegistration(TaxRegistrationKind Kind, string Number, Country Country);

/// <summary>Sources: directive 2006/112/EC title XII chapter 6 section 4 (IOSS), Skatteetaten (VOEC), HMRC, ATO, Inland Revenue NZ, IRAS. Checked 2026-11-30.</summary>
public enum TaxRegistrationKind
{
    /// <summary>Import One-Stop Shop of the European Union: IM and ten digits.</summary>
    Ioss,

    /// <summary>VAT On E-Commerce of Norway.</summary>
    Voec,

    /// <summary>Economic Operators Registration and Identification, EU and GB.</summary>
    Eori,

    /// <summary>Value added tax, in the country that is named.</summary>
    Vat,

    /// <summary>Goods and services tax: AU, NZ, SG.</summary>
    Gst,
}
