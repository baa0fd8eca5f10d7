namespace Storefront.Shipping.Rates;

/// <summary>Reads the built-in tariff files.</summary>
internal static class DeliveryTariffRows
{
    public static DeliveryTariffs Load() => new(Countries(), Distances(), Methods(), Lanes(), Steps());

    private static IEnumerable<DeliveryCountry> Countries() =>
        DataRow.In("Shipping.Data.delivery-countries.csv").Select(r => new DeliveryCountry(r.Country("country"), r.Text("region"), r.TextOrNull("tariff")));

    private static IEnumerable<DeliveryDistance> Distances() =>
        DataRow.In("Shipping.Data.delivery-distances.csv").Select(r => new DeliveryDistance(r.Text("from_region"), r.Text("to_region"), r.Whole("zone")));

    private static IEnumerable<DeliveryMethod> Methods() =>
        DataRow.In("Shipping.Data.delivery-methods.csv").Select(r => new DeliveryMethod(
            r.Text("method"), r.Yes("by_courier"), r.WholeOrNull("volumetric_divisor"), new Weight(r.Whole("max_grams")), r.Whole("max_length_mm"),
            r.WholeOrNull("max_side_sum_mm"), r.WholeOrNull("max_length_plus_girth_mm"), r.Yes("carries_batteries"))
        {
            Refuses = [.. r.List("refuses").Select(kind => r.NameOf<SensitiveGoods>("refuses", kind))],
        });

    private static IEnumerable<DeliveryLane> Lanes() =>
        DataRow.In("Shipping.Data.delivery-lanes.csv").Select(r => new DeliveryLane(
            r.Text("tariff"), r.Text("method"), r.Whole("zone"), r.Whole("days_min"), r.Whole("days_max"),
            Money.Exactly(r.Decimal("remote_minimum"), r.Currency("currency")), Money.Exactly(r.Decimal("remote_per_kg"), r.Currency("currency"))));

    private static IEnumerable<DeliveryStep> Steps() =>
        DataRow.In("Shipping.Data.delivery-prices.csv").Select(r => new DeliveryStep(
            r.Text("tariff"), r.Text("method"), r.Whole("zone"), new Weight(r.Whole("up_to_grams")), Money.Exactly(r.Decimal("price"), r.Currency("currency"))));
}
