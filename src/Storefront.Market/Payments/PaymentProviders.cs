namespace Storefront.Payments;

/// <summary>The providers that this installation works with; the first is the one that new payments use.</summary>
public sealed class PaymentProviders(IEnumerable<IPaymentProvider> providers)
{
    private readonly List<IPaymentProvider> all = [.. providers];

    public IPaymentProvider Default => all.Count > 0 ? all[0] : throw new InvalidOperationException("No payment provider is configured.");

    /// <exception cref="InvalidOperationException">A payment names a provider that is not configured any more.</exception>
    public IPaymentProvider For(string key) => Find(key) ?? throw new InvalidOperationException($"The payment provider '{key}' is not configured.");

    public IPaymentProvider? Find(string key) => all.Find(p => p.Key == key);
}
