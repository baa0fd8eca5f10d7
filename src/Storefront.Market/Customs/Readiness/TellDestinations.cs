using Storefront.Catalog;
using Storefront.Shipping.Rates;

namespace Storefront.Customs.Readiness;

/// <summary>Where listings are not sold, for the copies that the shop shows.</summary>
public sealed class TellDestinations(DestinationRules rules, DeliveryTariffs tariffs, CurrentLicences licences, FollowLicences follow, TimeProvider clock) : ITellDestinations
{
    private static readonly Lazy<string> Files = new(() => EmbeddedFile.DigestOf(
    [
        "Customs.Data.customs-unions.csv", "Customs.Data.readiness-rules.csv", "Customs.Data.restricted-goods.csv",
        "Shipping.Data.delivery-countries.csv", "Shipping.Data.delivery-distances.csv", "Shipping.Data.delivery-lanes.csv", "Shipping.Data.delivery-methods.csv", "Shipping.Data.delivery-prices.csv",
    ]));

    public string MadeFrom { get; init; } = Files.Value;

    public int RulesAsOf(DateOnly today) => rules.AsOf(today);

    public Task FollowAsync(CancellationToken cancel) => follow.RunAsync(cancel);

    public IReadOnlyList<ClosedDestination> ClosedTo(Listing listing, Country shipsFrom, DateOnly today)
    {
        var (goods, held) = (TradeGoods.Of(listing), licences.Now.Of(listing.Merchant, clock.GetUtcNow().UtcDateTime));
        return [.. tariffs.Destinations.Order(ByCode).Select(to => (To: to, Why: rules.WhyNot(goods, shipsFrom, to, today, held) ?? goods.WhyNotCarried(tariffs, shipsFrom, to))).Where(d => d.Why is not null).Select(d => new ClosedDestination(d.To, d.Why!.Code))];
    }

    private static readonly Comparer<Country> ByCode = Comparer<Country>.Create((a, b) => string.CompareOrdinal(a.Code, b.Code));
}
