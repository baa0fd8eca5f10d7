using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>The part of a payout that one order brings: moved to the payee's account at the provider by a transfer of its own, in the group of the order that was charged. Number 0 is of no order: what
/// came back from a bank, or was earned under a version that did not cut payouts. It moves in the payout's own group.</summary>
public sealed class PayoutShare
{
    private PayoutShare()
    {
    }

    public PayoutId Payout { get; private set; }

    /// <summary>From 1 in the order in which they are moved; 0 for what is of no order.</summary>
    public int Number { get; private set; }

    public OrderId? Order { get; private set; }

    /// <summary>What is moved, in the payout's currency: never negative. Nothing is moved of an order that only keeps something back.</summary>
    public Money Amount { get; private set; }

    /// <summary>What was owed for the order and stays owed because a case about it was open, in minor units of the currency: the next payout counts it to the order.</summary>
    public long KeptMinor { get; private set; }

    /// <summary>The idempotency key of its transfer.</summary>
    public string Key { get; private set; } = "";

    /// <summary>From then on the provider may know of its transfer; null while it does not.</summary>
    public DateTime? AskedAtUtc { get; private set; }

    /// <summary>The provider's name of the transfer, once known.</summary>
    public string? Transfer { get; private set; }

    /// <summary>What of it was taken back for refunds, or is being taken back now.</summary>
    public long ReversedMinor { get; private set; }

    /// <summary>When the rest came back because the payout did not go through.</summary>
    public DateTime? TakenBackAtUtc { get; private set; }

    /// <summary>Under which key it is moved, then taken back.</summary>
    public KeyState KeyState { get; private set; }

    public int Version { get; private set; }

    public Money Reversed => new(ReversedMinor, Amount.Currency);

    /// <summary>Of the taking back of what is left of its transfer.</summary>
    public string BackKey => BackKeyOf(Key);

    public static PayoutShare Of(Payout payout, int number, OrderId? order, Money amount, long keptMinor = 0) =>
        new() { Payout = payout.Id, Number = number, Order = order, Amount = amount, KeptMinor = keptMinor, Key = KeyOf(payout.Key, number) };

    /// <summary>That of a payout which was moved as one, or of one whose transfer is found at the provider and not in the books, because they were restored from a copy.</summary>
    public static PayoutShare Known(Payout payout, int number, OrderId? order, Money amount, string? transfer, long reversedMinor, DateTime? askedAtUtc)
    {
        var share = Of(payout, number, order, amount);
        (share.Transfer, share.ReversedMinor, share.AskedAtUtc, share.KeyState) = (transfer, reversedMinor, askedAtUtc, transfer is null ? payout.KeyState : default);
        return share;
    }

    public static string KeyOf(string payout, int number) => number == 0 ? $"{payout}-transfer" : $"{payout}-transfer-{number}";

    public static string BackKeyOf(string key) => key.Replace("-transfer", "-back", StringComparison.Ordinal);

    /// <summary>The payout and number that a transfer's key names; null for another kind of key.</summary>
    public static (PayoutId Payout, int Number)? NameOf(string? key)
    {
        if (key?.Split("-transfer") is not [var payout, var number] || Payouts.Payout.IdOf(payout) is not { } id) return null;
        if (number.Length == 0) return (id, 0);
        return number[0] == '-' && int.TryParse(number.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n > 0 ? (id, n) : null;
    }

    /// <summary>The provider is about to be asked for its transfer.</summary>
    public void Asked(DateTime nowUtc)
    {
        AskedAtUtc ??= nowUtc;
        Version++;
    }

    public void Moved(string transfer)
    {
        if (Transfer is not null) return;
        (Transfer, KeyState) = (transfer, KeyState.Answered());
        Version++;
    }

    /// <summary>The provider said that it made no transfer. Asked again, it is under a new key, since a provider answers a key that it refused with the same refusal.</summary>
    public void NotMoved()
    {
        if (Transfer is not null) return;
        (AskedAtUtc, KeyState) = (null, KeyState.Next());
        Version++;
    }

    /// <summary>What was left of it came back, because the payout did not go through.</summary>
    public void TakenBack(DateTime nowUtc)
    {
        TakenBackAtUtc ??= nowUtc;
        Version++;
    }

    /// <summary>It did not come back now, and is asked for under a new key.</summary>
    public void NotTakenBack()
    {
        KeyState = KeyState.Next();
        Version++;
    }

    /// <summary>A part of it is about to be taken back for a refund: never more than is left.</summary>
    internal void Reversing(Money amount)
    {
        if (Transfer is null || !amount.IsPositive || amount > Amount - Reversed) throw new InvalidOperationException($"{amount} of a transfer of {Amount} is not taken back.");
        ReversedMinor += amount.Minor;
        Version++;
    }

    internal void NotReversed(Money amount)
    {
        ReversedMinor -= amount.Minor;
        Version++;
    }

    /// <summary>Its key at the provider failed, or was replaced.</summary>
    public void KeyIs(KeyState state)
    {
        if (state == KeyState) return;
        KeyState = state;
        Version++;
    }
}
