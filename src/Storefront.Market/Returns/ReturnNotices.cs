using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>What a merchant is written about goods that come back.</summary>
internal static class ReturnNotices
{
    /// <summary>As <see cref="TellMerchantAsync"/>, for what may be said several times and is written once.</summary>
    public static async Task TellMerchantOnceAsync(this MarketDb db, Return it, string orderNumber, string template, DateTime nowUtc, CancellationToken cancel)
    {
        var key = KeyOf(template, it);
        if (!await db.Notices.AnyAsync(n => n.Key == key, cancel)) await db.TellMerchantAsync(it, orderNumber, template, nowUtc, cancel);
    }

    /// <summary>Has the labels of a return looked at again, because the return has moved.</summary>
    public static async Task TellReturnParcelsAsync(this MarketDb db, ReturnId id, DateTime nowUtc, CancellationToken cancel)
    {
        foreach (var parcel in await db.EveryParcel.AsNoTracking().Where(p => p.Return == id && p.Status != ParcelStatus.Voided && p.Status != ParcelStatus.Refused).Select(p => p.Id).ToListAsync(cancel))
            db.Tell(new ReturnParcelMoved(parcel), nowUtc);
    }

    public static Task TellMerchantAsync(this MarketDb db, Return it, string orderNumber, string template, DateTime nowUtc, CancellationToken cancel, params (string Name, string Value)[] values) =>
        db.WriteToMerchantAsync(it.Merchant, null, template, it.Id.Value.ToString("N"), $"/office/returns/{it.Id.Value:D}", nowUtc, cancel, [("number", orderNumber), .. values]);

    private static string KeyOf(string template, Return it) => $"{template}:{it.Id.Value:N}";
}
