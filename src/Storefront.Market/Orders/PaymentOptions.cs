namespace Storefront.Orders;

public sealed class PaymentOptions
{
    /// <summary>How long stock stays reserved for an unpaid order.</summary>
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after the end of its quote an order may still be paid on the provider's page: the exchange risk that the market bears.
    /// Half an hour is the shortest life that a payment page has with some providers.</summary>
    public TimeSpan QuoteGrace { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>So many orders of one buyer, by account, e-mail address or delivery address, may wait to be paid at once: each keeps stock from others.</summary>
    public int MostUnpaidOrders { get; set; } = 5;

    /// <summary>When the payment page of an order placed now ends.</summary>
    public DateTime PageEndsUtc(DateTime nowUtc, DateTime quoteExpiresAtUtc) =>
        quoteExpiresAtUtc + QuoteGrace is var last && last < nowUtc + OpenFor ? last : nowUtc + OpenFor;
}
