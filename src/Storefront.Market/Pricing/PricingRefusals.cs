namespace Storefront.Pricing;

public static class PricingRefusals
{
    /// <summary>The rate table does not hold this currency. Argument: <c>currency</c>.</summary>
    public static Refusal NoRate(Currency currency) => new Refusal("pricing.no-rate").With("currency", currency.Code);
}
