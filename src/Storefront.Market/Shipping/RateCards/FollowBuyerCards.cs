using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Data;

namespace Storefront.Shipping;

/// <summary>Keeps this node's buyers' cards at what the database holds, whichever node's merchant changed one or its account with the carrier. Any number of callers may ask at once.</summary>
public sealed class FollowBuyerCards(IDbContextFactory<MarketDb> contexts, IServiceScopeFactory scopes, CurrentBuyerCards current, ITellCarriedGoods goods, TimeProvider clock) : IDisposable
{
    private static readonly BatteryContent[] Packed = [BatteryContent.IonInEquipment, BatteryContent.IonWithEquipment, BatteryContent.MetalInEquipment, BatteryContent.MetalWithEquipment];

    private readonly SemaphoreSlim one = new(1, 1);
    private string? seen;

    public void Dispose() => one.Dispose();

    /// <summary>Costs one statement over the cards by which buyers pay; the cards themselves are read when one has changed, and once a day for what their services take.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            await using var db = await contexts.CreateDbContextAsync(cancel);
            // Without an account its label could not be bought, so nobody pays by it.
            var inUse = db.RateCards.AsNoTracking().Where(c => c.ForBuyers && c.IsOn && db.CarrierAccounts.Any(a => a.Merchant == c.Merchant && a.Carrier == c.Carrier && a.IsOn));
            var versions = await inUse.OrderBy(c => c.Id).Select(c => new { c.Id, c.Version }).ToListAsync(cancel);
            var state = versions.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{today:yyyyMMdd} {string.Join(',', versions.Select(v => $"{v.Id.Value:N}.{v.Version}"))}");
            if (state == seen) return;
            var cards = versions.Count == 0 ? [] : await inUse.ToListAsync(cancel);
            // The first look at a market without such cards changes nothing.
            if (seen is not null || cards.Count > 0)
            {
                await using var scope = scopes.CreateAsyncScope();
                var directory = scope.ServiceProvider.GetRequiredService<CarrierDirectory>();
                current.Replace(new BuyerCards(cards.Select(c => (c.Merchant, CardOf(c, directory, today)))));
            }

            seen = state;
        }
        finally
        {
            one.Release();
        }
    }

    private BuyerCard CardOf(RateCard card, CarrierDirectory directory, DateOnly today) => new(
        card.Id, card.Version, card.Name, card.Carrier, card.Service, card.Incoterm, [.. directory.IncotermsOf(card.Carrier, card.Service).Schemes],
        Packed.All(battery => goods.Takes(card.Carrier, card.Service, battery, today)), [.. Enum.GetValues<SensitiveGoods>().Where(kind => !goods.Takes(card.Carrier, card.Service, kind, today))], card.Terms)
    {
        GoesToPoints = directory.DeliversToPoint(card.Carrier, card.Service),
    };
}
