using Storefront.Shipping;

namespace Storefront.Accounts;

/// <summary>An address that a shopper keeps for the next order.</summary>
public sealed class SavedAddress
{
    private SavedAddress()
    {
    }

    public Guid Id { get; private set; }

    public UserId User { get; private set; }

    public PostalAddress Address { get; private set; } = null!;

    public bool IsDefault { get; private set; }

    public DateTime ChangedAtUtc { get; private set; }

    public static SavedAddress Of(UserId user, PostalAddress address, bool isDefault, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), User = user, Address = address, IsDefault = isDefault, ChangedAtUtc = nowUtc };

    public void Change(PostalAddress address, DateTime nowUtc) => (Address, ChangedAtUtc) = (address, nowUtc);

    public void MakeDefault(bool isDefault) => IsDefault = isDefault;
}
