namespace Storefront.Shipping;

/// <summary>Cannot be asked for a label by our reference, but keeps it apart: the very same purchase again gives the label that exists, and makes one only where there is none. So a purchase
/// without an answer may be repeated as it was, while nobody else can have decided what became of it.</summary>
public interface IRepeatPurchases : IBuyLabels;
