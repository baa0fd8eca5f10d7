using Microsoft.EntityFrameworkCore;
using Storefront.Customs;
using Storefront.Data;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Several orders of one buyer in one parcel: one label, one declaration, one tracking number. Only orders of one merchant that go to the same address by the same
/// method, to the same pickup point or none, and of which nothing is packed are put together, and only where together they are taxed as each was taxed apart: else the label would contradict what was paid.</summary>
public sealed class JointParcels(MarketDb db, LandedCost landed, CurrentRates rates)
{
    /// <summary>So many orders in one parcel.</summary>
    public const int Most = 20;

    /// <summary>Others that go to the same address, oldest first, by the open work of the merchant alone.</summary>
    internal async Task<IReadOnlyList<(Order Order, Consignment Consignment)>> FindAsync(Order order, Consignment consignment, CancellationToken cancel)
    {
        if (consignment.Status != ConsignmentStatus.ToPack || consignment.InDispute || consignment.HasLeft) return [];
        var (id, merchant, method, user, email) = (consignment.Id, consignment.Merchant, consignment.DeliveryMethod, order.User, order.Email);
        var ids = from c in db.Consignments
                  join o in db.Orders on c.Order equals o.Id
                  where c.Merchant == merchant && c.Status == ConsignmentStatus.ToPack && c.Id != id && !c.InDispute && c.FirstSentAtUtc == null && c.DeliveryMethod == method
                      && (user == null ? o.User == null && o.Email == email : o.User == user)
                  orderby o.PlacedAtUtc, o.Id
                  select o.Id;
        var found = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).Where(o => ids.Take(Most).Contains(o.Id)).OrderBy(o => o.PlacedAtUtc).ThenBy(o => o.Id).ToListAsync(cancel);
        var goods = found.SelectMany(o => o.Consignments.Where(c => c.Merchant == merchant && c.Status == ConsignmentStatus.ToPack && c.Id != id).Select(c => (o, c))).Where(g => GoTogether((order, consignment), g)).ToList();
        if (goods.Count == 0) return [];
        var packings = await db.PackingsAsync(goods, track: false, cancel);
        return [.. goods.Where(g => packings[g.c.Id].Parcels.All(p => !p.Parcel.HoldsGoods))];
    }

    /// <summary>What would lie in one parcel; or why these do not go together.</summary>
    /// <param name="lead">Whose order stands on the label.</param>
    internal async Task<Outcome<PackedGoods>> ChooseAsync(Packing lead, IReadOnlyList<ConsignmentId> with, CancellationToken cancel)
    {
        if (with.Count >= Most) return OrderRefusals.TooManyTogether(Most);
        var orders = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).Where(o => o.Consignments.Any(c => with.Contains(c.Id))).ToListAsync(cancel);
        var others = orders.SelectMany(o => o.Consignments.Where(c => with.Contains(c.Id)).Select(c => (Order: o, Consignment: c))).OrderBy(g => g.Consignment.Id.Value).ToList();
        if (others.Count < with.Distinct().Count() || others.Exists(o => o.Consignment.Merchant != lead.Consignment.Merchant)) return OrderRefusals.NotFound;
        if (others.Exists(o => o.Consignment.Status != ConsignmentStatus.ToPack)) return OrderRefusals.NotToPack;
        if (others.Exists(o => o.Consignment.InDispute)) return OrderRefusals.InDispute;
        if (others.Find(o => !GoTogether((lead.Order, lead.Consignment), o)) is { Order: { } other }) return OrderRefusals.NotTogether(other.Number);
        List<Packing> all = [lead, .. (await db.PackingsAsync(others, track: true, cancel)).Values];
        if (all.Find(p => p.Consignment.HasLeft || p.Parcels.Any(x => x.Parcel.HoldsGoods)) is { } begun) return OrderRefusals.NotTogether(begun.Order.Number);
        var parts = all.ConvertAll(p => p.Rest.Lines);
        return parts.Exists(p => p.Count == 0) ? OrderRefusals.NothingToPack : WhyNot(parts) is { } why ? why : new PackedGoods([.. parts.SelectMany(p => p)], lead.Rest.Part);
    }

    /// <summary>Whether orders are taxed alike apart and together; null when they are. The argument <c>difference</c> says by how much they are not.</summary>
    internal Refusal? WhyNot(IReadOnlyList<IReadOnlyList<PackedLine>> parts)
    {
        List<PackedLine> all = [.. parts.SelectMany(p => p)];
        var (currency, place) = (all[0].Order.Total.Currency, all[0].Consignment.DeliverTo(all[0].Order.ShipTo));
        if (all.Exists(l => l.Order.Total.Currency != currency)) return OrderRefusals.NotTogether(all.First(l => l.Order.Total.Currency != currency).Order.Number);
        var together = Quote(all, place);
        if (!together.Succeeded) return together.Refusal;
        var apart = Money.Zero(currency);
        foreach (var part in parts)
        {
            var quote = Quote(part, place);
            if (!quote.Succeeded) return quote.Refusal;
            apart += quote.Value.Charges();
        }

        var difference = together.Value.Charges() - apart;
        // Each line's duty and tax are settled to the minor unit once more.
        var rounding = 2 * all.Count;
        var alike = all.Select(l => l.Consignment.Terms).All(t => t.Scheme == together.Value.Scheme && t.RuleId == (together.Value.Rule?.Id ?? "none") && t.NothingDueAtDoor == together.Value.Terms is LandedTerms.Domestic or LandedTerms.Prepaid);
        return alike && Math.Abs(difference.Minor) <= rounding ? null : OrderRefusals.TaxedApart(difference.IsNegative ? -difference : difference);
    }

    private Outcome<LandedQuote> Quote(IReadOnlyList<PackedLine> lines, PostalAddress place) =>
        landed.Quote(FrozenQuotes.RequestFor(lines, place), rates.Now, lines.Sum(l => l.Delivery, lines[0].Order.Total.Currency));

    private static bool GoTogether((Order Order, Consignment Consignment) a, (Order Order, Consignment Consignment) b) =>
        a.Consignment.Merchant == b.Consignment.Merchant && a.Consignment.ShipsFrom == b.Consignment.ShipsFrom && a.Consignment.DeliveryMethod == b.Consignment.DeliveryMethod && a.Consignment.Card?.Version == b.Consignment.Card?.Version && a.Consignment.Point == b.Consignment.Point
        && (a.Order.User is null ? b.Order.User is null && string.Equals(a.Order.Email, b.Order.Email, StringComparison.OrdinalIgnoreCase) : a.Order.User == b.Order.User)
        && Place(a.Order.ShipTo) == Place(b.Order.ShipTo);

    /// <summary>The phone does not say where it goes.</summary>
    private static PostalAddress Place(PostalAddress address) => address with { Phone = null };
}
