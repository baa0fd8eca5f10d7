namespace Storefront.Payments;

/// <summary>One attempt to collect an order's total. Its key is written before the provider is called and never changes.</summary>
public sealed class Payment
{
    private Payment()
    {
    }

    public PaymentId Id { get; private set; }

    public OrderId Order { get; private set; }

    public string Provider { get; private set; } = "";

    /// <summary>The idempotency key of every call about this payment.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The provider's name for it, once known.</summary>
    public string? Reference { get; private set; }

    public string? PageUrl { get; private set; }

    public Money Amount { get; private set; }

    /// <summary>Minor units given back so far, in the currency of <see cref="Amount"/>.</summary>
    public long RefundedMinor { get; private set; }

    public PaymentStatus Status { get; private set; }

    /// <summary>The provider's reason, from its published list of codes.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>Chargebacks by which the buyer's bank holds money of it now: meanwhile nothing is refunded, so that it is never given back twice.</summary>
    public int OpenChargebacks { get; private set; }

    /// <summary>A chargeback, a bank's inquiry or a warning of fraud is open: nothing of the order is sent or released.</summary>
    public bool IsDoubted { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime ExpiresAtUtc { get; private set; }

    public DateTime? CapturedAtUtc { get; private set; }

    /// <summary>Under which key it is opened at the provider.</summary>
    public KeyState KeyState { get; private set; }

    public int Version { get; private set; }

    public bool IsOpen => Status is PaymentStatus.Pending or PaymentStatus.AtProvider or PaymentStatus.Processing;

    public static Payment For(OrderId order, Money amount, string provider, DateTime nowUtc, TimeSpan openFor)
    {
        var id = Storefront.Id.New<PaymentId>();
        return new Payment
        {
            Id = id, Order = order, Amount = amount, Provider = provider, Key = $"pay-{id.Value:N}", Status = PaymentStatus.Pending,
            CreatedAtUtc = nowUtc, ExpiresAtUtc = nowUtc + openFor,
        };
    }

    public void SentToProvider(string reference, string pageUrl)
    {
        (Reference, PageUrl) = (reference, pageUrl);
        if (Status == PaymentStatus.Pending) Status = PaymentStatus.AtProvider;
        Version++;
    }

    /// <summary>The provider took a delayed method: the answer comes in days, so the payment waits that long.</summary>
    public bool Delayed(DateTime untilUtc)
    {
        if (Status is not (PaymentStatus.Pending or PaymentStatus.AtProvider)) return false;
        (Status, ExpiresAtUtc) = (PaymentStatus.Processing, untilUtc);
        Version++;
        return true;
    }

    /// <summary>Money came, be it after the payment had ended. True only for the first telling.</summary>
    public bool Captured(DateTime nowUtc)
    {
        if (Status == PaymentStatus.Captured) return false;
        (Status, CapturedAtUtc, FailureCode) = (PaymentStatus.Captured, nowUtc, null);
        Version++;
        return true;
    }

    /// <summary>No money will come from this attempt. True only when it was still open.</summary>
    public bool Ended(PaymentStatus status, string? failureCode)
    {
        if (!IsOpen) return false;
        (Status, FailureCode) = (status, failureCode);
        Version++;
        return true;
    }

    /// <summary>What the provider tells does not fit: nothing is done, and it is looked at again later.</summary>
    public void LookAgain(DateTime atUtc)
    {
        ExpiresAtUtc = atUtc;
        Version++;
    }

    /// <summary>Its key at the provider failed, or was replaced.</summary>
    public void KeyIs(KeyState state)
    {
        if (state == KeyState) return;
        KeyState = state;
        Version++;
    }

    public void Doubt(bool isDoubted)
    {
        IsDoubted = isDoubted;
        Version++;
    }

    public void ChargebackOpened()
    {
        OpenChargebacks++;
        Version++;
    }

    public void ChargebackClosed()
    {
        if (OpenChargebacks == 0) throw new InvalidOperationException("No chargeback is open.");
        OpenChargebacks--;
        Version++;
    }

    public void Refunding(Money amount)
    {
        if (amount.Currency != Amount.Currency) throw new CurrencyMismatchException(amount.Currency, Amount.Currency);
        if (!amount.IsPositive || RefundedMinor + amount.Minor > Amount.Minor) throw new InvalidOperationException("A refund exceeds what was captured.");
        RefundedMinor += amount.Minor;
        Version++;
    }
}
