namespace Storefront.Payments;

/// <summary>A company that collects and returns money. Every call carries a key that was committed before; the same key never has two effects.</summary>
public interface IPaymentProvider
{
    string Key { get; }

    /// <summary>Opens a payment and gives the page to which the shopper is sent. Repeating the key gives the same payment.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">Whether it was opened is not known: ask again with the same key.</exception>
    Task<OpenedPayment> OpenAsync(PaymentToOpen payment, CancellationToken cancel);

    /// <summary>The present state of a payment, or null when the provider knows no such reference.</summary>
    Task<ProviderPayment?> LookUpAsync(string reference, CancellationToken cancel);

    /// <summary>Ends a payment that nobody may pay any more. False when it was captured already: then the sale wins.</summary>
    Task<bool> CloseAsync(string reference, CancellationToken cancel);

    /// <summary>Returns money of a captured payment. Repeating the key gives the same refund.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">Whether it was made is not known: ask again with the same key.</exception>
    Task<ProviderRefund> RefundAsync(RefundToMake refund, CancellationToken cancel);

    /// <summary>Verifies a webhook's signature over its raw body and reads which object it tells of; null when it is not the provider's.</summary>
    ProviderEvent? Verify(ReadOnlySpan<byte> body, string? signature, DateTime nowUtc);
}

/// <param name="ReturnUrl">Where the shopper comes back to, absolute.</param>
public sealed record PaymentToOpen(string Key, PaymentId Payment, string OrderNumber, Money Amount, string Email, string Language, string ReturnUrl, DateTime ExpiresAtUtc);

public sealed record OpenedPayment(string Reference, string PageUrl);

/// <param name="DecidesByUtc">For a delayed method, until when the provider will have decided.</param>
public sealed record ProviderPayment(string Reference, ProviderPaymentState State, Money Amount, string? FailureCode, DateTime? DecidesByUtc);

public enum ProviderPaymentState
{
    Open,
    Processing,
    Captured,
    Failed,
    Expired,
}

public sealed record RefundToMake(string Key, string PaymentReference, Money Amount);

/// <param name="Failure">The provider's code when it refused for good.</param>
public sealed record ProviderRefund(string Reference, bool Succeeded, string? Failure);

public sealed record ProviderEvent(string EventId, string Kind, string Subject);

/// <summary>A call ended without an answer that tells what happened.</summary>
public sealed class ProviderOutcomeUnknownException(string message, Exception? cause = null) : Exception(message, cause);
