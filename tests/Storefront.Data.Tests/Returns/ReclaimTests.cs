using System.Text;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data.Tests.Disputes;
using Storefront.Data.Tests.Holds;
using Storefront.Orders;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Returns;

/// <summary>Papers with which import duty and tax of goods that went back are asked for: every figure is the order's, and what is not known is not said.</summary>
public sealed class ReclaimTests
{
    private static readonly PostalAddress London = new() { Country = new Country("GB"), Name = "Amelia Hart", Street = "221 Baker Street", City = "London", Postcode = "NW1 6XE" };

    [Theory, Databases]
    public async Task They_hold_the_frozen_figures_of_the_units_that_went_back_with_proof_of_the_export_and_the_refund(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1, ReturnTests.SaoPaulo, units: 3);
        var line = order.Lines()[0];
        Assert.True(line.Duty.IsPositive && line.Tax.IsPositive);
        var id = await ReturnTests.ComeBackAsync(market, shop, order, ReturnReason.Faulty, (line, 2));
        Assert.True((await ReturnTests.InspectAsync(market, shop.Member, id, accepted: 1)).Succeeded);

        var sheet = (await market.DoAsync<ReclaimPapers, Outcome<ReclaimSheet>>(p => p.ForBuyerAsync(id, DisputeTests.Key(order), default))).Value;

        var parcel = await market.ReadAsync(db => db.Parcels.AsNoTracking().SingleAsync());
        var (it, terms) = (await market.ReadAsync(db => db.Returns.AsNoTracking().SingleAsync(r => r.Id == id)), order.Consignments[0].Terms);
        Assert.Equal((it.Number, order.Number, parcel.TrackingNumber, "La Poste", "6A12345678901"), (sheet.ReturnNumber, sheet.OrderNumber, sheet.ExportedAs, sheet.SentBackWith, sheet.SentBackAs));
        Assert.Equal((it.GivenBack, DateOnly.FromDateTime(it.ClosedAtUtc!.Value), DateOnly.FromDateTime(it.ReceivedAtUtc!.Value)), (sheet.Refund, sheet.RefundedOn, sheet.ReceivedOn));
        Assert.NotNull(sheet.SentBackOn);
        Assert.Equal((terms.RuleId, terms.Scheme, terms.Incoterm), (sheet.RuleId, sheet.Scheme, sheet.Incoterm));
        var goods = Assert.Single(sheet.Lines);
        Assert.Equal((1, line.LineTotal.Proportion(1, 3, Rounding.HalfUp), line.HsCode, line.Origin), (goods.Units, goods.Value, goods.HsCode, goods.Origin));
        if (terms.NothingDueAtDoor)
        {
            Assert.Equal((line.Duty.Proportion(1, 3, Rounding.HalfUp), line.Tax.Proportion(1, 3, Rounding.HalfUp)), (goods.Duty, goods.Tax));
            Assert.Equal(Math.Round(line.Duty.Minor * 100m / line.LineTotal.Minor, 2, MidpointRounding.AwayFromZero), goods.DutyPercent);
            Assert.NotEqual(ReclaimClaimant.Buyer, sheet.Claimant);
        }

        // Nothing is known about Brazil: nothing is said.
        Assert.Equal((null, null), (sheet.Rule, sheet.SafeUntil));
        var table = ReclaimPapers.Table(sheet);
        Assert.Equal(2, table.Count);
        Assert.Contains($"{it.Number},{order.Number},", table[1], StringComparison.Ordinal);
        var paper = await market.DoAsync<ReclaimPapers, DrawnDocument>(p => Task.FromResult(p.Draw(sheet)));
        Assert.Equal(("%PDF-", 0), (Encoding.ASCII.GetString(paper.Bytes, 0, 5), paper.MissingGlyphs));
    }

    [Theory]
    [InlineData(ReturnReason.Faulty, "C285 or the online service for rejected imports", 12), InlineData(ReturnReason.ChangedMind, "C285 (invalidation of the customs entry)", 3)]
    public async Task Who_may_ask_and_by_which_form_is_a_matter_of_the_terms_and_of_the_reason(ReturnReason reason, string form, int months)
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1, London, currency: "GBP");
        var id = await ReturnTests.ComeBackAsync(market, shop, order, reason, (order.Lines()[0], 1));
        var terms = order.Consignments[0].Terms;

        var sheet = (await market.DoAsync<ReclaimPapers, Outcome<ReclaimSheet>>(p => p.ForDeskAsync(id, shop.Member, default))).Value;

        Assert.Equal(terms.NothingDueAtDoor ? terms.Scheme is null ? ReclaimClaimant.Seller : ReclaimClaimant.SellersReturn : ReclaimClaimant.Buyer, sheet.Claimant);
        // The rule of the destination, where somebody asks at the border.
        var rule = ReclaimRules.Of(new Country("GB"), reason, sheet.ReceivedOn!.Value)!;
        Assert.Equal(form, rule.Form);
        Assert.Equal(sheet.ExportedOn!.Value.AddMonths(months), rule.SafeUntil(sheet.ExportedOn, sheet.SentBackOn));
        Assert.Equal(sheet.Claimant == ReclaimClaimant.SellersReturn ? null : rule, sheet.Rule);
        if (sheet.Claimant == ReclaimClaimant.Buyer) Assert.All(sheet.Lines, l => Assert.Equal((null, null), (l.Duty, l.Tax)));
        Assert.Null(sheet.RefundedOn);
    }

    [Fact]
    public async Task They_exist_for_goods_that_crossed_a_border_and_are_back_and_for_those_whom_they_concern()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1);
        var id = await ReturnLabelTests.ApprovedAsync(market, shop, order, ReturnReason.Faulty);
        Assert.Equal(ReturnRefusals.NotNow, (await market.DoAsync<ReclaimPapers, Outcome<ReclaimSheet>>(p => p.ForBuyerAsync(id, DisputeTests.Key(order), default))).Refusal);
        Assert.True((await market.DoAsync<ReceiveReturn, Outcome<Done>>(r => r.RunAsync(id, shop.Member, default))).Succeeded);

        var other = await market.MerchantAsync("Wuyi Tea");
        Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<ReclaimPapers, Outcome<ReclaimSheet>>(p => p.ForBuyerAsync(id, new OrderAccess(null, new string('0', 32)), default))).Refusal);
        Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<ReclaimPapers, Outcome<ReclaimSheet>>(p => p.ForDeskAsync(id, other.Member, default))).Refusal);
        Assert.True((await market.DoAsync<ReclaimPapers, Outcome<ReclaimSheet>>(async p => await p.ForDeskAsync(id, await market.AdminAsync(), default))).Succeeded);
        Assert.Equal(ReturnRefusals.NotFound, (await market.DoAsync<PrintReturnSlip, Outcome<DrawnDocument>>(p => p.ForMerchantAsync(id, other.Member, default))).Refusal);
        Assert.True((await market.DoAsync<PrintReturnSlip, Outcome<DrawnDocument>>(p => p.ForBuyerAsync(id, DisputeTests.Key(order), default))).Succeeded);

        var near = await market.MerchantAsync("Atelier Lin", "FR", "EUR", TestMarket.Lyon);
        var pot = await market.ListingAsync(near, "40.00");
        var domestic = await market.PaidOrderAsync("EUR", (pot, 1));
        await market.SendAsync(domestic.Consignments[0], near.Member);
        await DisputeTests.DeliverAsync(market, domestic);
        var back = await ReturnTests.ComeBackAsync(market, near, await market.OrderAsync(domestic.Number), ReturnReason.Faulty, (domestic.Lines()[0], 1));
        Assert.Equal(ReturnRefusals.NothingToReclaim, (await market.DoAsync<ReclaimPapers, Outcome<ReclaimSheet>>(p => p.ForDeskAsync(back, near.Member, default))).Refusal);
    }

    [Fact]
    public async Task The_slip_names_the_return_its_units_and_its_reason()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var (shop, order) = await ReturnTests.DeliveredAsync(market, 1, units: 3);
        var id = await ReturnLabelTests.ApprovedAsync(market, shop, order, ReturnReason.WrongItem, units: 2);

        var slip = await market.DoAsync<PrintReturnSlip, ReturnSlip>(async p => p.SlipOf((await market.ReadAsync(db => PackedReturn.LoadAsync(db, id, default)))!));

        Assert.Matches("^R[2-9A-Z]{9}$", slip.Number);
        Assert.Equal((3, 2, (int?)ReturnReason.WrongItem), (slip.Lines[0].Bought, slip.Lines[0].Returned!.Value, slip.Reason));
        Assert.Equal("Ce n’est pas ce que j’ai commandé", slip.Reasons[slip.Reason!.Value]);
    }
}
