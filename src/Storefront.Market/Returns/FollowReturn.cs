using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>What a buyer does with a return: says how the goods were sent, or keeps them after all.</summary>
public sealed class FollowReturn(MarketDb db, ReleaseFunds release, TimeProvider clock)
{
    public const int LongestText = 60;

    /// <param name="carrier">As the buyer calls it.</param>
    public Task<Outcome<Done>> SentAsync(ReturnId id, OrderAccess access, string carrier, string trackingNumber, CancellationToken cancel) => AsBuyerAsync(id, access, async (it, now) =>
    {
        if (it.Return.Status != ReturnStatus.Approved) return ReturnRefusals.NotNow;
        if (string.IsNullOrWhiteSpace(carrier) || carrier.Trim().Length > LongestText) return ReturnRefusals.CarrierMissing;
        if (string.IsNullOrWhiteSpace(trackingNumber) || trackingNumber.Trim().Length > LongestText) return ReturnRefusals.TrackingMissing;
        await it.SentAsync(db, carrier.Trim(), trackingNumber.Trim(), "buyer", now, cancel);
        // Sent without the label that there is.
        await db.TellReturnParcelsAsync(it.Return.Id, now, cancel);
        return null;
    }, cancel);

    public Task<Outcome<Done>> KeepAsync(ReturnId id, OrderAccess access, CancellationToken cancel) => AsBuyerAsync(id, access, async (it, now) =>
    {
        if (it.Return.Status is not (ReturnStatus.Requested or ReturnStatus.Approved)) return ReturnRefusals.NotNow;
        await it.CloseAsync(db, release, null, "buyer", now, cancel);
        return null;
    }, cancel);

    private Task<Outcome<Done>> AsBuyerAsync(ReturnId id, OrderAccess access, Func<ReturnCase, DateTime, Task<Refusal?>> act, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var it = await ReturnCase.LoadAsync(db, id, cancel);
        if (it is null || !access.Opens(it.Order)) return ReturnRefusals.NotFound;
        if (it.Return.FrozenAtUtc is not null) return ReturnRefusals.Frozen;
        return await act(it, clock.GetUtcNow().UtcDateTime) is { } refusal ? refusal : default(Done);
    }, cancel);
}
