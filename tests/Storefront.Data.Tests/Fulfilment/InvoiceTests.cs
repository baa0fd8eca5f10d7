using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

public sealed class InvoiceTests
{
    [Theory, Databases]
    public async Task The_invoice_of_a_parcel_says_to_the_cent_what_is_declared_to_customs(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        await RegisterAsync(market, tea, "ioss", "gb-vat", "eu-eori");
        var (pot, cup) = (await market.ListingAsync(tea, "88.10"), await market.ListingAsync(tea, "7.77", sku: "CUP"));
        var order = await market.PaidOrderAsync("EUR", (pot, 2), (cup, 7));
        var consignment = order.Consignments[0];
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(consignment, tea.Member), tea.Member)).Value;

        var invoice = (await ReadAsync(market, parcel, tea.Member)).Value;
        var declared = PackedGoods.All(order, consignment).Declare([]).Value;

        Assert.Equal(declared.Lines, invoice.Declaration.Lines);
        Assert.Equal(declared.TotalValue, invoice.Goods);
        Assert.Equal(declared.Incoterm, invoice.Declaration.Incoterm);
        Assert.Equal((order.Number, declared.InvoiceNumber), (invoice.Number, invoice.Number));
        Assert.Equal(consignment.Goods + consignment.Delivery, invoice.Total);
        for (var i = 0; i < invoice.UnitPrices.Count; i++) Assert.Equal(invoice.Declaration.Lines[i].Value, invoice.UnitPrices[i] * invoice.Declaration.Lines[i].Quantity);
        Assert.Equal(await market.ReadAsync(db => db.Parcels.Select(p => p.TrackingNumber).SingleAsync()), invoice.WaybillNumber);
        Assert.Equal("Lyon, France", invoice.NamedPlace);
        Assert.Equal("IOSS", consignment.Terms.Scheme);
        Assert.Equal(["IOSS IM3720000022", "EORI DE1234567890123"], invoice.Seller.Numbers.Select(n => $"{n.Name} {n.Number}"));
        Assert.Contains("VAT paid under IOSS", invoice.Notes[0].Text);
        Assert.Contains("TVA acquittée", invoice.Notes[0].Other);
        Assert.Contains($"{consignment.Duty + consignment.Tax + consignment.Fees}", invoice.Notes[1].Text);
        Assert.Equal("Facture commerciale", invoice.OtherWords!["title"]);
        var drawn = (await market.DoAsync<PrintInvoice, Outcome<DrawnDocument>>(p => p.RunAsync(parcel, tea.Member, default))).Value;
        Assert.Equal((1, 0), (drawn.Pages, drawn.MissingGlyphs));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_label_by_itself_is_the_label_of_the_batch_with_the_sellers_number(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1));
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], tea.Member), tea.Member)).Value;
        var without = (await market.DoAsync<PrintLabel, Outcome<DrawnDocument>>(p => p.RunAsync(parcel, tea.Member, DocumentFormat.Pdf, 1, default))).Value;
        await RegisterAsync(market, tea, "ioss");

        var alone = (await market.DoAsync<PrintLabel, Outcome<DrawnDocument>>(p => p.RunAsync(parcel, tea.Member, DocumentFormat.Pdf, 1, default))).Value;
        var copy = (await market.DoAsync<CarrierLabels, Outcome<DrawnDocument>>(l => l.CopyAsync(parcel, tea.Member, default))).Value;

        Assert.NotEqual(without.Bytes, alone.Bytes);
        Assert.Equal(copy.Bytes, alone.Bytes);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task What_crosses_no_border_or_has_no_label_has_no_invoice(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var linen = await market.MerchantAsync("Atelier Garance", "DE", "EUR");
        var order = await market.PaidOrderAsync("EUR", (await market.ListingAsync(linen, "20.00"), 1));
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], linen.Member), linen.Member)).Value;

        Assert.Equal(PaperRefusals.NoBorder, (await ReadAsync(market, parcel, linen.Member)).Refusal);
        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(parcel, linen.Member, default))).Succeeded);
        Assert.Equal(CarrierRefusals.LabelVoided, (await ReadAsync(market, parcel, linen.Member)).Refusal);
        Assert.Equal(OrderRefusals.NotFound, (await ReadAsync(market, Id.New<ParcelId>(), linen.Member)).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task A_shops_numbers_abroad_are_kept_as_they_are_checked(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        await RegisterAsync(market, tea, [.. TaxNumberRules.All.Select(r => r.Key)]);
        var before = (await market.DoAsync<OwnShop, Outcome<MerchantProfile>>(o => o.OpenAsync(tea.Id, tea.Member, default))).Value;

        var wrong = await ChangeAsync(market, tea, before with { Registrations = [new TaxRegistration(TaxRegistrationKind.Ioss, "IM37200000", new Country("IE"))] });
        var many = await ChangeAsync(market, tea, before with { Registrations = [.. Enumerable.Repeat(before.Registrations[0], 21)] });

        Assert.Equal(("merchants.registration-wrong", "merchants.too-many-registrations"), (wrong.Refusal!.Code, many.Refusal!.Code));
        Assert.Equal(TaxNumberRules.All.Select(r => r.Read(r.Example)!), before.Registrations);
        Assert.Equal(before.Registrations, (await market.DoAsync<OwnShop, Outcome<MerchantProfile>>(o => o.OpenAsync(tea.Id, tea.Member, default))).Value.Registrations);
        await market.AssertBooksBalanceAsync();
    }

    private static async Task RegisterAsync(TestMarket market, (MerchantId Id, Actor Member) merchant, params string[] kinds)
    {
        var profile = (await market.DoAsync<OwnShop, Outcome<MerchantProfile>>(o => o.OpenAsync(merchant.Id, merchant.Member, default))).Value;
        Assert.True((await ChangeAsync(market, merchant, profile with { Registrations = [.. kinds.Select(k => TaxNumberRules.Find(k)!).Select(r => r.Read(r.Example)!)] })).Succeeded);
    }

    private static Task<Outcome<Done>> ChangeAsync(TestMarket market, (MerchantId Id, Actor Member) merchant, MerchantProfile profile) =>
        market.DoAsync<ChangeMerchant, Outcome<Done>>(c => c.RunAsync(merchant.Id, merchant.Member, profile, default));

    private static Task<Outcome<CommercialInvoice>> ReadAsync(TestMarket market, ParcelId parcel, Actor actor) =>
        market.DoAsync<PrintInvoice, Outcome<CommercialInvoice>>(p => p.ReadAsync(parcel, actor, default));
}
