namespace Storefront.Checkout;

/// <summary>What a shopper means to buy. It promises nothing: price and stock are looked at again at checkout.</summary>
public sealed class Basket
{
    public const int MostLines = 50;
    public const int MostUnits = 99;

    private Basket()
    {
    }

    public BasketId Id { get; private set; }

    public UserId? User { get; private set; }

    /// <summary>The discount codes that it carries, one of each merchant; null or empty for none.</summary>
    public IReadOnlyList<Guid>? Codes { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime ChangedAtUtc { get; private set; }

    public static Basket Of(BasketId id, UserId? user, DateTime nowUtc) => new() { Id = id, User = user, CreatedAtUtc = nowUtc, ChangedAtUtc = nowUtc };

    public void Carry(IReadOnlyList<Guid> codes) => Codes = codes.Count == 0 ? null : [.. codes.TakeLast(MostLines)];

    public void BelongsTo(UserId user, DateTime nowUtc) => (User, ChangedAtUtc) = (user, nowUtc);
}
