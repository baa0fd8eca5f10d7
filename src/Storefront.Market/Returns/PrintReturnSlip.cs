using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Languages;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Returns;

/// <summary>The sheet that comes back with the goods of one return: its number and the same as a bar code, which goods and how many, and why; in the buyer's language.</summary>
public sealed class PrintReturnSlip(MarketDb db, IDrawDocuments documents, Messages messages)
{
    public async Task<Outcome<DrawnDocument>> ForBuyerAsync(ReturnId id, OrderAccess access, CancellationToken cancel) =>
        await PackedReturn.LoadAsync(db, id, cancel) is { } packed && access.Opens(packed.Order) ? Draw(packed) : ReturnRefusals.NotFound;

    public async Task<Outcome<DrawnDocument>> ForMerchantAsync(ReturnId id, Actor actor, CancellationToken cancel) =>
        await PackedReturn.LoadAsync(db, id, cancel) is { } packed && await actor.WorksForAsync(packed.Return.Merchant, db, cancel) ? Draw(packed) : ReturnRefusals.NotFound;

    private Outcome<DrawnDocument> Draw(PackedReturn packed)
    {
        if (packed.Return.SendTo is null) return ReturnRefusals.NotNow;
        return documents.Draw(SlipOf(packed), DocumentFormat.Pdf);
    }

    internal ReturnSlip SlipOf(PackedReturn packed)
    {
        var (it, order) = (packed.Return, packed.Order);
        var words = messages.In(Language.TryFind(order.Language, out var language) ? language : Language.English);
        var reasons = Enum.GetValues<ReturnReason>();
        return new ReturnSlip
        {
            Number = it.Number, OrderNumber = order.Number, OrderedOn = DateOnly.FromDateTime(order.PlacedAtUtc), MerchantName = packed.Consignment.MerchantName, ReturnTo = it.SendTo!, Buyer = order.ShipTo,
            Lines = [.. it.Lines.Select(l => (Back: l, Bought: packed.Consignment.Lines.Single(b => b.Id == l.OrderLine))).OrderBy(x => x.Bought.Id)
                .Select(x => new Shipping.ReturnLine(x.Bought.Quantity, x.Back.Units, x.Bought.Title, x.Bought.Options, x.Bought.Sku))],
            Reasons = [.. reasons.Select(r => words["return.reason." + Key(r)])], Reason = Array.IndexOf(reasons, it.Reason), Remarks = it.Note,
            Words = new PaperWords(ReturnSlip.Keys.ToDictionary(k => k, k => words["paper." + k], StringComparer.Ordinal), words.Language.IsRightToLeft),
        };
    }

    private static string Key(ReturnReason reason) => reason switch
    {
        ReturnReason.ChangedMind => "changed-mind",
        ReturnReason.Faulty => "faulty",
        ReturnReason.DamagedOnTheWay => "damaged-on-the-way",
        ReturnReason.WrongItem => "wrong-item",
        ReturnReason.NotAsDescribed => "not-as-described",
    };
}
