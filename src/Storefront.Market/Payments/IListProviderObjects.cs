namespace Storefront.Payments;

/// <summary>Lists what a provider did, to be compared with our books.</summary>
public interface IListProviderObjects
{
    string Key { get; }

    /// <summary>One page of the objects of a kind since an instant, in the provider's own order.</summary>
    /// <param name="within">The account whose payouts, or the transfer whose reversals, are meant; null for our own account's.</param>
    /// <param name="after">The <see cref="ProviderObjectPage.Next"/> of the page before; null for the first.</param>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    Task<ProviderObjectPage> ListAsync(ProviderObjectKind kind, DateTime sinceUtc, string? within, string? after, CancellationToken cancel);

    /// <summary>One refund by its reference, for news of one that we do not know; null when the provider knows none.</summary>
    Task<ProviderObject?> ReadRefundAsync(string reference, CancellationToken cancel);
}

public enum ProviderObjectKind
{
    Payment,
    Refund,
    Transfer,
    Reversal,
    Payout,
    Chargeback,

    /// <summary>What the provider keeps for its service: of a payment, of a refund, or by itself. Of chargebacks it is told with them.</summary>
    Fee,
}

/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record ProviderObjectPage(IReadOnlyList<ProviderObject> Objects, string? Next);

/// <param name="Told">The provider's own word for the state.</param>
/// <param name="Amount">Null when the currency is not one that this market knows.</param>
/// <param name="MadeUnder">Our key under which it was made; null when it was not made by us.</param>
/// <param name="Belongs">What it belongs to: the payment of a refund or chargeback, the transfer of a reversal, the group of a transfer, the order of a payment.</param>
public sealed record ProviderObject(ProviderObjectKind Kind, string Reference, string Told, Money? Amount, string? MadeUnder, string? Belongs, DateTime CreatedAtUtc)
{
    public ProviderObjectState State { get; init; }

    /// <summary>What of a transfer was taken back, in its currency; null for other kinds.</summary>
    public Money? Reversed { get; init; }
}

/// <summary>How far an object has come, whatever its kind.</summary>
public enum ProviderObjectState
{
    /// <summary>A word that this build does not know: nothing is concluded from it.</summary>
    Unknown,
    Open,
    Done,

    /// <summary>It failed, expired or was taken back: its money did not move, or came back.</summary>
    Ended,
}
