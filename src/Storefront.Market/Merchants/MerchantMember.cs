namespace Storefront.Merchants;

/// <summary>A user who works for a merchant. Every merchant operation asks for this row.</summary>
public sealed class MerchantMember
{
    private MerchantMember()
    {
    }

    public MerchantId Merchant { get; private set; }

    public UserId User { get; private set; }

    public bool IsOwner { get; private set; }

    public static MerchantMember Of(MerchantId merchant, UserId user, bool isOwner) => new() { Merchant = merchant, User = user, IsOwner = isOwner };
}
