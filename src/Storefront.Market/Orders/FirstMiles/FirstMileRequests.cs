using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

internal static class FirstMileRequests
{
    /// <summary>So many numbers are printed for the warehouse.</summary>
    private const int MostNumbers = 8;

    /// <summary>What the bringing carrier is asked for: from the merchant to the warehouse, with the names under which its carrier knows what is inside. The bag's number stands for all in it.</summary>
    public static async Task<LabelRequest> FirstMileRequestAsync(this MarketDb db, Parcel mile, CancellationToken cancel) =>
        await db.FirstMileRequestAsync(mile, await db.Parcels.AsNoTracking().Where(p => p.FirstMile == mile.Id).OrderBy(p => p.Reference).ToListAsync(cancel), cancel);

    /// <param name="inside">By their reference.</param>
    public static async Task<LabelRequest> FirstMileRequestAsync(this MarketDb db, Parcel mile, IReadOnlyList<Parcel> inside, CancellationToken cancel)
    {
        var sender = await db.Merchants.AsNoTracking().Where(m => m.Id == mile.Merchant).Select(m => new { m.Address, m.Email }).SingleAsync(cancel);
        var bag = inside.Count > 0 && inside[0].Manifest is { } on && inside.All(p => p.Manifest == on) ? await db.Manifests.AsNoTracking().Where(m => m.Id == on && !m.IsOurs).Select(m => m.Number).SingleOrDefaultAsync(cancel) : null;
        var numbers = inside.Select(p => p.CarrierReference ?? p.TrackingNumber).OfType<string>().ToList();
        return new LabelRequest
        {
            Reference = mile.Reference, Rate = PurchaseMark.Bare(mile.Carrier, mile.Service), Sender = sender.Address, Recipient = mile.Warehouse!, Weight = mile.Weight, Size = mile.Size, SenderEmail = sender.Email,
            OrderNumber = bag ?? numbers.FirstOrDefault(), Note = string.Join(' ', numbers.Take(MostNumbers).Prepend(bag).OfType<string>()),
        };
    }
}
