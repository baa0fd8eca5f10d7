using Storefront.Shipping;

namespace Storefront.Checkout;

/// <summary>One walk through checkout: address, delivery, and the quote that the shopper sees and accepts. Its id comes from the form,
/// so that a double click, the back button or a second tab lead to the same order.</summary>
public sealed class CheckoutAttempt
{
    private CheckoutAttempt()
    {
    }

    public Guid Id { get; private set; }

    public BasketId Basket { get; private set; }

    public UserId? User { get; private set; }

    public string Email { get; private set; } = "";

    public string Language { get; private set; } = "en";

    public PostalAddress ShipTo { get; private set; } = null!;

    /// <summary>The word that goes with it as a gift; empty for a gift without one, null for what is none.</summary>
    public string? Gift { get; private set; }

    public AcceptedQuote Quote { get; private set; } = null!;

    /// <summary>Set once, when it became an order.</summary>
    public OrderId? Order { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public int Version { get; private set; }

    public static CheckoutAttempt Begin(Guid id, BasketId basket, UserId? user, DateTime nowUtc) =>
        new() { Id = id, Basket = basket, User = user, CreatedAtUtc = nowUtc };

    public void SendTo(string email, string language, PostalAddress shipTo)
    {
        (Email, Language, ShipTo) = (email, language, shipTo);
        Version++;
    }

    public void Gives(string? gift)
    {
        if (gift == Gift) return;
        Gift = gift;
        Version++;
    }

    public void Show(AcceptedQuote quote)
    {
        Quote = quote;
        Version++;
    }

    public void Became(OrderId order)
    {
        Order = order;
        Version++;
    }
}
