namespace Storefront.Shipping;

/// <summary>Says what moving a parcel would cost. Asking has no effect at the carrier and may be repeated.</summary>
public interface IQuoteRates
{
    /// <summary>The services that would take this parcel, cheapest first; empty when none goes there.</summary>
    /// <returns>A refusal when the request itself is at fault (too heavy, address incomplete) or the carrier does not answer.</returns>
    Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default);
}
