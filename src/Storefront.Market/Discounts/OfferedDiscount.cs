using Storefront.Merchants;

namespace Storefront.Discounts;

/// <summary>A code that a basket carries, as it stands for its buyer now.</summary>
/// <param name="IsUsedUp">No use is left for this basket.</param>
/// <param name="IsUsedByBuyer">It is for one order of each buyer, and this one has had it.</param>
public sealed record OfferedDiscount(DiscountCode Code, bool IsUsedUp, bool IsUsedByBuyer)
{
    public DiscountCodeId Id => Code.Id;

    public MerchantId Merchant => Code.Merchant;

    /// <summary>Why it does not count; null where it does.</summary>
    /// <param name="goods">The merchant's goods in the basket, at its own prices and in its currency.</param>
    public Refusal? WhyNot(Money goods, DateOnly today) =>
        Code.StoppedAtUtc is not null || goods.Currency != Code.Currency ? DiscountRefusals.Unknown
        : Code.From is { } from && from > today ? DiscountRefusals.NotYet(from)
        : Code.To is { } to && to < today ? DiscountRefusals.Expired
        : IsUsedUp ? DiscountRefusals.UsedUp
        : IsUsedByBuyer ? DiscountRefusals.UsedByBuyer
        : Code.LeastMinor is { } least && goods.Minor < least ? DiscountRefusals.LeastNotReached(new Money(least, Code.Currency))
        : null;

    /// <summary>What it takes off each line, in the merchant's currency: the share half a minor unit up, or the amount and never more than the goods, divided by line total with the largest remainder.</summary>
    /// <param name="lines">Totals at the merchant's own prices.</param>
    public Money[] Off(IReadOnlyList<Money> lines)
    {
        var goods = lines.Sum(Code.Currency);
        var off = Code.Share is { } share ? goods.Share(share, Rounding.HalfUp) : Money.Min(new Money(Code.AmountMinor!.Value, Code.Currency), goods);
        return off.IsZero ? [.. lines.Select(_ => off)] : off.Split([.. lines.Select(l => l.Minor)]);
    }
}
