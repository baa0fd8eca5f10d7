namespace Storefront.Payments;

/// <summary>Sends money from an account at the provider to its owner's bank.</summary>
public interface IPayOut
{
    string Key { get; }

    /// <summary>The part of an amount that a bank can be sent; the rest stays in the account. Some currencies go out only whole.</summary>
    Money PayablePart(Money amount);

    /// <summary>Repeating the key gives the same payout. An amount that is not wholly payable is refused.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">Whether it was made is not known: ask again with the same key.</exception>
    Task<ProviderPayout> PayOutAsync(PayoutToMake payout, CancellationToken cancel);

    /// <summary>The present state, or null when there is no such payout. One that was paid may still come back as failed.</summary>
    /// <param name="payee">Whose payout it is; null for our own.</param>
    Task<ProviderPayout?> LookUpPayoutAsync(string? payee, string reference, CancellationToken cancel);

    /// <summary>The payout that was made under an operation's own key, or null.</summary>
    /// <param name="payee">From whose account; null for our own.</param>
    /// <param name="writtenAtUtc">When it was written down: it is not older.</param>
    Task<ProviderPayout?> FindPayoutAsync(string? payee, string key, DateTime writtenAtUtc, CancellationToken cancel);

    /// <summary>What lies in an account, per currency.</summary>
    /// <param name="payee">Whose account; null for our own.</param>
    Task<ProviderBalance> ReadBalanceAsync(string? payee, CancellationToken cancel);
}

/// <param name="Payee">From whose account to whose bank; null for our own.</param>
/// <param name="Generation">Of the key, see <see cref="ProviderKeys"/>.</param>
public sealed record PayoutToMake(string Key, string? Payee, Money Amount, DateTime WrittenAtUtc, int Generation = 0);

public enum ProviderPayoutState
{
    Pending,
    OnItsWay,
    Paid,
    Failed,
    Cancelled,
}

/// <param name="Failure">The provider's code for why it failed or was refused.</param>
/// <param name="ArrivesOn">When the bank is expected to have it.</param>
public sealed record ProviderPayout(string Reference, ProviderPayoutState State, Money Amount, string? Failure, DateOnly? ArrivesOn)
{
    /// <summary>It was refused for want of money in the account that it is of: nothing was made, and the same can be asked when there is more.</summary>
    public bool IsShort => Reference.Length == 0 && Failure == ProviderCodes.BalanceInsufficient;
}

/// <summary>Codes on which the market itself acts; connectors translate their provider's into them.</summary>
public static class ProviderCodes
{
    public const string BalanceInsufficient = "balance_insufficient";
}

/// <param name="Available">What can be transferred or paid out now.</param>
/// <param name="Pending">What was collected and is not available yet.</param>
public sealed record ProviderBalance(IReadOnlyList<Money> Available, IReadOnlyList<Money> Pending);
