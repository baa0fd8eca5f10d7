using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>The providers that can pay merchants; new accounts are opened with the first.</summary>
public sealed class PayoutProviders(IEnumerable<IPayOut> payers, IEnumerable<IOnboardPayees> openers, IEnumerable<ITransferFunds> movers)
{
    private readonly List<IPayOut> payers = [.. payers];
    private readonly List<IOnboardPayees> openers = [.. openers];
    private readonly List<ITransferFunds> movers = [.. movers];

    public string Default => openers.Count > 0 ? openers[0].Key : throw new InvalidOperationException("No provider is configured that pays merchants.");

    /// <summary>False for a provider that was taken out of the configuration: its accounts cannot be paid any more.</summary>
    public bool Knows(string key) => payers.Exists(p => p.Key == key) && openers.Exists(o => o.Key == key);

    public IPayOut PayOut(string key) => payers.Find(p => p.Key == key) ?? throw Missing(key);

    public IOnboardPayees Onboard(string key) => openers.Find(p => p.Key == key) ?? throw Missing(key);

    /// <summary>Where a payee's account must hold the money before it goes to the bank; null where it is paid from ours.</summary>
    public ITransferFunds? Transfer(string key) => movers.Find(p => p.Key == key);

    private static InvalidOperationException Missing(string key) => new($"The provider '{key}', which merchants are paid by, is not configured.");
}
