using Storefront.Payments;
using Stripe;
using Stripe.Checkout;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>A hosted payment page, both ways: what we ask for and what its state means to us. Pure.</summary>
internal static class StripeSession
{
    /// <summary>Beyond our own time, because Stripe wants at least half an hour from the moment it is asked, and every try must ask the same.
    /// The sweeper closes the page when our time is over (docs.stripe.com/api/checkout/sessions/create, checked 2026-11-29).</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(45);

    private const string GroupPrefix = "order_";

    /// <summary>What the page is written in; others leave the choice to the browser's languages (same source).</summary>
    private static readonly string[] Locales =
        "bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW".Split(' ');

    /// <summary>One line with the order's whole total, so that the page shows the sum that was accepted and reckons nothing. Conversion to the
    /// buyer's currency is off: our own quote holds.</summary>
    /// <exception cref="ProviderRefusedException">Stripe would not charge the amount.</exception>
    public static SessionCreateOptions Options(PaymentToOpen payment, Country? account)
    {
        var amount = payment.Amount.WireCharge();
        var tags = new Dictionary<string, string> { ["order"] = payment.OrderNumber, ["payment"] = payment.Payment.Value.ToString("N"), [StripeCalls.KeyTag] = payment.Key };
        var options = new SessionCreateOptions
        {
            AdaptivePricing = new SessionAdaptivePricingOptions { Enabled = false },
            CancelUrl = payment.ReturnUrl,
            ClientReferenceId = payment.Payment.Value.ToString("N"),
            CustomerEmail = payment.Email,
            ExpiresAt = DateTime.SpecifyKind(payment.ExpiresAtUtc, DateTimeKind.Utc) + Slack,
            LineItems =
            [
                new SessionLineItemOptions
                {
                    PriceData = new SessionLineItemPriceDataOptions
                    {
                        Currency = payment.Amount.Currency.Wire(), ProductData = new SessionLineItemPriceDataProductDataOptions { Name = payment.OrderNumber }, UnitAmount = amount,
                    },
                    Quantity = 1,
                },
            ],
            Locale = LocaleOf(payment.Language),
            Metadata = tags,
            Mode = "payment",
            PaymentIntentData = new SessionPaymentIntentDataOptions { Description = payment.OrderNumber, Metadata = new Dictionary<string, string>(tags), TransferGroup = GroupOf(payment.OrderNumber) },
            SubmitType = "pay",
            SuccessUrl = payment.ReturnUrl,
        };
        // A member that is set, even to nothing, is sent: so only one of the two is touched.
        if (account is { } country) options.AllowedPaymentMethodTypes = StripeMethods.Allowed(payment.Amount.Currency, payment.Destination, country);
        else options.ExcludedPaymentMethodTypes = StripeMethods.Excluded(payment.Amount.Currency, payment.Destination);
        return options;
    }

    /// <summary>Ties a payment to the transfers that are paid out of it.</summary>
    public static string GroupOf(string orderNumber) => GroupPrefix + orderNumber;

    public static string? OrderOf(string? group) => group is not null && group.StartsWith(GroupPrefix, StringComparison.Ordinal) ? group[GroupPrefix.Length..] : group;

    /// <summary>The state of the page together with that of its payment. A state that we do not know is left open: neither money nor a refusal is made up.</summary>
    public static ProviderPayment Told(Session session) => new(
        session.Id, StateOf(session), StripeMoney.From(session.AmountTotal ?? 0, session.Currency), StripeErrors.DeclineOf(session.PaymentIntent?.LastPaymentError), DecidesBy(session.PaymentIntent));

    public static ProviderPaymentState StateOf(Session session) => (session.Status, session.PaymentStatus, session.PaymentIntent?.Status) switch
    {
        (_, "paid" or "no_payment_required", _) => ProviderPaymentState.Captured,
        ("expired", _, _) => ProviderPaymentState.Expired,
        ("complete", "unpaid", "requires_payment_method" or "canceled") => ProviderPaymentState.Failed,
        ("complete", "unpaid", _) => ProviderPaymentState.Processing,
        _ => ProviderPaymentState.Open,
    };

    public static string LocaleOf(string language) => language switch
    {
        "zh-Hant" => "zh-TW",
        _ when Locales.Contains(language) => language,
        _ when Locales.Contains(language.Split('-')[0]) => language.Split('-')[0],
        _ => "auto",
    };

    /// <summary>A voucher's own last day; for other delayed methods Stripe names none.</summary>
    private static DateTime? DecidesBy(PaymentIntent? payment) =>
        payment?.NextAction is not { } next ? null
        : next.BoletoDisplayDetails?.ExpiresAt ?? next.OxxoDisplayDetails?.ExpiresAfter ?? next.KonbiniDisplayDetails?.ExpiresAt ?? next.MultibancoDisplayDetails?.ExpiresAt;
}
