using Storefront.Payments;
using Stripe;
using Stripe.Checkout;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Pays merchants' accounts out of collected money, and takes it back (docs.stripe.com/connect/separate-charges-and-transfers, checked 2026-11-29).</summary>
internal sealed class StripeTransfers(StripeCalls calls) : ITransferFunds
{
    public string Key => StripeCalls.ProviderKey;

    public async Task<ProviderTransfer> TransferAsync(TransferToMake transfer, CancellationToken cancel)
    {
        try
        {
            var options = await OptionsAsync(transfer, cancel);
            return Told(await calls.OnceAsync(
                $"transfer {transfer.Key}", transfer.WrittenAtUtc, transfer.Generation, () => FindAsync(transfer.Group, transfer.Key, cancel),
                () => calls.Api.Transfers.CreateAsync(options, StripeCalls.With(transfer.Key, transfer.Generation), cancel)));
        }
        catch (ProviderRefusedException e)
        {
            return new ProviderTransfer("", transfer.Payee, transfer.Amount, Money.Zero(transfer.Amount.Currency), transfer.Group, e.Code);
        }
    }

    public async Task<ProviderTransfer?> LookUpTransferAsync(string reference, CancellationToken cancel) =>
        await calls.FindAsync($"reading {reference}", () => calls.Api.Transfers.GetAsync(reference, null, null, cancel)) is { } transfer ? Told(transfer) : null;

    public async Task<ProviderTransfer?> FindTransferAsync(string group, string key, CancellationToken cancel) => await FindAsync(group, key, cancel) is { } transfer ? Told(transfer) : null;

    public async Task<ProviderReversal> ReverseAsync(ReversalToMake reversal, CancellationToken cancel)
    {
        try
        {
            var options = new TransferReversalCreateOptions { Amount = reversal.Amount.Wire(), Metadata = new Dictionary<string, string> { [StripeCalls.KeyTag] = reversal.Key } };
            return Told(await calls.OnceAsync(
                $"reversal {reversal.Key}", reversal.WrittenAtUtc, reversal.Generation, () => FindReversedAsync(reversal.TransferReference, reversal.Key, cancel),
                () => calls.Api.Transfers.Reversals.CreateAsync(reversal.TransferReference, options, StripeCalls.With(reversal.Key, reversal.Generation), cancel)));
        }
        catch (ProviderRefusedException e)
        {
            return new ProviderReversal("", reversal.TransferReference, reversal.Amount, e.Code);
        }
    }

    public async Task<ProviderReversal?> FindReversalAsync(string transferReference, string key, CancellationToken cancel) => await FindReversedAsync(transferReference, key, cancel) is { } reversal ? Told(reversal) : null;

    /// <summary>With a source the transfer names the charge, whose money it waits for; Stripe then refuses more than the charge.</summary>
    private async Task<TransferCreateOptions> OptionsAsync(TransferToMake transfer, CancellationToken cancel)
    {
        var options = new TransferCreateOptions
        {
            Amount = transfer.Amount.Wire(), Currency = transfer.Amount.Currency.Wire(), Destination = transfer.Payee,
            Metadata = new Dictionary<string, string> { [StripeCalls.KeyTag] = transfer.Key }, TransferGroup = StripeSession.GroupOf(transfer.Group),
        };
        if (transfer.SourcePayment is { } payment) options.SourceTransaction = await ChargeOfAsync(payment, cancel);
        return options;
    }

    private async Task<string> ChargeOfAsync(string payment, CancellationToken cancel)
    {
        var session = await calls.AskAsync($"reading {payment}", () => calls.Api.Checkout.Sessions.GetAsync(payment, new SessionGetOptions { Expand = ["payment_intent"] }, null, cancel));
        return session.PaymentIntent?.LatestChargeId ?? throw new ProviderRefusedException("charge_not_captured", $"{payment} has no charge to transfer from.");
    }

    private Task<Transfer?> FindAsync(string group, string key, CancellationToken cancel) => calls.FirstAsync(
        $"transfers of {group}", after => calls.Api.Transfers.ListAsync(StripeCalls.Page(new TransferListOptions { TransferGroup = StripeSession.GroupOf(group) }, after), null, cancel),
        transfer => StripeCalls.IsMadeUnder(transfer, key));

    private Task<TransferReversal?> FindReversedAsync(string transfer, string key, CancellationToken cancel) => calls.FirstAsync(
        $"reversals of {transfer}", after => calls.Api.Transfers.Reversals.ListAsync(transfer, StripeCalls.Page(new TransferReversalListOptions(), after), null, cancel),
        reversal => StripeCalls.IsMadeUnder(reversal, key));

    private static ProviderTransfer Told(Transfer transfer) => new(
        transfer.Id, transfer.DestinationId, StripeMoney.From(transfer.Amount, transfer.Currency), StripeMoney.From(transfer.AmountReversed, transfer.Currency),
        StripeSession.OrderOf(transfer.TransferGroup));

    private static ProviderReversal Told(TransferReversal reversal) => new(reversal.Id, reversal.TransferId, StripeMoney.From(reversal.Amount, reversal.Currency));
}
