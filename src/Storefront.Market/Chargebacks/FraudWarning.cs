using Storefront.Payments;

namespace Storefront.Chargebacks;

public enum FraudVerdict
{
    /// <summary>Everything stands still until a person has looked.</summary>
    Open,

    /// <summary>The money went back before the bank took it.</summary>
    Refunded,

    /// <summary>A person looked and let the order go on.</summary>
    Dismissed,

    /// <summary>A chargeback came: that decides now.</summary>
    Overtaken,
}

/// <summary>The card's network doubts a payment. Nothing of the order is sent or released until an admin refunds it or lets it go on.</summary>
public sealed class FraudWarning
{
    private FraudWarning()
    {
    }

    public Guid Id { get; private set; }

    public string Provider { get; private set; } = "";

    public string Reference { get; private set; } = "";

    public PaymentId Payment { get; private set; }

    public OrderId Order { get; private set; }

    /// <summary>The provider's code for what the card's holder said.</summary>
    public string Kind { get; private set; } = "";

    public FraudVerdict Verdict { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime? JudgedAtUtc { get; private set; }

    public UserId? JudgedBy { get; private set; }

    public int Version { get; private set; }

    public static FraudWarning Of(Payment payment, ProviderFraudWarning told, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), Provider = payment.Provider, Reference = told.Reference, Payment = payment.Id, Order = payment.Order, Kind = told.Kind.Length <= 80 ? told.Kind : told.Kind[..80], CreatedAtUtc = nowUtc,
    };

    /// <param name="by">Null when a chargeback overtook it.</param>
    public void Judge(FraudVerdict verdict, UserId? by, DateTime nowUtc)
    {
        if (Verdict != FraudVerdict.Open) throw new InvalidOperationException($"A warning that is {Verdict} is not judged again.");
        (Verdict, JudgedBy, JudgedAtUtc) = (verdict, by, nowUtc);
        Version++;
    }
}
