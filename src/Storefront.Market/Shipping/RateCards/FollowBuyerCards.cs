using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Data;

namespace Storefront.Shipping;

/// <summary>Keeps this node's buyers' cards at what the database holds, whichever node's merchant changed one or its account with the carrier.</summary>
public sealed class FollowBuyerCards(IDbContextFactory<MarketDb> contexts, IServiceScopeFactory scopes, CurrentBuyerCards current, ITellCarriedGoods goods, TimeProvider clock) : FollowTable(contexts)
{
    private static readonly BatteryContent[] Packed = [BatteryContent.IonInEquipment, BatteryContent.IonWithEquipment, BatteryContent.MetalInEquipment, BatteryContent.MetalWithEquipment];

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Another state also once a day, for what the cards' services take.</summary>
    protected override async Task<string> LookAsync(MarketDb db, CancellationToken cancel)
    {
        var versions = await InUse(db).OrderBy(c => c.Id).Select(c => new { c.Id, c.Version }).ToListAsync(cancel);
        return versions.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Today:yyyyMMdd} {string.Join(',', versions.Select(v => $"{v.Id.Value:N}.{v.Version}"))}");
    }

    protected override async Task ReplaceAsync(MarketDb db, CancellationToken cancel)
    {
        var cards = await InUse(db).ToListAsync(cancel);
        await using var scope = scopes.CreateAsyncScope();
        var (directory, today) = (scope.ServiceProvider.GetRequiredService<CarrierDirectory>(), Today);
        current.Replace(new BuyerCards(cards.Select(c => (c.Merchant, CardOf(c, directory, today)))));
    }

    /// <summary>Without an account its label could not be bought, so nobody pays by it.</summary>
    private static IQueryable<RateCard> InUse(MarketDb db) =>
        db.RateCards.AsNoTracking().Where(c => c.ForBuyers && c.IsOn && db.CarrierAccounts.Any(a => a.Merchant == c.Merchant && a.Carrier == c.Carrier && a.IsOn));

    private BuyerCard CardOf(RateCard card, CarrierDirectory directory, DateOnly today) => new(
        card.Id, card.Version, card.Name, card.Carrier, card.Service, card.Incoterm, [.. directory.IncotermsOf(card.Carrier, card.Service).Schemes],
        Packed.All(battery => goods.Takes(card.Carrier, card.Service, battery, today)), [.. Enum.GetValues<SensitiveGoods>().Where(kind => !goods.Takes(card.Carrier, card.Service, kind, today))], card.Terms)
    {
        GoesToPoints = directory.DeliversToPoint(card.Carrier, card.Service),
    };
}
