using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Shipping;

/// <summary>A carrier as a merchant sees it: connected or not, and what it can do.</summary>
/// <param name="Account">Null while it is not connected.</param>
/// <param name="Able">Each ability that the carrier has, and the fields that it still needs.</param>
public sealed record CarrierOnDesk(ICarrierConnector Connector, CarrierAccount? Account, IReadOnlyList<(CarrierAbility Ability, IReadOnlyList<CredentialField> Missing)> Able);

/// <summary>The carriers that a merchant may connect, with the merchant's accounts. Secrets are not in it.</summary>
public sealed class CarrierAccounts(MarketDb db, CarrierDirectory directory)
{
    public async Task<IReadOnlyList<CarrierOnDesk>> OfAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return [];
        var accounts = await db.CarrierAccounts.AsNoTracking().Where(a => a.Merchant == merchant).ToDictionaryAsync(a => a.Carrier, cancel);
        return [.. directory.Connectors.Select(c => Sheet(c, accounts.GetValueOrDefault(c.Key)))];
    }

    public async Task<CarrierOnDesk?> FindAsync(MerchantId merchant, string carrier, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel) || directory.FindConnector(carrier) is not { } connector) return null;
        return Sheet(connector, await db.CarrierAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Merchant == merchant && a.Carrier == carrier, cancel));
    }

    private static CarrierOnDesk Sheet(ICarrierConnector connector, CarrierAccount? account)
    {
        var given = account?.Given.Select(g => g.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        return new CarrierOnDesk(connector, account, [.. connector.Abilities.Select(a => (a, (IReadOnlyList<CredentialField>)[.. connector.Needs(a).Where(f => !given.Contains(f.Key))]))]);
    }
}
