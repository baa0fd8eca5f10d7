using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What a merchant packs into one parcel, with the parties' addresses. Of several orders the first stands on the label.</summary>
internal sealed record PackedConsignment(Order Order, Consignment Consignment, PackedGoods Goods, PostalAddress Sender, string SenderEmail, IReadOnlyList<TaxRegistration> Registrations)
{
    /// <summary>How the merchant wants offers put in order.</summary>
    public OfferOrder OffersBy { get; init; }

    /// <summary>As it stands on the parcel.</summary>
    public PostalAddress Recipient => Consignment.DeliverTo(Order.ShipTo);

    /// <summary>The day by which the first of its orders was promised.</summary>
    public DateTime PromisedByUtc => Goods.Consignments.Min(c => c.PromisedByUtc);

    /// <summary>All of a consignment. Null when there is none, or when it belongs to another merchant: nobody learns which.</summary>
    public static async Task<PackedConsignment?> LoadAsync(MarketDb db, ConsignmentId id, Actor actor, CancellationToken cancel)
    {
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Consignments.Any(c => c.Id == id), cancel);
        if (order is null) return null;
        var consignment = order.Consignments.Single(c => c.Id == id);
        if (!await actor.WorksForAsync(consignment.Merchant, db, cancel)) return null;
        return await FromAsync(db, PackedGoods.All(order, consignment), cancel);
    }

    public static async Task<PackedConsignment> FromAsync(MarketDb db, PackedGoods goods, CancellationToken cancel)
    {
        var (order, consignment) = (goods.Lines[0].Order, goods.Lines[0].Consignment);
        var merchant = await db.Merchants.AsNoTracking().Where(m => m.Id == consignment.Merchant).Select(m => new { m.Address, m.Email, m.Registrations, m.OffersBy }).SingleAsync(cancel);
        return new PackedConsignment(order, consignment, goods, merchant.Address, merchant.Email, merchant.Registrations) { OffersBy = merchant.OffersBy };
    }

    /// <summary>What is declared, with the seller's number under the scheme by which the tax was collected; null where no customs border is crossed.</summary>
    public Outcome<CustomsDeclaration>? Declare() => Consignment.CrossesBorder(Order.ShipTo.Country) ? Goods.Declare(Registrations) : default(Outcome<CustomsDeclaration>?);

    /// <summary>The seller's numbers that the label's data name.</summary>
    public IReadOnlyList<TaxRegistration> NumbersToTell() =>
        Registrations.ForLabel(Consignment.ShipsFrom, Order.ShipTo.Country, Consignment.SchemeToTell());

    /// <summary>The first line that the destination does not admit, or only with a licence, or not so much of it in one parcel; null when all may be sent. What was ordered before a rule began falls under it.</summary>
    public Refusal? WhyNotSent(DestinationRules rules, LicenceTable licences, DateTime nowUtc)
    {
        var held = licences.Of(Consignment.Merchant, nowUtc);
        foreach (var line in Goods.Lines.Select(l => l.Line))
        {
            var stopped = rules.RestrictionsOf(line.HsCode, line.HsCode, line.Battery, line.Sensitive, Consignment.ShipsFrom, Order.ShipTo.Country, DateOnly.FromDateTime(nowUtc), held).Where(r => r.Stops).MaxBy(r => r.Level);
            if (stopped is not null) return CustomsRefusals.Restricted(stopped.Reason, Order.ShipTo.Country).With("title", line.Title);
        }

        return rules.WhyTooMuch(Limited(), Consignment.ShipsFrom, Order.ShipTo.Country, DateOnly.FromDateTime(nowUtc));
    }

    /// <summary>What the merchant has to confirm before this parcel is sent: a notice or a registration that the destination asks for.</summary>
    public IReadOnlyList<Refusal> ToConfirm(DestinationRules rules, DateTime nowUtc) =>
        [.. rules.ToConfirm(Limited(), Consignment.ShipsFrom, Order.ShipTo.Country, DateOnly.FromDateTime(nowUtc)).Select(r => CustomsRefusals.Restricted(r.Reason, Order.ShipTo.Country)).DistinctBy(r => r.Code)];

    private IEnumerable<ParcelGoods> Limited() => Goods.Lines.Select(l => new ParcelGoods(l.Line.HsCode, l.Line.HsCode, l.Line.Battery, l.Line.Sensitive, l.Quantity, (long)l.Line.UnitWeight.Grams * l.Quantity, l.Line.Title));

    public RateRequest RateRequest(Weight weight, Dimensions size, DateTime nowUtc) => new()
    {
        From = Sender, To = Recipient, Point = Consignment.Point, Weight = weight, Size = size, DeclaredValue = Goods.Value, AtUtc = nowUtc, OrderNumber = Goods.Number,
        Lines = Declare() is { Succeeded: true } declared ? declared.Value.Lines : [],
        Batteries = Goods.Batteries,
        Incoterm = Declare() is { Succeeded: true } agreed ? agreed.Value.Incoterm : null,
    };
}
