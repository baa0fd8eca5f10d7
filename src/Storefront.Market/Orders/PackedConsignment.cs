using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>A consignment as its merchant packs it, with the parties' addresses.</summary>
internal sealed record PackedConsignment(Order Order, Consignment Consignment, PostalAddress Sender, Currency MerchantCurrency)
{
    /// <summary>Null when there is none, or when it belongs to another merchant: nobody learns which.</summary>
    public static async Task<PackedConsignment?> LoadAsync(MarketDb db, ConsignmentId id, Actor actor, CancellationToken cancel)
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        if (order is null) return null;
        var consignment = order.Consignments.Single(c => c.Id == id);
        if (!await actor.WorksForAsync(consignment.Merchant, db, cancel)) return null;
        var merchant = await db.Merchants.AsNoTracking().Where(m => m.Id == consignment.Merchant).Select(m => new { m.Address, m.Currency }).SingleAsync(cancel);
        return new PackedConsignment(order, consignment, merchant.Address, merchant.Currency);
    }

    public RateRequest RateRequest(Weight weight, Dimensions size, DateTime nowUtc) => new()
    {
        From = Sender, To = Order.ShipTo, Weight = weight, Size = size, DeclaredValue = Consignment.Goods, AtUtc = nowUtc,
        Lines = Consignment.CrossesBorder(Order.ShipTo.Country) && Consignment.Declare(Order.Number) is { Succeeded: true } declared ? declared.Value.Lines : [],
        Incoterm = Consignment.CrossesBorder(Order.ShipTo.Country) ? Consignment.Terms.Incoterm == "DDP" ? Incoterm.Ddp : Incoterm.Dap : null,
    };
}
