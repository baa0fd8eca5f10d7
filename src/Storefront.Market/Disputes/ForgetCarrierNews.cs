using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Storefront.Data;
using Storefront.Data.Conventions;
using Storefront.Orders;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Disputes;

/// <summary>Clears carriers' messages when their time is over. What they told stays in the parcels' scans; the messages themselves stay while an order that they speak of has an open case, return or chargeback,
/// and while what follows from them is not done.</summary>
public sealed class ForgetCarrierNews(IDbContextFactory<MarketDb> contexts, IOptions<CarrierNewsOptions> options, TimeProvider clock)
{
    /// <summary>Messages looked at together.</summary>
    public const int PageSize = 100;

    private const int NumbersAtOnce = 500;

    /// <returns>How many are gone.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepDays);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        HashSet<Guid>? undone = null;
        var (forgotten, at, last) = (0, DateTime.UnixEpoch, Guid.Empty);
        while (true)
        {
            // By a key, because what is kept stays at the front.
            var page = await db.CarrierMessages.AsNoTracking().Where(m => m.ReceivedAtUtc < before && (m.ReceivedAtUtc > at || (m.ReceivedAtUtc == at && m.Id > last)))
                .OrderBy(m => m.ReceivedAtUtc).ThenBy(m => m.Id).Take(PageSize).ToListAsync(cancel);
            if (page.Count == 0) return forgotten;
            (at, last) = (page[^1].ReceivedAtUtc, page[^1].Id);
            undone ??= await UndoneAsync(db, cancel);
            var needed = await NeededAsync(db, page, cancel);
            Guid[] gone = [.. page.Where(m => !undone.Contains(m.Id) && !m.News.Any(n => needed.Contains((m.Account, n.TrackingNumber ?? n.Reference)))).Select(m => m.Id)];
            if (gone.Length > 0) forgotten += await db.CarrierMessages.Where(m => gone.Contains(m.Id)).ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>Messages whose scans are not written yet, or could not be.</summary>
    private static async Task<HashSet<Guid>> UndoneAsync(MarketDb db, CancellationToken cancel)
    {
        var bodies = await db.Outbox.AsNoTracking().Where(m => m.DoneAtUtc == null && m.Kind == nameof(CarrierNewsStored)).Select(m => m.Body).ToListAsync(cancel);
        return [.. bodies.Select(b => JsonSerializer.Deserialize<CarrierNewsStored>(b, JsonColumn.Options)!.Message)];
    }

    /// <summary>Account and number, or reference, of parcels of which something is open.</summary>
    private static async Task<HashSet<(CarrierAccountId Account, string? Name)>> NeededAsync(MarketDb db, IReadOnlyList<CarrierMessage> page, CancellationToken cancel)
    {
        var needed = new HashSet<(CarrierAccountId, string?)>();
        foreach (var names in page.SelectMany(m => m.News).Select(n => n.TrackingNumber ?? n.Reference).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(NumbersAtOnce))
        {
            var parcels = db.EveryParcel.AsNoTracking().Where(p => p.Account != null && ((p.TrackingNumber != null && names.Contains(p.TrackingNumber)) || names.Contains(p.Reference)));
            var open = await parcels.Where(p =>
                    db.Disputes.Any(d => d.Status != DisputeStatus.Closed && (d.Order == p.Order || db.ParcelContents.Any(c => c.Parcel == p.Id && c.Order == d.Order)))
                    || db.Returns.Any(r => r.Status != ReturnStatus.Refused && r.Status != ReturnStatus.Refunded && r.Status != ReturnStatus.Closed && (r.Order == p.Order || db.ParcelContents.Any(c => c.Parcel == p.Id && c.Order == r.Order)))
                    || db.Chargebacks.Any(b => b.ClosedAtUtc == null && (b.Order == p.Order || db.ParcelContents.Any(c => c.Parcel == p.Id && c.Order == b.Order))))
                .Select(p => new { p.Account, p.TrackingNumber, p.Reference }).ToListAsync(cancel);
            foreach (var parcel in open)
            {
                needed.Add((parcel.Account!.Value, parcel.TrackingNumber));
                needed.Add((parcel.Account!.Value, parcel.Reference));
            }
        }

        return needed;
    }
}
