using System.Data.Common;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

public sealed class PrintBatchTests
{
    private static readonly PaperKind[] Everything = Enum.GetValues<PaperKind>();

    [Theory, Databases]
    public async Task What_can_be_printed_is_printed_and_the_rest_says_why(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var orders = await OrdersAsync(market, tea, 3);
        await market.BuyLabelAsync(await market.CheapestAsync(orders[0], tea.Member), tea.Member);
        await market.SendAsync(orders[1], tea.Member);

        var plan = (await PlanAsync(market, Order(tea, orders, Everything), tea.Member)).Value;
        var printed = (await PrintAsync(market, Order(tea, orders, Everything), tea.Member)).Value;

        string[] numbers = [.. orders.Select(c => market.ReadAsync(db => db.Orders.Where(o => o.Id == c.Order).Select(o => o.Number).SingleAsync()).GetAwaiter().GetResult())];
        Assert.Equal(
            [
                (numbers[1], PaperKind.PickList, OrderRefusals.NotToPack), (numbers[2], PaperKind.Labels, PaperRefusals.NoLabel), (numbers[2], PaperKind.LabelSheets, PaperRefusals.NoLabel),
                (numbers[0], PaperKind.BatteryMarks, PaperRefusals.NoBattery), (numbers[1], PaperKind.BatteryMarks, PaperRefusals.NoBattery), (numbers[2], PaperKind.BatteryMarks, PaperRefusals.NoBattery),
                (numbers[2], PaperKind.Invoices, PaperRefusals.NoLabel), (numbers[2], PaperKind.HandOverList, PaperRefusals.NoLabel),
            ],
            plan.NotPrinted.Select(n => (n.OrderNumber!, n.Kind, n.Why)));
        Assert.Equal(plan.NotPrinted, printed.Plan.NotPrinted);
        Assert.Equal((3, 0, false), (printed.Plan.Parcels, printed.Plan.CarrierFiles, printed.IsZip));
        // One pick list, two labels, one sheet of them, two invoices, three packing slips, three return slips, one hand-over list.
        Assert.Equal(1 + 2 + 1 + 2 + 3 + 3 + 1, printed.Pages);
        Assert.Equal("%PDF"u8.ToArray(), printed.Bytes[..4]);
        Assert.Equal(printed.Bytes, (await PrintAsync(market, Order(tea, orders, Everything), tea.Member)).Value.Bytes);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Many_parcels_take_no_more_statements_than_few(string database)
    {
        var counter = new Statements();
        await using var market = await TestMarket.OnAsync(database, disturbs: counter);
        var tea = await market.MerchantAsync();
        var orders = await OrdersAsync(market, tea, 9);
        foreach (var order in orders) await market.BuyLabelAsync(await market.CheapestAsync(order, tea.Member), tea.Member);

        async Task<int> CountAsync(int parcels, params PaperKind[] kinds)
        {
            var before = counter.Count;
            Assert.True((await PrintAsync(market, Order(tea, [.. orders.Take(parcels)], kinds), tea.Member)).Succeeded);
            return counter.Count - before;
        }

        Assert.Equal(4, await CountAsync(2, PaperKind.Labels, PaperKind.Invoices, PaperKind.PackingSlips));
        Assert.Equal(4, await CountAsync(9, PaperKind.Labels, PaperKind.Invoices, PaperKind.PackingSlips));
        // Bins and titles.
        Assert.Equal(6, await CountAsync(9, Everything));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task The_carriers_own_label_stands_among_our_papers_and_its_file_byte_for_byte_beside_them(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var orders = await OrdersAsync(market, tea, 2);
        foreach (var order in orders) await market.BuyLabelAsync(await market.CheapestAsync(order, tea.Member), tea.Member);
        var first = await market.ReadAsync(db => db.Parcels.Where(p => p.Consignment == orders[0].Id).Select(p => p.Id).SingleAsync());
        var own = (await market.DoAsync<CarrierLabels, Outcome<DrawnDocument>>(l => l.CopyAsync(first, tea.Member, default))).Value.Bytes;
        await KeepAsync(market, orders[0], own, DocumentFormat.Pdf);

        var printed = (await PrintAsync(market, Order(tea, orders, PaperKind.Labels, PaperKind.Invoices) with { WithFiles = true }, tea.Member)).Value;
        var copies = (await PrintAsync(market, Order(tea, orders, PaperKind.Labels) with { OwnCopies = true }, tea.Member)).Value;
        var alone = (await PrintAsync(market, Order(tea, [orders[0]], PaperKind.Labels), tea.Member)).Value;

        var parcel = await market.ReadAsync(db => db.Parcels.Where(p => p.LabelFile != null).Select(p => p.Id).SingleAsync());
        var opened = (await market.DoAsync<CarrierLabels, Outcome<CarrierFile>>(l => l.OpenAsync(parcel, tea.Member, default))).Value;
        Assert.Equal((DocumentFormat.Pdf, true), (opened.Format, opened.Bytes.Span.SequenceEqual(own)));
        Assert.Equal(1, (await market.DoAsync<CarrierLabels, Outcome<DrawnDocument>>(l => l.CopyAsync(parcel, tea.Member, default))).Value.Pages);
        var stranger = new Actor(Id.New<UserId>());
        Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<CarrierLabels, Outcome<CarrierFile>>(l => l.OpenAsync(parcel, stranger, default))).Refusal);
        Assert.Equal(OrderRefusals.NotFound, (await market.DoAsync<CarrierLabels, Outcome<DrawnDocument>>(l => l.CopyAsync(parcel, stranger, default))).Refusal);
        Assert.Equal(DocumentFormat.Pdf, (await market.DoAsync<MerchantOrder, Outcome<MerchantOrderSheet>>(o => o.OpenAsync(orders[0].Id, tea.Member, default))).Value.Parcels.Single().CarrierLabel);

        using var zip = new ZipArchive(new MemoryStream(printed.Bytes));
        Assert.Equal((true, "zip", 1), (printed.IsZip, printed.Extension, printed.Plan.CarrierFiles));
        Assert.Equal(2, zip.Entries.Count);
        Assert.Equal(own, await BytesAsync(zip.Entries.Single(e => e.FullName.StartsWith("carrier-labels/", StringComparison.Ordinal))));
        Assert.Equal("%PDF"u8.ToArray(), (await BytesAsync(zip.GetEntry("papers.pdf")!))[..4]);
        // The carrier's label, ours and two invoices; with copies ours of both.
        Assert.Equal((4, 3), (printed.Pages, copies.Pages));
        Assert.Equal((1, false, "pdf"), (alone.Pages, alone.IsZip, alone.Extension));

        // A printer's language is no page: the last one says so, and the file is in the ZIP.
        await KeepAsync(market, orders[1], "^XA^FO50,50^FDSF^FS^XZ"u8.ToArray(), DocumentFormat.Zpl);
        var mixed = (await PrintAsync(market, Order(tea, orders, PaperKind.Labels, PaperKind.LabelSheets) with { WithFiles = true }, tea.Member)).Value;
        using var both = new ZipArchive(new MemoryStream(mixed.Bytes));
        Assert.Equal((3, 2, 3), (mixed.Pages, mixed.Plan.CarrierFiles, both.Entries.Count));
        Assert.Equal((1, false), ((await PrintAsync(market, Order(tea, [orders[1]], PaperKind.Labels), tea.Member)).Value is var only ? only.Pages : 0, only.IsZip));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Nobody_prints_another_merchants_papers(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, linen) = (await market.MerchantAsync(), await market.MerchantAsync("Atelier Garance", "FR", "EUR"));
        var orders = await OrdersAsync(market, tea, 1);
        await market.BuyLabelAsync(await market.CheapestAsync(orders[0], tea.Member), tea.Member);

        foreach (var other in new[] { new Actor(Id.New<UserId>()), linen.Member, await market.AdminAsync() })
            Assert.Equal(OrderRefusals.NotFound, (await PrintAsync(market, Order(tea, orders, Everything), other)).Refusal);

        // Nor by naming them as one's own.
        Assert.Equal(OrderRefusals.NotFound, (await PrintAsync(market, Order(linen, orders, PaperKind.Labels), linen.Member)).Refusal);
        Assert.Equal(("orders.not-found", null), ((await PlanAsync(market, Order(linen, orders, PaperKind.Labels), linen.Member)).Value.NotPrinted[0].Why.Code, (await PlanAsync(market, Order(linen, orders, PaperKind.Labels), linen.Member)).Value.NotPrinted[0].OrderNumber));
        Assert.Equal(PaperRefusals.NothingChosen, (await PrintAsync(market, Order(tea, [], PaperKind.Labels), tea.Member)).Refusal);
        Assert.Equal(PaperRefusals.NothingChosen, (await PrintAsync(market, Order(tea, orders), tea.Member)).Refusal);
        Assert.Equal(
            "shipping.papers-too-many",
            (await PrintAsync(market, new BatchOrder(tea.Id, [.. Enumerable.Range(0, 201).Select(_ => Id.New<ConsignmentId>())], [PaperKind.Labels]), tea.Member)).Refusal?.Code);
    }

    [Theory, Databases]
    public async Task The_pick_list_adds_up_what_all_orders_want_from_each_bin(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var (pot, cup) = (await market.ListingAsync(tea), await market.ListingAsync(tea, "20.00", sku: "CUP"));
        await market.DoAsync<MarketDb>(async db => Assert.Equal(1, await db.PutIntoBinAsync(pot, "A-10", default)));
        var one = (await market.PaidOrderAsync("EUR", (pot, 1), (cup, 2))).Consignments[0];
        var two = (await market.PaidOrderAsync("EUR", (pot, 3))).Consignments[0];

        var packed = (await market.ReadAsync(db => PackedParcel.LoadAsync(db, tea.Id, [two.Id, one.Id], tea.Member, default))).Value;
        var list = await market.DoAsync<ShippingPapers, PickList>(p => Task.FromResult(p.Picks(packed, new Dictionary<VariantId, string> { [pot] = "A-10" }, new Dictionary<ListingId, string>(), new DateOnly(2026, 11, 30))));

        Assert.Equal([("A-10", "TP-1", 4), (null, "CUP", 2)], list.Lines.Select(l => (l.Bin, l.Sku, l.Quantity)));
        Assert.Equal((2, 6), (list.Orders, list.Units));
        Assert.Equal(1, (await PrintAsync(market, Order(tea, [one, two], PaperKind.PickList), tea.Member)).Value.Pages);
        await market.AssertBooksBalanceAsync();
    }

    private static async Task<List<Consignment>> OrdersAsync(TestMarket market, (MerchantId Id, Actor Member) merchant, int count)
    {
        var variant = await market.ListingAsync(merchant, stock: 50);
        var consignments = new List<Consignment>();
        for (var i = 0; i < count; i++) consignments.Add((await market.PaidOrderAsync("EUR", (variant, 1 + (i % 2)))).Consignments[0]);
        return consignments;
    }

    private static async Task KeepAsync(TestMarket market, Consignment consignment, byte[] own, DocumentFormat format)
    {
        await using var scope = market.Services.CreateAsyncScope();
        var file = await scope.ServiceProvider.GetRequiredService<IStoreFiles>().SaveAsync(own, format.Extension());
        var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
        (await db.Parcels.SingleAsync(p => p.Consignment == consignment.Id)).LabelIsKept(file.Name, format);
        await db.SaveChangesAsync();
    }

    private static BatchOrder Order((MerchantId Id, Actor Member) merchant, IReadOnlyList<Consignment> consignments, params PaperKind[] kinds) => new(merchant.Id, [.. consignments.Select(c => c.Id)], kinds);

    private static Task<Outcome<PrintedBatch>> PrintAsync(TestMarket market, BatchOrder order, Actor actor) => market.DoAsync<PrintBatch, Outcome<PrintedBatch>>(p => p.RunAsync(order, actor, default));

    private static Task<Outcome<BatchPlan>> PlanAsync(TestMarket market, BatchOrder order, Actor actor) => market.DoAsync<PrintBatch, Outcome<BatchPlan>>(p => p.PlanAsync(order, actor, default));

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        await using var stream = await entry.OpenAsync();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Counts what is asked of the database.</summary>
    private sealed class Statements : DbCommandInterceptor
    {
        public int Count { get; private set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
