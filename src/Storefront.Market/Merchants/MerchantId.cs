namespace Storefront.Merchants;

public readonly record struct MerchantId(Guid Value) : IId<MerchantId>
{
    public static MerchantId From(Guid value) => new(value);
}
