using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>A consignment as its merchant packs it, with the parties' addresses.</summary>
internal sealed record PackedConsignment(Order Order, Consignment Consignment, PostalAddress Sender, string SenderEmail, IReadOnlyList<TaxRegistration> Registrations)
{
    /// <summary>Null when there is none, or when it belongs to another merchant: nobody learns which.</summary>
    public static async Task<PackedConsignment?> LoadAsync(MarketDb db, ConsignmentId id, Actor actor, CancellationToken cancel)
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        if (order is null) return null;
        var consignment = order.Consignments.Single(c => c.Id == id);
        if (!await actor.WorksForAsync(consignment.Merchant, db, cancel)) return null;
        var merchant = await db.Merchants.AsNoTracking().Where(m => m.Id == consignment.Merchant).Select(m => new { m.Address, m.Email, m.Registrations }).SingleAsync(cancel);
        return new PackedConsignment(order, consignment, merchant.Address, merchant.Email, merchant.Registrations);
    }

    /// <summary>What is declared, with the seller's number under the scheme by which the tax was collected; null where no customs border is crossed.</summary>
    public Outcome<CustomsDeclaration>? Declare()
    {
        if (!Consignment.CrossesBorder(Order.ShipTo.Country)) return null;
        var declared = Consignment.Declare(Order.Number);
        return declared.Succeeded ? declared.Value with { SenderReference = Registrations.Under(Consignment.Terms.Scheme)?.Number } : declared;
    }

    public RateRequest RateRequest(Weight weight, Dimensions size, DateTime nowUtc) => new()
    {
        From = Sender, To = Order.ShipTo, Weight = weight, Size = size, DeclaredValue = Consignment.Goods, AtUtc = nowUtc,
        Lines = Declare() is { Succeeded: true } declared ? declared.Value.Lines : [],
        Incoterm = Declare() is { Succeeded: true } agreed ? agreed.Value.Incoterm : null,
    };
}
