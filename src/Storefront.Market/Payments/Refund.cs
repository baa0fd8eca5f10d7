namespace Storefront.Payments;

public enum RefundStatus
{
    Pending,
    Succeeded,

    /// <summary>The provider refused for good, or the money came back: it is owed to the buyer and a person must act.</summary>
    Failed,
}

/// <summary>Money on its way back to the buyer, in the currency charged.</summary>
public sealed class Refund
{
    private Refund()
    {
    }

    public Guid Id { get; private set; }

    public PaymentId Payment { get; private set; }

    public OrderId Order { get; private set; }

    public ConsignmentId Consignment { get; private set; }

    /// <summary>The operation that it belongs to, unique: <c>cancel:…</c>, <c>dispute:…</c>, <c>late:…</c>.</summary>
    public string Key { get; private set; } = "";

    public Money Amount { get; private set; }

    public RefundStatus Status { get; private set; }

    /// <summary>The provider's name for it, once known; what a bank gave instead has the chargeback's.</summary>
    public string? Reference { get; private set; }

    public string? FailureCode { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime? SettledAtUtc { get; private set; }

    /// <summary>Under which key it is made at the provider, of <see cref="ProviderKey"/>.</summary>
    public KeyState KeyState { get; private set; }

    public int Version { get; private set; }

    /// <summary>The key at the provider: the same while an answer is awaited, and another after each refusal, since a provider
    /// answers a key that it refused with the same refusal.</summary>
    public string ProviderKey => Version == 0 ? Key : $"{Key}#{Version}";

    public static Refund Of(Payment payment, ConsignmentId consignment, string key, Money amount, DateTime nowUtc)
    {
        payment.Refunding(amount);
        return new Refund { Id = Guid.CreateVersion7(), Payment = payment.Id, Order = payment.Order, Consignment = consignment, Key = key, Amount = amount, CreatedAtUtc = nowUtc };
    }

    /// <summary>One that the provider made without us, or that we made and forgot: it is in the books from now on.</summary>
    public static Refund Adopted(Payment payment, ConsignmentId consignment, string key, Money amount, string reference, DateTime nowUtc)
    {
        var refund = Of(payment, consignment, key, amount, nowUtc);
        refund.Succeeded(reference, nowUtc);
        return refund;
    }

    /// <summary>Takes a part out, which the buyer has got another way: what is left is asked for under another key.</summary>
    public Refund Cut(string key, Money part, string reference, DateTime nowUtc)
    {
        if (Status == RefundStatus.Succeeded || !part.IsPositive || part >= Amount) throw new InvalidOperationException("Only a part of what was not paid is cut.");
        Amount -= part;
        Version++;
        return new Refund
        {
            Id = Guid.CreateVersion7(), Payment = Payment, Order = Order, Consignment = Consignment, Key = key, Amount = part, CreatedAtUtc = nowUtc, Status = RefundStatus.Succeeded, Reference = reference, SettledAtUtc = nowUtc,
        };
    }

    /// <summary>The provider took it and has not finished. It is no other version: asking again is asking for the same.</summary>
    public void AtProvider(string reference) => Reference = reference;

    public void Succeeded(string reference, DateTime nowUtc)
    {
        (Status, Reference, SettledAtUtc) = (RefundStatus.Succeeded, reference, nowUtc);
        Version++;
    }

    /// <summary>Its key at the provider failed, or was replaced. It is not another version, which would be another refund: whoever finished it meanwhile still wins, and who asks at the same time
    /// writes the same.</summary>
    public void KeyIs(KeyState state) => KeyState = state;

    /// <summary>Takes a refusal back; whoever tries again asks under a new key.</summary>
    public void TryAgain()
    {
        if (Status != RefundStatus.Failed) throw new InvalidOperationException($"A refund that is {Status} is not tried again.");
        (Status, FailureCode, SettledAtUtc, KeyState) = (RefundStatus.Pending, null, null, default);
        Version++;
    }

    /// <summary>It had succeeded, and the money came back to us.</summary>
    public void CameBack(string code, DateTime nowUtc)
    {
        if (Status != RefundStatus.Succeeded) throw new InvalidOperationException($"A refund that is {Status} does not come back.");
        Failed(code, nowUtc);
    }

    public void Failed(string code, DateTime nowUtc)
    {
        (Status, FailureCode, SettledAtUtc) = (RefundStatus.Failed, code, nowUtc);
        Version++;
    }
}
