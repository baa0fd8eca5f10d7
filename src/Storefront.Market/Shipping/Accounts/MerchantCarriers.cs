using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Shipping;

/// <param name="Account">The merchant's own account, whose labels the carrier bills to the merchant; null for the installation's own carrier, whose labels are taken from the merchant's balance.</param>
public sealed record MerchantCarrier(ICarrier Carrier, CarrierAccountId? Account, CarrierCredentials? Credentials, ICarrierConnector? Connector)
{
    /// <summary>Tells accounts apart where carriers are watched.</summary>
    public string Who => $"{Carrier.Key}:{Account?.Value:N}";

    /// <summary>The carrier's ability, where it has it and the account has the credentials for it.</summary>
    public TAbility? As<TAbility>(CarrierAbility ability)
        where TAbility : class => Carrier is TAbility able && (Connector is null || !Credentials!.Missing(Connector, ability).Any()) ? able : null;
}

/// <summary>The carriers of one merchant: the installation's own, and those that the merchant connected.</summary>
public sealed class MerchantCarriers(MarketDb db, CarrierDirectory directory, IKeepSecrets secrets)
{
    /// <summary>All that may be asked for new quotes and labels.</summary>
    public async Task<IReadOnlyList<MerchantCarrier>> OfAsync(MerchantId merchant, CancellationToken cancel)
    {
        var accounts = await db.CarrierAccounts.AsNoTracking().Where(a => a.Merchant == merchant && a.IsOn).OrderBy(a => a.Carrier).ToListAsync(cancel);
        return [.. directory.All.Select(Own), .. accounts.Select(Open).OfType<MerchantCarrier>()];
    }

    /// <summary>One that may be asked for new quotes and labels; null when the merchant has none of that key.</summary>
    public async Task<MerchantCarrier?> FindAsync(MerchantId merchant, string carrier, CancellationToken cancel)
    {
        if (directory.Find(carrier) is { } own) return Own(own);
        return await db.CarrierAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Merchant == merchant && a.Carrier == carrier && a.IsOn, cancel) is { } account ? Open(account) : null;
    }

    /// <summary>The carrier as it sold this parcel's label, also when its account is not used for new ones any more; null when its credentials are gone.</summary>
    public async Task<MerchantCarrier?> ForAsync(Parcel parcel, CancellationToken cancel)
    {
        if (parcel.Account is { } account) return await FindAsync(account, cancel);
        return directory.Find(parcel.Carrier) is { } own ? Own(own) : null;
    }

    /// <summary>An account by its id, whatever it is used for.</summary>
    public async Task<MerchantCarrier?> FindAsync(CarrierAccountId id, CancellationToken cancel) =>
        await db.CarrierAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) is { } account ? Open(account) : null;

    private static MerchantCarrier Own(ICarrier carrier) => new(carrier, null, null, null);

    private MerchantCarrier? Open(CarrierAccount account)
    {
        if (directory.FindConnector(account.Carrier) is not { } connector || account.Reveal(secrets) is not { } credentials) return null;
        return new MerchantCarrier(connector.Open(credentials), account.Id, credentials, connector);
    }
}
