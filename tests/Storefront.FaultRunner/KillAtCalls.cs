using Storefront.Payments;
using Storefront.Shipping;

namespace Storefront.FaultRunner;

/// <summary>A payment provider in whose calls the process may die: the call has had its effect, and its answer is lost.</summary>
internal sealed class KillAtPayments(IPaymentProvider inner, KillSwitch kill) : IPaymentProvider
{
    public string Key => inner.Key;

    public Task<OpenedPayment> OpenAsync(PaymentToOpen payment, CancellationToken cancel) => kill.AroundAsync("opening the payment", () => inner.OpenAsync(payment, cancel));

    public Task<ProviderPayment?> LookUpAsync(string reference, CancellationToken cancel) => kill.AroundAsync("looking the payment up", () => inner.LookUpAsync(reference, cancel));

    public Task<bool> CloseAsync(string reference, CancellationToken cancel) => kill.AroundAsync("closing the payment", () => inner.CloseAsync(reference, cancel));

    public Task<ProviderRefund> RefundAsync(RefundToMake refund, CancellationToken cancel) => kill.AroundAsync("refunding", () => inner.RefundAsync(refund, cancel));

    public Task<ProviderRefund?> LookUpRefundAsync(string paymentReference, string reference, CancellationToken cancel) =>
        kill.AroundAsync("looking the refund up", () => inner.LookUpRefundAsync(paymentReference, reference, cancel));

    public Task<ProviderRefund?> FindRefundAsync(string paymentReference, string key, CancellationToken cancel) => kill.AroundAsync("finding the refund", () => inner.FindRefundAsync(paymentReference, key, cancel));

    public ProviderEvent? Verify(ReadOnlySpan<byte> body, string? signature, DateTime nowUtc) => inner.Verify(body, signature, nowUtc);
}

/// <summary>As <see cref="KillAtPayments"/>, for the carrier. Asking for rates has no effect anywhere and is no point.</summary>
internal sealed class KillAtCarrier(ICarrier inner, KillSwitch kill) : ICarrier, IQuoteRates, IBuyLabels, IVoidLabels, ITakeHandOvers, ITrackParcels
{
    public string Key => inner.Key;

    public string Name => inner.Name;

    public string ServiceName(string serviceKey) => inner.ServiceName(serviceKey);

    public IncotermAbility IncotermsOf(string serviceKey) => inner.IncotermsOf(serviceKey);

    public Task<Outcome<IReadOnlyList<CarrierRate>>> QuoteRatesAsync(RateRequest request, CancellationToken cancel = default) => ((IQuoteRates)inner).QuoteRatesAsync(request, cancel);

    public Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default) => kill.AroundAsync("buying the label", () => ((IBuyLabels)inner).BuyAsync(request, cancel));

    public Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default) => kill.AroundAsync("finding the label", () => ((IBuyLabels)inner).FindAsync(purchase, cancel));

    public Task<Outcome<Done>> VoidAsync(LabelHandle label, CancellationToken cancel = default) => kill.AroundAsync("voiding the label", () => ((IVoidLabels)inner).VoidAsync(label, cancel));

    public Task<Outcome<Done>> HandOverAsync(IReadOnlyList<string> trackingNumbers, DateTime atUtc, CancellationToken cancel = default) =>
        kill.AroundAsync("handing over", () => ((ITakeHandOvers)inner).HandOverAsync(trackingNumbers, atUtc, cancel));

    public int MostNumbers => ((ITrackParcels)inner).MostNumbers;

    public Task<IReadOnlyDictionary<string, IReadOnlyList<TrackingEvent>>> TrackAsync(IReadOnlyList<LabelHandle> parcels, CancellationToken cancel = default) =>
        kill.AroundAsync("tracking", () => ((ITrackParcels)inner).TrackAsync(parcels, cancel));
}

/// <summary>As <see cref="KillAtPayments"/>, for what is sent to banks. Reading has no effect anywhere and is no point.</summary>
internal sealed class KillAtPayouts(IPayOut inner, KillSwitch kill) : IPayOut
{
    public string Key => inner.Key;

    public Money PayablePart(Money amount) => inner.PayablePart(amount);

    public Task<ProviderPayout> PayOutAsync(PayoutToMake payout, CancellationToken cancel) => kill.AroundAsync("paying out", () => inner.PayOutAsync(payout, cancel));

    public Task<ProviderPayout?> LookUpPayoutAsync(string? payee, string reference, CancellationToken cancel) => inner.LookUpPayoutAsync(payee, reference, cancel);

    public Task<ProviderPayout?> FindPayoutAsync(string? payee, string key, DateTime writtenAtUtc, CancellationToken cancel) => inner.FindPayoutAsync(payee, key, writtenAtUtc, cancel);

    public Task<ProviderBalance> ReadBalanceAsync(string? payee, CancellationToken cancel) => inner.ReadBalanceAsync(payee, cancel);
}

/// <summary>As <see cref="KillAtPayouts"/>, for what is moved to payees' accounts and back.</summary>
internal sealed class KillAtTransfers(ITransferFunds inner, KillSwitch kill) : ITransferFunds
{
    public string Key => inner.Key;

    public Task<ProviderTransfer> TransferAsync(TransferToMake transfer, CancellationToken cancel) => kill.AroundAsync("transferring", () => inner.TransferAsync(transfer, cancel));

    public Task<ProviderTransfer?> LookUpTransferAsync(string reference, CancellationToken cancel) => inner.LookUpTransferAsync(reference, cancel);

    public Task<ProviderTransfer?> FindTransferAsync(string group, string key, CancellationToken cancel) => inner.FindTransferAsync(group, key, cancel);

    public Task<ProviderReversal> ReverseAsync(ReversalToMake reversal, CancellationToken cancel) => kill.AroundAsync("reversing", () => inner.ReverseAsync(reversal, cancel));

    public Task<ProviderReversal?> FindReversalAsync(string transferReference, string key, CancellationToken cancel) => inner.FindReversalAsync(transferReference, key, cancel);
}
