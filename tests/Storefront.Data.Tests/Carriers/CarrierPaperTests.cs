using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Carriers;

/// <summary>What a carrier is told of a parcel inside a country, and what it makes beside its label. FedEx's end of the wire is its stand-in on loopback.</summary>
public sealed class CarrierPaperTests
{
    [Theory, Databases]
    public async Task What_the_carrier_made_beside_the_label_is_kept_as_it_came_for_its_merchant_alone(string database)
    {
        await using var fedex = await FedExAtLoopback.StartAsync(database);
        var (market, shop) = (fedex.Market, fedex.Shop);
        var consignment = await fedex.PaidAsync();

        var parcel = await fedex.LabelAsync(consignment);

        Task<Outcome<CarrierFile>> OpenAsync(int number, Actor actor) => market.DoAsync<CarrierLabels, Outcome<CarrierFile>>(l => l.OpenPaperAsync(parcel, number, actor, default));
        Assert.Equal(1, (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(consignment.Id, shop.Member, default))).Value.Parcels.Single().CarrierPapers);
        var paper = (await OpenAsync(1, shop.Member)).Value;
        Assert.Equal((DocumentFormat.Pdf, "%PDF-1.4 invoice"), (paper.Format, System.Text.Encoding.ASCII.GetString(paper.Bytes.Span)));
        var stranger = await market.MerchantAsync("Another House");
        foreach (var other in new[] { stranger.Member, new Actor(Id.New<UserId>()) }) Assert.Equal(OrderRefusals.NotFound, (await OpenAsync(1, other)).Refusal);
        Assert.Equal(OrderRefusals.NotFound, (await OpenAsync(2, shop.Member)).Refusal);

        // In a run it goes with the label.
        var printed = (await market.DoAsync<PrintBatch, Outcome<PrintedBatch>>(p => p.RunAsync(new BatchOrder(shop.Id, [consignment.Id], [PaperKind.Labels]) { WithFiles = true }, shop.Member, default))).Value;
        using var zip = new ZipArchive(new MemoryStream(printed.Bytes));
        Assert.Equal((2, 3), (printed.Plan.CarrierFiles, zip.Entries.Count));
        using var entry = new StreamReader(await zip.Entries.Single(e => e.FullName.StartsWith("carrier-papers/", StringComparison.Ordinal)).OpenAsync());
        Assert.Equal("%PDF-1.4 invoice", await entry.ReadToEndAsync());

        // With the label it goes.
        Assert.True((await market.DoAsync<VoidLabel, Outcome<Done>>(v => v.RunAsync(parcel, shop.Member, default))).Succeeded);
        Assert.Equal(CarrierRefusals.LabelVoided, (await OpenAsync(1, shop.Member)).Refusal);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Batteries_are_told_where_no_border_is_crossed_too(string database)
    {
        await using var fedex = await FedExAtLoopback.StartAsync(database);
        var market = fedex.Market;
        var consignment = await fedex.PaidAsync();
        await market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"Battery\" = 'IonInEquipment'"));

        var parcel = await fedex.LabelAsync(consignment);

        var (quoted, bought) = (fedex.Package(CarrierAbility.Quote).GetProperty("packageSpecialServices").GetProperty("batteryDetails")[0], fedex.Package(CarrierAbility.Buy).GetProperty("packageSpecialServices"));
        Assert.Equal(("LITHIUM_ION", "CONTAINED_IN_EQUIPMENT"), (quoted.GetProperty("material").GetString(), quoted.GetProperty("packing").GetString()));
        Assert.Equal(("BATTERY", "LITHIUM_ION"), (bought.GetProperty("specialServiceTypes")[0].GetString(), bought.GetProperty("batteryDetails")[0].GetProperty("batteryMaterialType").GetString()));
        // Our own paper says it as well: the mark can be made, and the copy of the label carries its line.
        var plan = (await market.DoAsync<PrintBatch, Outcome<BatchPlan>>(p => p.PlanAsync(new BatchOrder(fedex.Shop.Id, [consignment.Id], [PaperKind.BatteryMarks]), fedex.Shop.Member, default))).Value;
        Assert.Empty(plan.NotPrinted);
        Assert.True((await market.DoAsync<CarrierLabels, Outcome<DrawnDocument>>(l => l.CopyAsync(parcel, fedex.Shop.Member, default))).Succeeded);
    }

    [Theory, Databases]
    public async Task Batteries_alone_are_refused_where_no_border_is_crossed_too(string database)
    {
        await using var fedex = await FedExAtLoopback.StartAsync(database);
        var consignment = await fedex.PaidAsync();
        await fedex.Market.DoAsync<MarketDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE \"OrderLines\" SET \"Battery\" = 'IonAlone'"));

        var offers = (await fedex.Market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, fedex.Shop.Member, null, null, default))).Value;

        Assert.Equal("shipping.carrier-refused", Assert.Single(offers.Refused, r => r.Carrier == "FedEx").Refusal.Code);
        Assert.DoesNotContain(fedex.Server.Requests, r => fedex.Double.AbilityOf(r) == CarrierAbility.Quote);
    }
}
