using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>The gateway behind the sandbox page: durable payments with a small state machine and Stripe's test numbers.</summary>
public sealed class SandboxGateway(IConnectorRecords records, SandboxPaymentSettings settings, SandboxWebhooks webhooks, TimeProvider clock)
{
    internal const string Connector = "sandbox-payments";

    private readonly SandboxTeller teller = new(records, settings, webhooks, clock);

    internal async Task<SandboxPayment> OpenAsync(PaymentToOpen wanted, CancellationToken cancel)
    {
        var payment = new SandboxPayment
        {
            Key = wanted.Key, Payment = wanted.Payment, OrderNumber = wanted.OrderNumber, Amount = wanted.Amount, Language = wanted.Language,
            ReturnUrl = wanted.ReturnUrl, ExpiresAtUtc = wanted.ExpiresAtUtc, CreatedAtUtc = Now, ChangedAtUtc = Now,
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
            SandboxFate.Succeeds => Followed(payment with { State = SandboxState.Captured, FailureCode = null }, instrument.Aftermath),
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

    internal Task<ProviderRefund> RefundAsync(RefundToMake refund, CancellationToken cancel) => RefundAsync(refund, null, cancel);

    /// <param name="doneAtUtc">When the gateway will have finished it; null for at once.</param>
    internal async Task<ProviderRefund> RefundAsync(RefundToMake refund, DateTime? doneAtUtc, CancellationToken cancel)
    {
        string? failure = null;
        var after = await ChangeAsync(refund.PaymentReference, payment =>
        {
            if (payment.Refunds.Any(r => r.Key == refund.Key)) return payment;
            if (payment.State != SandboxState.Captured) failure = "charge_not_captured";
            else if (payment.Chargebacks.Any(c => c.IsOpen(Now))) failure = "charge_disputed";
            else if (refund.Amount.Minor > payment.LeftMinor(Now)) failure = "amount_exceeds_charge";
            return failure is not null ? payment : payment with { Refunds = [.. payment.Refunds, new SandboxRefund(refund.Key, refund.Amount, Now, DoneAtUtc: doneAtUtc)] };
        }, cancel);
        if (after is not null && failure is null) await RefundMadeAsync(refund.PaymentReference, $"sbxr_{refund.Key}", cancel);
        if (after is null) return new ProviderRefund("", false, "no_such_charge");
        return failure is not null ? new ProviderRefund($"sbxr_{refund.Key}", false, failure) : after.Refunds.First(r => r.Key == refund.Key).At(Now) with { Failure = null };
    }

    internal async Task<ProviderRefund?> FindRefundAsync(string paymentReference, string reference, CancellationToken cancel) =>
        (await FindAsync(paymentReference, cancel))?.Refunds.FirstOrDefault(r => r.Reference == reference) is { } refund ? refund.At(Now) : null;

    /// <summary>The buyer's bank sends a refund back that had succeeded, as for a card whose account was closed.</summary>
    internal async Task ReturnRefundAsync(string paymentReference, string reference, CancellationToken cancel)
    {
        await ChangeAsync(paymentReference, payment => payment with { Refunds = [.. payment.Refunds.Select(r => r.Reference == reference ? r with { CameBack = "account_closed" } : r)] }, cancel);
        await TellAsync($"evt_{reference}_failed", "refund.failed", reference, cancel);
    }

    /// <summary>The same of a refund that is known by its reference alone; false when there is none, or it came back already.</summary>
    internal async Task<bool> ReturnRefundAsync(string reference, CancellationToken cancel)
    {
        if (await records.FindAsync(SandboxLists.Refunds, reference, cancel) is not { Json: var payment }) return false;
        if ((await FindAsync(payment, cancel))?.Refunds.FirstOrDefault(r => r.Reference == reference) is not { CameBack: null }) return false;
        await ReturnRefundAsync(payment, reference, cancel);
        return true;
    }

    /// <summary>Somebody gives money back at the sandbox's own desk, past the market. Null when so much is not left.</summary>
    public async Task<string?> RefundByHandAsync(string paymentReference, Money amount, CancellationToken cancel)
    {
        var key = $"hand-{Guid.CreateVersion7():N}";
        var after = await ChangeAsync(paymentReference, payment =>
            payment.State == SandboxState.Captured && amount.IsPositive && amount.Currency == payment.Amount.Currency && amount.Minor <= payment.LeftMinor(Now)
                ? payment with { Refunds = [.. payment.Refunds, new SandboxRefund(key, amount, Now, IsByHand: true)] }
                : payment, cancel);
        if (after?.Refunds.FirstOrDefault(r => r.Key == key) is not { } made) return null;
        await RefundMadeAsync(paymentReference, made.Reference, cancel);
        return made.Reference;
    }

    /// <summary>The buyer's bank takes money back, or asks. Null when so much is not left.</summary>
    internal async Task<string?> ChargeBackAsync(string paymentReference, Money amount, string reason, bool isInquiry, CancellationToken cancel)
    {
        string? reference = null;
        var after = await ChangeAsync(paymentReference, payment =>
        {
            reference = null;
            if (payment.State != SandboxState.Captured || amount.Minor > payment.ContestableMinor(Now)) return payment;
            var opened = Opened(payment, amount, reason, isInquiry);
            reference = opened.Reference;
            return payment with { Chargebacks = [.. payment.Chargebacks, opened] };
        }, cancel);
        return after is null ? null : reference;
    }

    internal async Task<ProviderChargeback?> FindChargebackAsync(string reference, CancellationToken cancel) =>
        SandboxChargeback.PaymentOf(reference) is { } payment ? (await FindAsync(payment, cancel))?.Chargebacks.FirstOrDefault(c => c.Reference == reference)?.ToProvider(payment, Now) : null;

    /// <summary>Changes a chargeback and tells of it when its state changed; null when there is none.</summary>
    internal async Task<ProviderChargeback?> ChangeChargebackAsync(string reference, Func<SandboxChargeback, SandboxChargeback> change, CancellationToken cancel)
    {
        if (SandboxChargeback.PaymentOf(reference) is not { } payment) return null;
        var after = await ChangeAsync(payment, known => known with { Chargebacks = [.. known.Chargebacks.Select(c => c.Reference == reference ? change(c) : c)] }, cancel);
        return after?.Chargebacks.FirstOrDefault(c => c.Reference == reference)?.ToProvider(payment, Now);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private SandboxPayment Followed(SandboxPayment payment, SandboxAftermath aftermath) => aftermath switch
    {
        SandboxAftermath.None => payment,
        SandboxAftermath.Fraudulent => payment with { Chargebacks = [Opened(payment, payment.Amount, "fraudulent", false)] },
        SandboxAftermath.NotReceived => payment with { Chargebacks = [Opened(payment, payment.Amount, "product_not_received", false)] },
        SandboxAftermath.Inquiry => payment with { Chargebacks = [Opened(payment, payment.Amount, "general", true)] },
        SandboxAftermath.FraudWarning => payment with { Warning = "made_with_stolen_card", WarnedAtUtc = Now },
    };

    private SandboxChargeback Opened(SandboxPayment payment, Money amount, string reason, bool isInquiry) => new()
    {
        Reference = $"{SandboxChargeback.Prefix}{payment.Reference}_{payment.Chargebacks.Count + 1}", Amount = amount, Fee = new Money((long)settings.ChargebackFee * amount.Currency.MinorPerMajor, amount.Currency),
        Reason = reason, IsInquiry = isInquiry, OpenedAtUtc = Now, AnswerByUtc = Now + settings.ChargebackAnswer,
    };

    private async Task RefundMadeAsync(string payment, string reference, CancellationToken cancel)
    {
        await records.AddAsync(SandboxLists.Objects, SandboxLists.KeyOf(ProviderObjectKind.Refund, Now, SandboxLists.Digest(reference)), $"{payment}|{reference}", cancel);
        await records.AddAsync(SandboxLists.Refunds, reference, payment, cancel);
        await TellAsync($"evt_{reference}_made", "refund.made", reference, cancel);
    }

    private Task TellAsync(string id, string type, string reference, CancellationToken cancel) => teller.TellAsync(id, type, reference, null, cancel);

    /// <summary>Tells of chargebacks and warnings that are new or have changed.</summary>
    private async Task TellAftermathAsync(SandboxPayment before, SandboxPayment after, CancellationToken cancel)
    {
        if (after.Warning is not null && before.Warning is null) await TellAsync($"evt_{after.Reference}_warned", "fraud-warning.made", $"sbxw_{after.Reference}", cancel);
        foreach (var chargeback in after.Chargebacks)
        {
            var (was, told) = (before.Chargebacks.FirstOrDefault(c => c.Reference == chargeback.Reference)?.At(Now), chargeback.At(Now));
            if (was == told) continue;
            if (was is null) await records.AddAsync(SandboxLists.Objects, SandboxLists.KeyOf(ProviderObjectKind.Chargeback, chargeback.OpenedAtUtc, chargeback.Reference), after.Reference, cancel);
            await TellAsync($"evt_{chargeback.Reference}_{told}", $"chargeback.{told}", chargeback.Reference, cancel);
        }
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
            if (after.State != stored.State) after = after with { ChangedAtUtc = Now };
            if (!await records.ReplaceAsync(record, after.ToJson(), cancel)) continue;
            if (after.Chargebacks.Count > 0 || after.Warning is not null) await TellAftermathAsync(stored, after, cancel);
            if (after.State != stored.State && settings.SendWebhooks) webhooks.Enqueue(new SandboxEvent($"evt_{reference}_{after.State}", $"payment.{after.State}".ToLowerInvariant(), reference));
            return after;
        }
    }
}
