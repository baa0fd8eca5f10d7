using Storefront.Merchants;

namespace Storefront.Fees;

/// <summary>The platform's commission for what falls under it: a shop, a category with everything below it, both, or all. An order freezes the
/// rate of the day on which it is quoted, so a rule that begins or ends changes no order that is there.</summary>
public sealed class FeeRule
{
    private FeeRule()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Null: every shop.</summary>
    public MerchantId? Merchant { get; private set; }

    /// <summary>Null: every category.</summary>
    public string? Category { get; private set; }

    /// <summary>Of goods and delivery, in the merchant's currency, before tax on the commission.</summary>
    public PartsPerMillion Rate { get; private set; }

    /// <summary>First day, in UTC.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day, in UTC; null while it has no end.</summary>
    public DateOnly? To { get; private set; }

    public UserId SetBy { get; private set; }

    public DateTime SetAtUtc { get; private set; }

    public int Version { get; private set; }

    public bool HoldsOn(DateOnly day) => From <= day && (To is not { } to || day <= to);

    public static FeeRule Of(MerchantId? merchant, string? category, PartsPerMillion rate, DateOnly from, UserId by, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), Merchant = merchant, Category = category, Rate = rate, From = from, SetBy = by, SetAtUtc = nowUtc };

    /// <param name="last">Its last day. A day before its first takes it away: it never held.</param>
    internal void End(DateOnly last)
    {
        To = last;
        Version++;
    }
}
