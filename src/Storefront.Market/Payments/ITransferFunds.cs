namespace Storefront.Payments;

/// <summary>Moves money that was collected to a payee's account at the provider, and back. Every call has a key that was committed
/// before; the same key never has two effects.</summary>
public interface ITransferFunds
{
    string Key { get; }

    /// <exception cref="ProviderOutcomeUnknownException">Whether it was made is not known: ask again with the same key.</exception>
    Task<ProviderTransfer> TransferAsync(TransferToMake transfer, CancellationToken cancel);

    /// <summary>The present state, or null when the provider knows no such transfer.</summary>
    Task<ProviderTransfer?> LookUpTransferAsync(string reference, CancellationToken cancel);

    /// <summary>The transfer of a group that was made under a key, or null.</summary>
    Task<ProviderTransfer?> FindTransferAsync(string group, string key, CancellationToken cancel);

    /// <summary>Takes money of a transfer back, in the transfer's own currency. It fails when the payee has it no more: the debt is then ours to book.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">Whether it was made is not known: ask again with the same key.</exception>
    Task<ProviderReversal> ReverseAsync(ReversalToMake reversal, CancellationToken cancel);

    /// <summary>The reversal of a transfer that was made under a key, or null.</summary>
    Task<ProviderReversal?> FindReversalAsync(string transferReference, string key, CancellationToken cancel);
}

/// <param name="Payee">The payee's account at the provider.</param>
/// <param name="Group">What belongs together: the number of the order that was paid.</param>
/// <param name="SourcePayment">The payment out of whose money it is paid: then it may be asked before that money is available.</param>
/// <param name="WrittenAtUtc">When it was written down; one older than a day is looked up before it is sent.</param>
/// <param name="Generation">Of the key, see <see cref="ProviderKeys"/>.</param>
public sealed record TransferToMake(string Key, string Payee, Money Amount, string Group, string? SourcePayment, DateTime WrittenAtUtc, int Generation = 0);

/// <param name="Reference">Empty when it was refused.</param>
/// <param name="Reversed">What has been taken back so far.</param>
/// <param name="Failure">The provider's code when it refused for good.</param>
public sealed record ProviderTransfer(string Reference, string Payee, Money Amount, Money Reversed, string? Group, string? Failure = null)
{
    public bool Succeeded => Failure is null;

    /// <summary>It was refused for want of money in our own account there: the same can be asked when there is more.</summary>
    public bool IsShort => Failure == ProviderCodes.BalanceInsufficient;
}

/// <param name="Generation">Of the key, see <see cref="ProviderKeys"/>.</param>
public sealed record ReversalToMake(string Key, string TransferReference, Money Amount, DateTime WrittenAtUtc, int Generation = 0);

/// <param name="Failure">The provider's code when it refused for good.</param>
public sealed record ProviderReversal(string Reference, string TransferReference, Money Amount, string? Failure = null)
{
    public bool Succeeded => Failure is null;
}
