using System.Diagnostics.CodeAnalysis;
using Storefront.Merchants;

namespace Storefront.Discounts;

/// <summary>A word by which a merchant lowers the price of its goods: by a share or by an amount, never delivery, duty or tax. The merchant bears it. What it is worth never changes; it is stopped and
/// kept, since orders bear its name.</summary>
public sealed class DiscountCode
{
    public const int Longest = 30;

    /// <summary>Most uses that can be asked for; also what the counter may reach.</summary>
    public const int MostUsesEver = 1_000_000;

    /// <summary>One hundredth of a percent, the step in which shares are given.</summary>
    public const int Step = 100;

    private DiscountCode()
    {
    }

    public DiscountCodeId Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    /// <summary>In capitals, as it is looked up; one merchant has it once.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Off the merchant's goods; null for a fixed amount.</summary>
    public PartsPerMillion? Share { get; private set; }

    /// <summary>Off the merchant's goods, in minor units of <see cref="Currency"/>; null for a share.</summary>
    public long? AmountMinor { get; private set; }

    /// <summary>Goods of the merchant that must be in the basket, at its own prices, in minor units of <see cref="Currency"/>; null for any.</summary>
    public long? LeastMinor { get; private set; }

    /// <summary>The merchant's.</summary>
    public Currency Currency { get; private set; }

    /// <summary>First day, in UTC; null: from the start.</summary>
    public DateOnly? From { get; private set; }

    /// <summary>Last day, in UTC; null: without an end.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>In all; null: any number.</summary>
    public int? MostUses { get; private set; }

    public bool OncePerBuyer { get; private set; }

    /// <summary>Orders that bear it and were not given up. Moves by conditional update alone.</summary>
    public int Uses { get; private set; }

    public DateTime? StoppedAtUtc { get; private set; }

    public UserId MadeBy { get; private set; }

    public DateTime MadeAtUtc { get; private set; }

    internal static DiscountCode Of(MerchantId merchant, Currency currency, DiscountDraft draft, UserId by, DateTime nowUtc) => new()
    {
        Id = Storefront.Id.New<DiscountCodeId>(), Merchant = merchant, Code = draft.Code, Share = draft.Share, AmountMinor = draft.Amount?.Minor, LeastMinor = draft.Least?.Minor, Currency = currency,
        From = draft.From, To = draft.To, MostUses = draft.MostUses, OncePerBuyer = draft.OncePerBuyer, MadeBy = by, MadeAtUtc = nowUtc,
    };

    /// <summary>Letters of the alphabet, digits and hyphens, in whatever case; at least one of them no hyphen.</summary>
    public static bool TryTidy(string? text, [NotNullWhen(true)] out string? code)
    {
        code = text?.Trim();
        if (code is not { Length: > 0 and <= Longest } || !code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || code.All(c => c == '-')) code = null;
        else code = code.ToUpperInvariant();
        return code is not null;
    }
}
