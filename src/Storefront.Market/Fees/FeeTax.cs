using Microsoft.Extensions.Options;
using Storefront.Customs;

namespace Storefront.Fees;

public enum FeeTaxKind
{
    /// <summary>The platform is registered nowhere.</summary>
    None,

    /// <summary>The platform's own country's rate.</summary>
    Domestic,

    /// <summary>The merchant owes the tax in its own member state.</summary>
    ReverseCharge,

    /// <summary>A service to a business elsewhere: no tax of the platform's country.</summary>
    Outside,
}

/// <param name="Rate">On the commission; zero unless <see cref="FeeTaxKind.Domestic"/>.</param>
/// <param name="Country">Whose tax it is; null unless <see cref="FeeTaxKind.Domestic"/>.</param>
public readonly record struct FeeTaxTerms(FeeTaxKind Kind, PartsPerMillion Rate, Country? Country);

/// <summary>Value added tax on the commission, a service of the platform to the merchant.</summary>
/// <remarks>A service to a business is taxed where the business is: in the platform's own country at its standard rate; in another member state
/// the merchant with a VAT number owes the tax there; a merchant without one counts as no business and pays the platform's rate; outside the
/// union none is charged. Directive 2006/112/EC, Articles 44, 45 and 196, checked 2026-11-30. The same holds for a platform in a country
/// of its own, without the second case. Rates are the domestic ones of the import rules.</remarks>
public sealed class FeeTax
{
    private static readonly Country AnyMember = new("FR");

    private readonly Country? seat;
    private readonly ImportRules rules;
    private readonly CustomsUnions unions;

    /// <exception cref="SettingsException">The configured country has no rate here.</exception>
    public FeeTax(IOptions<FeeSettings> settings, ImportRules rules, CustomsUnions unions)
    {
        (this.rules, this.unions) = (rules, unions);
        if (string.IsNullOrWhiteSpace(settings.Value.Country)) return;
        if (!Country.TryParse(settings.Value.Country.Trim().ToUpperInvariant(), out var country) || rules.For(country).IsEmpty)
            throw new SettingsException($"Fees:Country is '{settings.Value.Country}', of which no rate of tax is known.");
        seat = country;
    }

    public FeeTaxTerms TermsFor(Country merchant, string? vatNumber, DateOnly day)
    {
        if (seat is not { } home) return new FeeTaxTerms(FeeTaxKind.None, PartsPerMillion.Zero, null);
        if (merchant == home) return Domestic(home, day);
        if (!unions.SameArea(home, AnyMember) || !unions.SameArea(merchant, AnyMember)) return new FeeTaxTerms(FeeTaxKind.Outside, PartsPerMillion.Zero, null);
        return string.IsNullOrWhiteSpace(vatNumber) ? Domestic(home, day) : new FeeTaxTerms(FeeTaxKind.ReverseCharge, PartsPerMillion.Zero, null);
    }

    private FeeTaxTerms Domestic(Country home, DateOnly day)
    {
        foreach (var rule in rules.For(home))
        {
            if (rule.HoldsOn(day)) return new FeeTaxTerms(FeeTaxKind.Domestic, rule.DomesticTax, home);
        }

        return new FeeTaxTerms(FeeTaxKind.None, PartsPerMillion.Zero, null);
    }
}
