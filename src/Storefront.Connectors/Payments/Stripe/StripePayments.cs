using Storefront.Payments;
using Stripe;
using Stripe.Checkout;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Collects payments on Stripe's hosted page and gives money back. The charge is the platform's own; merchants are paid by transfers
/// afterwards (docs.stripe.com/connect/separate-charges-and-transfers, checked 2026-11-29).</summary>
internal sealed class StripePayments(StripeCalls calls, StripeWebhooks webhooks, StripeSettings settings) : IPaymentProvider
{
    private readonly SessionService sessions = calls.Api.Checkout.Sessions;
    private readonly Country? account = Country.TryParse(settings.Country, out var known) ? known : null;

    public string Key => StripeCalls.ProviderKey;

    public string SignatureHeader => "Stripe-Signature";

    public string? PageOrigin => settings.PageOrigin;

    public NotCharged? WhyNotCharged(Money amount, Func<Money, Currency, Money?> convert) => StripeMinimums.WhyNotCharged(amount, settings.SettlementCurrencies, convert);

    public async Task<OpenedPayment> OpenAsync(PaymentToOpen payment, CancellationToken cancel)
    {
        var options = StripeSession.Options(payment, account);
        var session = await calls.OnceAsync(
            $"payment {payment.Key}", payment.WrittenAtUtc, payment.Generation, () => FindOpenedAsync(payment, cancel), () => sessions.CreateAsync(options, StripeCalls.With(payment.Key, payment.Generation), cancel), isShown: true);
        return Uri.TryCreate(session.Url, UriKind.Absolute, out var page) && StripeSettings.IsSafe(page.GetLeftPart(UriPartial.Authority))
            ? new OpenedPayment(session.Id, session.Url)
            : throw new ProviderOutcomeUnknownException($"Stripe opened {session.Id} and gave no page to pay on.");
    }

    public async Task<ProviderPayment?> LookUpAsync(string reference, CancellationToken cancel) =>
        await FindAsync(reference, cancel) is { } session ? StripeSession.Told(session) with { OrderNumber = session.Metadata?.GetValueOrDefault("order"), IsOurs = session.Livemode == settings.IsLive } : null;

    public async Task<bool> CloseAsync(string reference, CancellationToken cancel)
    {
        try
        {
            await calls.AskAsync($"closing {reference}", () => sessions.ExpireAsync(reference, null, StripeCalls.With("close-" + reference), cancel));
            return true;
        }
        catch (Exception e) when (e is ProviderRefusedException or ProviderOutcomeUnknownException)
        {
            // Only an open page can be closed, and its key repeats a failure that it met: what the page is instead decides.
            return await FindAsync(reference, cancel) is { } session && StripeSession.StateOf(session) switch
            {
                ProviderPaymentState.Expired or ProviderPaymentState.Failed => true,
                ProviderPaymentState.Captured or ProviderPaymentState.Processing => false,
                ProviderPaymentState.Open => throw new ProviderOutcomeUnknownException($"Stripe would not close {reference}, which is open."),
            };
        }
    }

    public async Task<ProviderRefund> RefundAsync(RefundToMake refund, CancellationToken cancel)
    {
        if ((await FindAsync(refund.PaymentReference, cancel))?.PaymentIntentId is not { } intent) return new ProviderRefund("", false, "no_such_charge");
        try
        {
            var made = await calls.OnceAsync(
                $"refund {refund.Key}", refund.WrittenAtUtc, refund.Generation, () => FindMadeAsync(intent, refund.Key, cancel),
                () => calls.Api.Refunds.CreateAsync(Options(refund, intent), StripeCalls.With(refund.Key, refund.Generation), cancel));
            // A key that is repeated gives the first answer again: what became of the refund since then is asked of the refund.
            if (ToldOf(made).Pending) made = await calls.AskAsync($"reading {made.Id}", () => calls.Api.Refunds.GetAsync(made.Id, null, null, cancel));
            return ToldOf(made);
        }
        catch (ProviderRefusedException e)
        {
            return new ProviderRefund("", false, e.Code);
        }
    }

    public async Task<ProviderRefund?> LookUpRefundAsync(string paymentReference, string reference, CancellationToken cancel) =>
        await calls.FindAsync($"reading {reference}", () => calls.Api.Refunds.GetAsync(reference, null, null, cancel)) is { } refund ? ToldOf(refund) : null;

    public async Task<ProviderRefund?> FindRefundAsync(string paymentReference, string key, CancellationToken cancel) =>
        (await FindAsync(paymentReference, cancel))?.PaymentIntentId is { } intent && await FindMadeAsync(intent, key, cancel) is { } refund ? ToldOf(refund) : null;

    /// <summary>Refunds and disputes name the payment intent; ours is the page on which it was paid.</summary>
    public async Task<string?> FindPaymentAsync(string belongs, CancellationToken cancel)
    {
        if (!belongs.StartsWith("pi_", StringComparison.Ordinal)) return belongs;
        return (await calls.AskAsync($"the page of {belongs}", () => sessions.ListAsync(StripeCalls.Page(new SessionListOptions { PaymentIntent = belongs }, null), null, cancel))).Data.FirstOrDefault()?.Id;
    }

    public ProviderEvent? Verify(ReadOnlySpan<byte> body, string? signature, DateTime nowUtc) => webhooks.Verify(body, signature, nowUtc);

    private static RefundCreateOptions Options(RefundToMake refund, string intent) => new()
    {
        Amount = refund.Amount.Wire(), Metadata = new Dictionary<string, string> { [StripeCalls.KeyTag] = refund.Key }, PaymentIntent = intent,
    };

    private static ProviderRefund ToldOf(global::Stripe.Refund refund) => refund.Status switch
    {
        "succeeded" => new ProviderRefund(refund.Id, true, null),
        "failed" or "canceled" => new ProviderRefund(refund.Id, false, refund.FailureReason ?? refund.Status),
        _ => new ProviderRefund(refund.Id, false, null, Pending: true),
    };

    private Task<Session?> FindAsync(string reference, CancellationToken cancel) =>
        calls.FindAsync($"reading {reference}", () => sessions.GetAsync(reference, new SessionGetOptions { Expand = ["payment_intent"] }, null, cancel));

    /// <summary>Sessions are listed by time alone; from a few minutes before, since Stripe's clock is not ours.</summary>
    private Task<Session?> FindOpenedAsync(PaymentToOpen payment, CancellationToken cancel) => calls.FirstAsync(
        "payment pages",
        after => sessions.ListAsync(StripeCalls.Page(new SessionListOptions { Created = StripeCalls.Since((payment.WrittenAtUtc ?? payment.ExpiresAtUtc.AddDays(-1)).AddMinutes(-5)) }, after), null, cancel),
        session => StripeCalls.IsMadeUnder(session, payment.Key));

    private Task<global::Stripe.Refund?> FindMadeAsync(string intent, string key, CancellationToken cancel) => calls.FirstAsync(
        $"refunds of {intent}", after => calls.Api.Refunds.ListAsync(StripeCalls.Page(new RefundListOptions { PaymentIntent = intent }, after), null, cancel), refund => StripeCalls.IsMadeUnder(refund, key));
}
