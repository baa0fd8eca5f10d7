namespace Storefront.Orders;

public enum OrderStatus
{
    AwaitingPayment,

    /// <summary>A delayed method was chosen; the provider will say in days.</summary>
    PaymentProcessing,
    Paid,

    /// <summary>Never paid: nothing was charged, the stock is back.</summary>
    Abandoned,

    /// <summary>Every consignment was cancelled and refunded.</summary>
    Cancelled,
}
