namespace Storefront.Checkout;

public static class CheckoutRefusals
{
    /// <summary>Not a whole number from 1 to <see cref="Basket.MostUnits"/>.</summary>
    public static readonly Refusal QuantityNotWhole = new Refusal("checkout.quantity-not-whole", "quantity").With("most", Basket.MostUnits);

    public static readonly Refusal BasketFull = new Refusal("checkout.basket-full").With("most", Basket.MostLines);

    /// <summary>The variant does not exist, or is not sold any more.</summary>
    public static readonly Refusal NotForSale = new("checkout.not-for-sale", "variant");

    public static readonly Refusal BasketEmpty = new("checkout.basket-empty");

    public static readonly Refusal AttemptUnknown = new("checkout.attempt-unknown");

    /// <summary>What was shown is not what it would be now; the new totals are shown and must be accepted.</summary>
    public static readonly Refusal QuoteChanged = new("checkout.quote-changed");

    public static readonly Refusal EmailMissing = new("checkout.email-missing", "email");

    /// <summary>The word of a gift is longer than <see cref="Storefront.Orders.GiftWish.Longest"/> characters.</summary>
    public static readonly Refusal GiftTooLong = new Refusal("checkout.gift-too-long", "gift-message").With("most", Storefront.Orders.GiftWish.Longest);

    public static readonly Refusal CurrencyNotOffered = new("checkout.currency-not-offered", "currency");

    /// <summary>Below the least that the payment provider charges in the currency.</summary>
    public static Refusal AmountTooSmall(Money amount, Money least) => new Refusal("checkout.amount-too-small").With("amount", amount).With("least", least);

    /// <summary>The payment provider takes no such amount: too small, too large, or not of a step that the currency's payments have.</summary>
    public static Refusal AmountNotCharged(Money amount, string code) => new Refusal("checkout.amount-not-charged").With("amount", amount).With("code", code);

    /// <summary>Orders of the same buyer, or to the same address, keep stock and were not paid.</summary>
    public static Refusal TooManyUnpaid(int most) => new Refusal("checkout.too-many-unpaid").With("most", most);

    public static Refusal OutOfStock(string title, int available) => new Refusal("checkout.out-of-stock").With("title", title).With("available", available);
}
