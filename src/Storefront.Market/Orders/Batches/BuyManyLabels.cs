using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What came of one purchase of a batch.</summary>
/// <param name="Status"><see cref="ParcelStatus.Buying"/> where the carrier has not answered: it is followed up by itself.</param>
/// <param name="Why">Why there is no label; null when there is one, or one may come.</param>
public sealed record LabelResult(ConsignmentId Consignment, ParcelId? Parcel, ParcelStatus? Status, string? TrackingNumber, Refusal? Why);

/// <summary>Buys many labels, one after another as <see cref="BuyLabel"/> does. A refusal of one does not stop the others. Begun again after a stop it buys what is missing:
/// a consignment that has a label, or waits for one, is left alone.</summary>
public sealed class BuyManyLabels(MarketDb db, IServiceScopeFactory scopes)
{
    /// <param name="progress">Is told each result as it comes.</param>
    public async Task<Outcome<IReadOnlyList<LabelResult>>> RunAsync(MerchantId merchant, IReadOnlyList<LabelOrder> wanted, Actor actor, IProgress<LabelResult>? progress, CancellationToken cancel)
    {
        if (wanted.Count > QuoteManyLabels.Most) return BatchRefusals.TooMany(QuoteManyLabels.Most);
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var results = new List<LabelResult>();
        foreach (var order in wanted.DistinctBy(o => o.Consignment))
        {
            results.Add(await OneAsync(order, actor, cancel));
            progress?.Report(results[^1]);
        }

        return results;
    }

    /// <summary>With a context of its own: what one purchase left half done is not the next one's.</summary>
    private async Task<LabelResult> OneAsync(LabelOrder order, Actor actor, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bought = await scope.ServiceProvider.GetRequiredService<BuyLabel>().RunAsync(order, actor, cancel);
        if (!bought.Succeeded) return new LabelResult(order.Consignment, null, null, null, bought.Refusal);
        var id = bought.Value;
        var parcel = await db.Parcels.AsNoTracking().Where(p => p.Id == id).Select(p => new { p.Status, p.TrackingNumber }).SingleAsync(cancel);
        return new LabelResult(order.Consignment, id, parcel.Status, parcel.TrackingNumber, null);
    }
}
