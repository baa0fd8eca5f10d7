using Storefront.Catalog;

namespace Storefront.Office.Selling.ListingForms;

/// <summary>A destination's own code while it is typed.</summary>
public sealed class NationalCodeForm
{
    public Country? Country { get; set; }

    public string? Code { get; set; }

    public static NationalCodeForm Of(NationalCode code) => new() { Country = code.Country, Code = code.Code.Digits };

    /// <summary>Null where it cannot be read.</summary>
    public NationalCode? ToCode() => Country is { } country && HsCode.TryParse(Code, out var code) ? new NationalCode(country, code) : null;
}
