namespace Storefront.Payments;

/// <summary>A company that collects and returns money. Every call carries a key that was committed before; the same key never has two effects.</summary>
public interface IPaymentProvider
{
    string Key { get; }

    /// <summary>The request header in which its webhooks carry their signature.</summary>
    string SignatureHeader => "Payment-Signature";

    /// <summary>Scheme and host of its payment page, when that is not a page of this site: a form that ends there must be allowed to.</summary>
    string? PageOrigin => null;

    /// <summary>Why it would refuse to charge an amount, known without asking it; null when it would take it.</summary>
    /// <param name="convert">An amount in another currency, at the middle rate: limits may hold where a charge settles. Null for a currency without a rate.</param>
    NotCharged? WhyNotCharged(Money amount, Func<Money, Currency, Money?> convert) => null;

    /// <summary>Opens a payment and gives the page to which the shopper is sent. Repeating the key gives the same payment.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">Whether it was opened is not known: ask again with the same key.</exception>
    /// <exception cref="ProviderRefusedException">It was not opened and never will be.</exception>
    Task<OpenedPayment> OpenAsync(PaymentToOpen payment, CancellationToken cancel);

    /// <summary>The present state of a payment, or null when the provider knows no such reference.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    Task<ProviderPayment?> LookUpAsync(string reference, CancellationToken cancel);

    /// <summary>Ends a payment that nobody may pay any more. False when it was captured already: then the sale wins.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">Whether it ended is not known: ask again.</exception>
    Task<bool> CloseAsync(string reference, CancellationToken cancel);

    /// <summary>Returns money of a captured payment. Repeating the key gives the same refund.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">Whether it was made is not known: ask again with the same key.</exception>
    Task<ProviderRefund> RefundAsync(RefundToMake refund, CancellationToken cancel);

    /// <summary>The present state of a refund that was made, or null when the provider knows no such refund. One that succeeded may still fail.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    Task<ProviderRefund?> LookUpRefundAsync(string paymentReference, string reference, CancellationToken cancel);

    /// <summary>The present state of the refund that was made under a key, whichever its generation; null when none was.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    Task<ProviderRefund?> FindRefundAsync(string paymentReference, string key, CancellationToken cancel);

    /// <summary>The reference of the payment to which a refund or chargeback belongs, by the name that the provider gives there; null when it is none of ours.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    Task<string?> FindPaymentAsync(string belongs, CancellationToken cancel) => Task.FromResult<string?>(belongs);

    /// <summary>Verifies a webhook's signature over its raw body and reads which object it tells of; null when it is not the provider's.</summary>
    ProviderEvent? Verify(ReadOnlySpan<byte> body, string? signature, DateTime nowUtc);
}

/// <param name="Code">The provider's.</param>
/// <param name="Least">The least that it would take in that currency, when the amount is below it.</param>
public sealed record NotCharged(string Code, Money? Least = null);

/// <param name="ReturnUrl">Where the shopper comes back to, absolute.</param>
/// <param name="Destination">Where the parcel goes; local payment methods are offered by it.</param>
/// <param name="WrittenAtUtc">When the payment was written down; null when that is not known.</param>
/// <param name="Generation">Of the key, see <see cref="ProviderKeys"/>.</param>
public sealed record PaymentToOpen(
    string Key, PaymentId Payment, string OrderNumber, Money Amount, string Email, string Language, string ReturnUrl, DateTime ExpiresAtUtc, Country? Destination = null, DateTime? WrittenAtUtc = null,
    int Generation = 0);

public sealed record OpenedPayment(string Reference, string PageUrl);

/// <param name="DecidesByUtc">For a delayed method, until when the provider will have decided.</param>
public sealed record ProviderPayment(string Reference, ProviderPaymentState State, Money Amount, string? FailureCode, DateTime? DecidesByUtc)
{
    /// <summary>The order for which the provider's own record says that it was opened; null when it does not say.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>False when it is of the other world, test or live, than this installation.</summary>
    public bool IsOurs { get; init; } = true;
}

public enum ProviderPaymentState
{
    Open,
    Processing,
    Captured,
    Failed,
    Expired,
}

/// <param name="WrittenAtUtc">When the refund was written down. Providers forget keys after a day, so an older one is looked up before it is sent.</param>
/// <param name="Generation">Of the key, see <see cref="ProviderKeys"/>.</param>
public sealed record RefundToMake(string Key, string PaymentReference, Money Amount, DateTime? WrittenAtUtc = null, int Generation = 0);

/// <param name="Failure">The provider's code when it refused for good.</param>
/// <param name="Pending">The provider took it and has not finished: neither succeeded nor refused.</param>
public sealed record ProviderRefund(string Reference, bool Succeeded, string? Failure, bool Pending = false);

/// <param name="Subject">The object that it tells of.</param>
public sealed record ProviderEvent(string EventId, string Kind, string Subject)
{
    /// <summary>Whether it tells of real money; null when the provider does not say.</summary>
    public bool? Live { get; init; }

    /// <summary>The payee's account in which it happened, or of which it tells; null for our own.</summary>
    public string? Account { get; init; }

    /// <summary>False for an event of the other world, test or live: it is stored and answered, and nothing acts on it.</summary>
    public bool IsOurs { get; init; } = true;

    public DateTime? HappenedAtUtc { get; init; }

    public NewsAbout About { get; init; }
}

/// <summary>What kind of thing an event tells of, as the provider's connector reads its kind.</summary>
public enum NewsAbout
{
    /// <summary>A payment or a refund: what every event is taken for that says nothing else.</summary>
    Payment,
    Refund,
    Chargeback,
    FraudWarning,

    /// <summary>What a payee's account may do, or its bank account.</summary>
    Payee,
    Payout,
    Transfer,

    /// <summary>Nothing follows from it here.</summary>
    Other,
}
