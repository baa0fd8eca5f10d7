using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <param name="Why">Why it was not handed over; null when it was.</param>
public sealed record HandOverResult(ParcelId Parcel, Refusal? Why);

/// <summary>Hands many parcels over, one after another as <see cref="HandOverParcel"/> does. A refusal of one does not stop the others.</summary>
public sealed class HandOverManyParcels(MarketDb db, IServiceScopeFactory scopes)
{
    public async Task<Outcome<IReadOnlyList<HandOverResult>>> RunAsync(MerchantId merchant, IReadOnlyList<ParcelId> parcels, Actor actor, CancellationToken cancel)
    {
        if (parcels.Count > QuoteManyLabels.Most) return BatchRefusals.TooMany(QuoteManyLabels.Most);
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        var results = new List<HandOverResult>();
        foreach (var id in parcels.Distinct())
        {
            await using var scope = scopes.CreateAsyncScope();
            var handed = await scope.ServiceProvider.GetRequiredService<HandOverParcel>().RunAsync(id, actor, cancel);
            results.Add(new HandOverResult(id, handed.Refusal));
        }

        return results;
    }
}
