using Storefront.Merchants;

namespace Storefront.Discounts;

/// <summary>One order's use of a code, from the moment that it is placed. The row goes when the order is given up before it was paid; an order that is cancelled later keeps it.</summary>
public sealed class DiscountUse
{
    private DiscountUse()
    {
    }

    public OrderId Order { get; private set; }

    public DiscountCodeId Code { get; private set; }

    public MerchantId Merchant { get; private set; }

    /// <summary>The basket that was bought, so that who comes back from its payment page finds the use that is theirs.</summary>
    public Guid Basket { get; private set; }

    /// <summary>The buyer's account; null for a guest, and for one who is gone.</summary>
    public UserId? User { get; private set; }

    /// <summary>The order's mail address as it is looked up; null for a buyer who is gone.</summary>
    public string? Email { get; private set; }

    /// <summary>What it took off the goods, in the currency that was charged.</summary>
    public Money Off { get; private set; }

    public DateTime AtUtc { get; private set; }

    public static DiscountUse Of(OrderId order, DiscountCodeId code, MerchantId merchant, Guid basket, UserId? user, string email, Money off, DateTime nowUtc) =>
        new() { Order = order, Code = code, Merchant = merchant, Basket = basket, User = user, Email = Accounts.EmailAddress.Key(email), Off = off, AtUtc = nowUtc };
}
