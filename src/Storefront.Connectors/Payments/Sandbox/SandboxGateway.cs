using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>The gateway behind the sandbox page: durable payments with a small state machine and Stripe's test numbers.</summary>
public sealed class SandboxGateway(IConnectorRecords records, SandboxPaymentSettings settings, SandboxWebhooks webhooks, TimeProvider clock)
{
    internal const string Connector = "sandbox-payments";

    internal async Task<SandboxPayment> OpenAsync(PaymentToOpen wanted, CancellationToken cancel)
    {
        var payment = new SandboxPayment
        {
            Key = wanted.Key, Payment = wanted.Payment, OrderNumber = wanted.OrderNumber, Amount = wanted.Amount, Language = wanted.Language,
            ReturnUrl = wanted.ReturnUrl, ExpiresAtUtc = wanted.ExpiresAtUtc,
        };
        if (await records.AddAsync(Connector, payment.Reference, payment.ToJson(), cancel)) return payment;
        var known = (await FindAsync(payment.Reference, cancel))!;
        return known.Amount == wanted.Amount ? known : throw new InvalidOperationException($"The key {wanted.Key} was used for another amount.");
    }

    internal async Task<SandboxPayment?> FindAsync(string reference, CancellationToken cancel)
    {
        var record = await records.FindAsync(Connector, reference, cancel);
        return record is null ? null : SandboxPayment.From(record.Json).At(clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Pays as a shopper would on the page, for a past that is played and for tests.</summary>
    public Task PayByCardAsync(string reference, string number, CancellationToken cancel) => PayAsync(reference, SandboxInstrument.Card(number), cancel);

    /// <summary>Pays with what the shopper typed. The answer is the payment's new state, with the failure code of this try when it was declined.</summary>
    internal Task<SandboxPayment?> PayAsync(string reference, SandboxInstrument instrument, CancellationToken cancel) => ChangeAsync(reference, payment =>
    {
        if (payment.State != SandboxState.Open) return payment;
        return instrument.Fate switch
        {
            SandboxFate.Succeeds => payment with { State = SandboxState.Captured, FailureCode = null },
            SandboxFate.AsksAuthentication => payment with { State = SandboxState.AwaitsAuthentication, FailureCode = null },
            SandboxFate.SucceedsLater or SandboxFate.FailsLater => payment with
            {
                State = SandboxState.Processing, FailureCode = null, DecidesAtUtc = clock.GetUtcNow().UtcDateTime + settings.DelayedDecision, WillSucceed = instrument.Fate == SandboxFate.SucceedsLater,
            },
            SandboxFate.Declined => payment with { FailureCode = instrument.DeclineCode },
        };
    }, cancel);

    /// <summary>The shopper confirmed or refused at the bank's step; after a refusal another card may be tried.</summary>
    internal Task<SandboxPayment?> AuthenticateAsync(string reference, bool confirmed, CancellationToken cancel) => ChangeAsync(reference, payment =>
        payment.State != SandboxState.AwaitsAuthentication ? payment
        : confirmed ? payment with { State = SandboxState.Captured, FailureCode = null }
        : payment with { State = SandboxState.Open, FailureCode = "authentication_required" }, cancel);

    /// <summary>Ends a payment that nobody paid; one that is captured or being decided stays.</summary>
    internal Task<SandboxPayment?> CloseAsync(string reference, CancellationToken cancel) => ChangeAsync(reference, payment =>
        payment.State is SandboxState.Open or SandboxState.AwaitsAuthentication ? payment with { State = SandboxState.Expired } : payment, cancel);

    internal async Task<ProviderRefund> RefundAsync(RefundToMake refund, CancellationToken cancel)
    {
        string? failure = null;
        var after = await ChangeAsync(refund.PaymentReference, payment =>
        {
            if (payment.Refunds.Any(r => r.Key == refund.Key)) return payment;
            if (payment.State != SandboxState.Captured) failure = "charge_not_captured";
            else if (payment.Refunds.Where(r => r.CameBack is null).Sum(r => r.Amount.Minor) + refund.Amount.Minor > payment.Amount.Minor) failure = "amount_exceeds_charge";
            return failure is not null ? payment : payment with { Refunds = [.. payment.Refunds, new SandboxRefund(refund.Key, refund.Amount, clock.GetUtcNow().UtcDateTime)] };
        }, cancel);
        return after is null ? new ProviderRefund("", false, "no_such_charge") : new ProviderRefund($"sbxr_{refund.Key}", failure is null, failure);
    }

    internal async Task<ProviderRefund?> FindRefundAsync(string paymentReference, string reference, CancellationToken cancel) =>
        (await FindAsync(paymentReference, cancel))?.Refunds.FirstOrDefault(r => r.Reference == reference) is { } refund ? new ProviderRefund(reference, refund.CameBack is null, refund.CameBack) : null;

    /// <summary>The buyer's bank sends a refund back that had succeeded, as for a card whose account was closed.</summary>
    internal async Task ReturnRefundAsync(string paymentReference, string reference, CancellationToken cancel)
    {
        await ChangeAsync(paymentReference, payment => payment with { Refunds = [.. payment.Refunds.Select(r => r.Reference == reference ? r with { CameBack = "account_closed" } : r)] }, cancel);
        if (settings.SendWebhooks) webhooks.Enqueue($"evt_{reference}_failed", "refund.failed", reference);
    }

    private async Task<SandboxPayment?> ChangeAsync(string reference, Func<SandboxPayment, SandboxPayment> change, CancellationToken cancel)
    {
        while (true)
        {
            if (await records.FindAsync(Connector, reference, cancel) is not { } record) return null;
            var stored = SandboxPayment.From(record.Json);
            var before = stored.At(clock.GetUtcNow().UtcDateTime);
            var after = change(before);
            if (after == stored) return after;
            if (!await records.ReplaceAsync(record, after.ToJson(), cancel)) continue;
            if (after.State != stored.State && settings.SendWebhooks) webhooks.Enqueue($"evt_{reference}_{after.State}", $"payment.{after.State}".ToLowerInvariant(), reference);
            return after;
        }
    }
}
