namespace Storefront.Shipping;

/// <summary>The rate cards by which buyers pay now on this node.</summary>
public sealed class CurrentBuyerCards() : CurrentTable<BuyerCards>(BuyerCards.None);
