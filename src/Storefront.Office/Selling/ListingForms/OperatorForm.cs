using Storefront.Catalog;

namespace Storefront.Office.Selling.ListingForms;

/// <summary>A maker or a responsible person while it is typed; empty for none.</summary>
public sealed class OperatorForm
{
    public string? Name { get; set; }

    public string? Address { get; set; }

    public Country? Country { get; set; }

    public string? Contact { get; set; }

    public static OperatorForm Of(EconomicOperator? person) => person is null ? new() : new() { Name = person.Name, Address = person.Address, Country = person.Country, Contact = person.Contact };

    /// <summary>What is half written is kept, so that a draft can be saved; whether it is enough, the destination says. Without a country it cannot be.</summary>
    public EconomicOperator? ToOperator(Dictionary<string, Refusal> faults, string field)
    {
        var (name, address, contact) = (ListingForm.Tidy(Name), ListingForm.Tidy(Address), ListingForm.Tidy(Contact));
        if (name is null && address is null && contact is null) return null;
        if (Country is { } country) return new EconomicOperator(name ?? "", address ?? "", country, contact ?? "");
        faults[field] = FormFaults.Missing;
        return null;
    }
}
