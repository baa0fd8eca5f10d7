namespace Storefront.Data.Dialects;

/// <summary>Divides the money of orders that were placed before their lines carried it, for the migration that added the columns. The shares are
/// differences of rounded-down running sums: they add up to the consignment's figures to the minor unit, and may lie one unit beside those of an order
/// placed today. Refunds of then name no lines: they are spread over all.</summary>
public static class EarlierOrders
{
    /// <summary>Standard SQL but for what is given.</summary>
    /// <param name="yes">The truth value.</param>
    /// <param name="plusDays">A column's instant moved on by whole days.</param>
    public static IReadOnlyList<string> Statements(string yes, Func<string, int, string> plusDays) =>
    [
        $"""
        UPDATE "OrderLines" SET
          "Merchant" = {OfConsignment("c.\"Merchant\"")},
          "Delivery_Currency" = "LineTotal_Currency", "Fees_Currency" = "LineTotal_Currency", "MerchantDelivery_Currency" = "MerchantUnitPrice_Currency",
          "Delivery_Minor" = {Share("Delivery_Minor")},
          "Fees_Minor" = {Share("Fees_Minor")},
          "MerchantDelivery_Minor" = {Share("MerchantDelivery_Minor")},
          "Hold" = {OfConsignment($"CASE WHEN c.\"InDispute\" = {yes} THEN 'Disputed' WHEN c.\"RefundedMinor\" > 0 AND c.\"RefundedMinor\" = c.\"Total_Minor\" THEN 'Refunded' WHEN c.\"ReleasedAtUtc\" IS NOT NULL THEN 'Payable' ELSE 'Held' END")},
          "DisputedFrom" = {OfConsignment($"CASE WHEN c.\"InDispute\" = {yes} THEN CASE WHEN c.\"ReleasedAtUtc\" IS NOT NULL THEN 'Payable' ELSE 'Held' END END")},
          "ReserveDays" = {OfConsignment("CASE WHEN c.\"ReleasedAtUtc\" IS NOT NULL THEN 0 END")}
        """,
        $"""
        UPDATE "OrderLines" SET
          "RefundedGoodsMinor" = {Refunded("0", Goods)},
          "RefundedDeliveryMinor" = {Refunded(Goods, $"{Goods} + \"Delivery_Minor\"")},
          "RefundedDutyMinor" = {Refunded($"{Goods} + \"Delivery_Minor\"", $"{Goods} + \"Delivery_Minor\" + \"Duty_Minor\"")},
          "RefundedTaxMinor" = {Refunded($"{Goods} + \"Delivery_Minor\" + \"Duty_Minor\"", $"{Goods} + \"Delivery_Minor\" + \"Duty_Minor\" + \"Tax_Minor\"")},
          "RefundedFeesMinor" = {Refunded($"{Goods} + \"Delivery_Minor\" + \"Duty_Minor\" + \"Tax_Minor\"", All)},
          "RefundedMinor" = {Refunded("0", All)}
        WHERE {OfConsignment("c.\"RefundedMinor\"")} > 0
        """,
        $"""
        UPDATE "OrderLines" SET
          "DueAtUtc" = {OfConsignment($"CASE WHEN c.\"DeliveredAtUtc\" IS NOT NULL THEN {plusDays("c.\"DeliveredAtUtc\"", 14)} ELSE {plusDays("c.\"PromisedByUtc\"", 30)} END")},
          "StopAtUtc" = (SELECT {plusDays("o.\"PlacedAtUtc\"", 90)} FROM "Orders" o JOIN "Consignments" c ON c."Order" = o."Id" WHERE c."Id" = "OrderLines"."Consignment")
        WHERE "Hold" IN ('Held', 'Disputed') AND {OfConsignment("c.\"Status\"")} <> 'Abandoned'
        """,
        $"""
        UPDATE "Consignments" SET "SettledAtUtc" = COALESCE("ReleasedAtUtc", (SELECT MAX(d."ClosedAtUtc") FROM "Disputes" d WHERE d."Consignment" = "Consignments"."Id"))
        WHERE "Status" IN ('Received', 'Refunded')
        """,
        $"""
        UPDATE "Consignments" SET "WasDisputed" = {yes} WHERE EXISTS (SELECT 1 FROM "Disputes" d WHERE d."Consignment" = "Consignments"."Id")
        """,
    ];

    private const string Goods = "\"LineTotal_Minor\"";

    private const string All = "\"LineTotal_Minor\" + \"Delivery_Minor\" + \"Duty_Minor\" + \"Tax_Minor\" + \"Fees_Minor\"";

    private static string OfConsignment(string what) => $"(SELECT {what} FROM \"Consignments\" c WHERE c.\"Id\" = \"OrderLines\".\"Consignment\")";

    private static string OfLines(string sum, string which) =>
        $"COALESCE((SELECT CAST(SUM({sum}) AS BIGINT) FROM \"OrderLines\" n WHERE n.\"Consignment\" = \"OrderLines\".\"Consignment\"{which}), 0)";

    /// <summary>By line total; all to the first line where every line is free.</summary>
    private static string Share(string whole)
    {
        const string Weight = "n.\"LineTotal_Minor\"";
        var (before, upTo, all) = (OfLines(Weight, " AND n.\"Id\" < \"OrderLines\".\"Id\""), OfLines(Weight, " AND n.\"Id\" <= \"OrderLines\".\"Id\""), OfLines(Weight, ""));
        var amount = OfConsignment($"c.\"{whole}\"");
        return $"CASE WHEN {all} = 0 THEN CASE WHEN {OfLines("1", " AND n.\"Id\" < \"OrderLines\".\"Id\"")} = 0 THEN {amount} ELSE 0 END ELSE {amount} * {upTo} / {all} - {amount} * {before} / {all} END";
    }

    /// <summary>The part of the consignment's refunds that falls between two places of this line, all lines and their parts laid end to end.</summary>
    private static string Refunded(string from, string to)
    {
        var before = OfLines("n.\"LineTotal_Minor\" + n.\"Delivery_Minor\" + n.\"Duty_Minor\" + n.\"Tax_Minor\" + n.\"Fees_Minor\"", " AND n.\"Id\" < \"OrderLines\".\"Id\"");
        var (refunded, total) = (OfConsignment("c.\"RefundedMinor\""), OfConsignment("c.\"Total_Minor\""));
        return $"{refunded} * ({before} + {to}) / {total} - {refunded} * ({before} + {from}) / {total}";
    }
}
