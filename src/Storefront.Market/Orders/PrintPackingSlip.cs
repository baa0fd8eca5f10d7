using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Draws the sheet that lies in a parcel, in the buyer's language and with the figures that the buyer accepted.</summary>
public sealed class PrintPackingSlip(MarketDb db, IDrawDocuments documents, Messages messages)
{
    public async Task<Outcome<DrawnDocument>> RunAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var parcel = await db.Parcels.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (parcel is null || await PackedConsignment.LoadAsync(db, parcel.Consignment, actor, cancel) is not { } packed) return OrderRefusals.NotFound;
        var (order, consignment) = (packed.Order, packed.Consignment);
        var words = messages.In(Language.TryFind(order.Language, out var language) ? language : Language.English);
        return documents.Draw(
            new PackingSlip
            {
                OrderNumber = order.Number,
                OrderedOn = DateOnly.FromDateTime(order.PlacedAtUtc),
                MerchantName = consignment.MerchantName,
                Sender = packed.Sender,
                Recipient = order.ShipTo,
                Lines = [.. consignment.Lines.OrderBy(l => l.Id).Select(l => new PackingSlipLine(l.Quantity, l.Title, l.Options, l.Sku, words.Format.Money(l.LineTotal)))],
                Amounts = [.. Amounts(consignment, words)],
                Total = words.Format.Money(consignment.Total),
                TrackingNumber = parcel.TrackingNumber,
                Words = new PackingSlipWords(
                    words["slip.title"], words["slip.order"], words["slip.ordered-on"], words["slip.from"], words["slip.to"], words["slip.quantity"], words["slip.item"],
                    words["slip.amount"], words["slip.total"], words["slip.tracking"], words.Language.IsRightToLeft),
            },
            DocumentFormat.Pdf);
    }

    private static IEnumerable<PackingSlipAmount> Amounts(Consignment consignment, Words words) =>
        new (string Key, Money Amount)[]
        {
            ("slip.goods", consignment.Goods), ("slip.delivery", consignment.Delivery), ("slip.duty", consignment.Duty), ("slip.tax", consignment.Tax), ("slip.fees", consignment.Fees),
        }
        .Where((part, at) => at < 2 || !part.Amount.IsZero)
        .Select(part => new PackingSlipAmount(words[part.Key], words.Format.Money(part.Amount)));
}
