namespace Storefront.Data.Tests.Walks;

/// <summary>Something that does with money what a market does, and can be compared with the books kept a second time.</summary>
internal interface IWalkedMarket
{
    DateTime NowUtc { get; }

    string Provider { get; }

    /// <summary>Days from receipt to the merchant's balance.</summary>
    int ReserveDays { get; }

    /// <summary>Placed and paid for: one to three merchants, one to three lines each.</summary>
    Task<SecondOrder> BuyAsync(Random random);

    /// <summary>Sent and scanned as delivered, and when.</summary>
    Task<DateTime> DeliverAsync(SecondOrder order, SecondParcel parcel);

    Task ReceiveAsync(SecondOrder order, SecondParcel parcel);

    Task RefundAsync(SecondOrder order, IReadOnlyList<(SecondParcel Parcel, SecondLine Line, long Minor)> lines);

    Task CancelAsync(SecondOrder order, SecondParcel parcel);

    Task<Guid> ClaimAsync(SecondOrder order, SecondParcel parcel, IReadOnlyList<SecondLine> lines, long ask);

    Task DecideAsync(SecondOrder order, SecondCase about, long minor);

    Task<SecondChargeback> ChargeBackAsync(SecondOrder order, long minor);

    Task EndChargebackAsync(SecondOrder order, SecondChargeback chargeback, bool isLost);

    /// <summary>A refund that was made comes back, or one that came back is tried again; the amount, or null when there is none such.</summary>
    Task<long?> ReturnRefundAsync(SecondOrder order);

    Task<long?> RefundAgainAsync(SecondOrder order);

    /// <summary>Time goes by, and the timers run.</summary>
    Task PassAsync(TimeSpan by);

    /// <summary>What is written to be paid out; null when something stands in the way.</summary>
    Task<long?> PayOutAsync(string merchant, string currency, long most);

    /// <summary>The banks have answered to all that is on its way: whether it arrived, by merchant.</summary>
    Task<IReadOnlyDictionary<string, bool>> EndPayoutsAsync();

    /// <summary>Debit positive, as <see cref="SecondBooks.Balances"/> names them; and what the lines themselves say.</summary>
    Task<(SortedDictionary<string, long> Balances, IReadOnlyDictionary<Guid, (Place Where, bool Kept, string Back)> Lines)> ReadAsync();
}
