using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>Moves money to payees' accounts and back, as a gateway that keeps a balance for each of them: what a payout has sent on lies there no more and is not taken back.</summary>
public sealed class SandboxTransfers(SandboxBank bank, SandboxPaymentScript script) : ITransferFunds
{
    public string Key => SandboxPaymentProvider.ProviderKey;

    public Task<ProviderTransfer> TransferAsync(TransferToMake transfer, CancellationToken cancel) => script.MeetAsync(SandboxPaymentCall.Transfer, ProviderKeys.At(transfer.Key, transfer.Generation), fault => fault switch
    {
        SandboxPaymentFault.BalanceShort => Task.FromResult(Refused(transfer, ProviderCodes.BalanceInsufficient)),
        SandboxPaymentFault.RefuseTransfer => Task.FromResult(Refused(transfer, "account_restricted")),
        _ => bank.TransferAsync(transfer, cancel),
    });

    public Task<ProviderTransfer?> LookUpTransferAsync(string reference, CancellationToken cancel) => bank.LookUpTransferAsync(reference, cancel);

    public async Task<ProviderTransfer?> FindTransferAsync(string group, string key, CancellationToken cancel) =>
        await bank.LookUpTransferAsync(SandboxTransfer.ReferenceOf(key), cancel) is { } transfer && transfer.Group == group ? transfer : null;

    public Task<ProviderReversal> ReverseAsync(ReversalToMake reversal, CancellationToken cancel) => script.MeetAsync(SandboxPaymentCall.Reverse, ProviderKeys.At(reversal.Key, reversal.Generation), fault =>
        fault == SandboxPaymentFault.RefuseReversal ? Task.FromResult(new ProviderReversal("", reversal.TransferReference, reversal.Amount, "balance_insufficient")) : bank.ReverseAsync(reversal, cancel));

    public Task<ProviderReversal?> FindReversalAsync(string transferReference, string key, CancellationToken cancel) => bank.FindReversalAsync(transferReference, key, cancel);

    private static ProviderTransfer Refused(TransferToMake wanted, string code) => new("", wanted.Payee, wanted.Amount, Money.Zero(wanted.Amount.Currency), wanted.Group, code);
}
