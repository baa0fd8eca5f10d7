using Storefront.Merchants;
using Storefront.Payments;

namespace Storefront.Payouts;

public enum ReversalStatus
{
    /// <summary>Written down; the provider may or may not know of it yet.</summary>
    Pending,
    Made,

    /// <summary>The payee has it no more: it stays the merchant's debt.</summary>
    Refused,
}

/// <summary>A part of what was moved to a merchant's account at the provider is taken back, because the buyer has its money again. Its key is written before the provider is called.</summary>
public sealed class Reversal
{
    private Reversal()
    {
    }

    public Guid Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    /// <summary>The payout whose transfer it is of.</summary>
    public PayoutId Payout { get; private set; }

    /// <summary>The <see cref="PayoutShare.Number"/> of the share whose transfer it is of.</summary>
    public int Share { get; private set; }

    /// <summary>The refund, or the lost chargeback booked as one, that took the money from the merchant.</summary>
    public Guid Refund { get; private set; }

    /// <summary>In the transfer's currency, which is the merchant's; more than nothing.</summary>
    public Money Amount { get; private set; }

    /// <summary>The idempotency key at the provider.</summary>
    public string Key { get; private set; } = "";

    public ReversalStatus Status { get; private set; }

    public string? Reference { get; private set; }

    public string? FailureCode { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime? SettledAtUtc { get; private set; }

    /// <summary>Under which key it is made at the provider.</summary>
    public KeyState KeyState { get; private set; }

    public int Version { get; private set; }

    /// <param name="key">Of the refund, which a restore from a copy does not change.</param>
    /// <param name="nth">From 0: one refund may need several transfers.</param>
    public static Reversal Of(Payout payout, PayoutShare share, Guid refund, string key, int nth, Money amount, DateTime nowUtc)
    {
        payout.Reversing(amount);
        share.Reversing(amount);
        return new Reversal { Id = Guid.CreateVersion7(), Merchant = payout.Merchant, Payout = payout.Id, Share = share.Number, Refund = refund, Amount = amount, Key = $"reversal:{key}:{nth}", CreatedAtUtc = nowUtc };
    }

    /// <summary>Its key at the provider failed, or was replaced.</summary>
    public void KeyIs(KeyState state)
    {
        if (state == KeyState) return;
        KeyState = state;
        Version++;
    }

    public void Made(string reference, DateTime nowUtc) => Settle(ReversalStatus.Made, reference, null, nowUtc);

    public void Refused(string code, DateTime nowUtc) => Settle(ReversalStatus.Refused, null, code.Length <= 80 ? code : code[..80], nowUtc);

    private void Settle(ReversalStatus status, string? reference, string? code, DateTime nowUtc)
    {
        if (Status != ReversalStatus.Pending) throw new InvalidOperationException($"A reversal that is {Status} is not settled again.");
        (Status, Reference, FailureCode, SettledAtUtc) = (status, reference, code, nowUtc);
        Version++;
    }
}
