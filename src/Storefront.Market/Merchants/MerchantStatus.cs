namespace Storefront.Merchants;

public enum MerchantStatus
{
    Applied,
    Approved,
    Refused,
    Suspended,
    Closed,
}
