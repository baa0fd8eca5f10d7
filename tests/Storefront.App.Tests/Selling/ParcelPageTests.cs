using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Shipping;
using Storefront.Testing;

namespace Storefront.App.Tests.Selling;

/// <summary>Several parcels of one order and a corrected address, as a buyer without scripts sees them. A market of its own, because its time moves on.</summary>
public sealed class ParcelPageTests(Stall stall) : IClassFixture<Stall>
{
    [Fact]
    public async Task Each_parcel_of_an_order_shows_its_contents_and_its_own_tracking()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 3));
        var consignment = (await stall.OrderAsync(number)).Consignments[0];
        var first = await stall.SendPartAsync(consignment, 2);

        var partly = await buyer.GetAsync($"/en/orders/{number}");
        Assert.Equal("Partly on its way", partly.Of(".parcel > .parcel-head .state"));
        Assert.Contains("× 2 Celadon teapot", partly.Of(".part-goods"));
        Assert.Contains(first, partly.Text);
        Assert.Contains("The seller hands over the rest by", partly.Text);
        Assert.False(partly.Has("a[href*='/cancel/']"));
        Assert.False(partly.Has("a[href*='/receive/']"));

        var second = await stall.SendPartAsync(consignment, null);
        // How long a parcel takes is the carrier's; two weeks after the last the money is released by itself.
        for (var day = 0; day < 40 && (await stall.OrderAsync(number)).Consignments[0].Status == ConsignmentStatus.HandedOver; day++) await stall.DeliverAllAsync(days: 1);
        var whole = await buyer.GetAsync($"/en/orders/{number}");
        Assert.Equal(["× 2 Celadon teapot", "× 1 Celadon teapot"], whole.Document.QuerySelectorAll(".part-goods").Select(g => string.Join(' ', g.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Contains(second, whole.Text);
        Assert.Equal(2, whole.Document.QuerySelectorAll(".part details.fold").Length);
        Assert.True(whole.Has("a[href*='/receive/']"));
        Assert.Equal("Delivered", whole.Of(".parcel > .parcel-head .state"));
        // It goes to Lyon: times are those of France and say so.
        Assert.All(whole.Document.QuerySelectorAll(".timeline time"), t => Assert.Matches(@"\(UTC\+[12]\)$", t.TextContent));
        Assert.Contains("Times by the clocks in France.", whole.Text);
    }

    /// <summary>A parcel that carries all of its order lists no contents of its own; the scans of both ways stand there once each.</summary>
    [Theory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Contents_and_the_scans_of_both_ways_stand_there_once_on_either_database(string database)
    {
        var market = database == "sqlite" ? stall : new Stall { Postgres = PostgresServer.Shared.NewDatabase() };
        if (market != stall) await market.InitializeAsync();
        try
        {
            using var buyer = market.Person();
            var (parts, whole) = (await buyer.BuyAsync((market.Teapot, 3)), await buyer.BuyAsync((market.Teapot, 2)));
            foreach (var (number, first) in new[] { (parts, (int?)2), (whole, null) })
            {
                var order = await market.OrderAsync(number);
                await market.SendPartAsync(order.Consignments[0], first);
                await market.BringAsync(order);
                if (first is not null) await market.SendPartAsync(order.Consignments[0], null);
            }

            var (apart, together) = (await buyer.GetAsync($"/en/orders/{parts}"), await buyer.GetAsync($"/en/orders/{whole}"));

            Assert.Equal(2, apart.Document.QuerySelectorAll(".part-goods").Length);
            Assert.False(together.Has(".part-goods"));
            Assert.All(new[] { apart, together }, page => Assert.Single(page.Document.QuerySelectorAll(".timeline li"), l => l.TextContent.Contains("青浦区", StringComparison.Ordinal)));
        }
        finally
        {
            if (market != stall) await market.DisposeAsync();
        }
    }

    /// <summary>A domestic carrier has brought the parcel to the sorting warehouse: that stands in the one timeline, and is no delivery to the buyer.</summary>
    [Theory]
    [InlineData("en", "Handed to the domestic carrier", "Arrived at the sorting warehouse", "Delivered")]
    [InlineData("fr", "Remis au transporteur intérieur", "Arrivé à l’entrepôt de tri", "Livré")]
    [InlineData("zh-Hans", "已交给国内快递", "已到达分拣仓", "已送达")]
    [InlineData("ar", "سُلِّم إلى الناقل المحلي", "وصل إلى مستودع الفرز", "تم التوصيل")]
    public async Task The_way_to_the_sorting_warehouse_stands_in_the_same_timeline(string language, string handed, string arrived, string delivered)
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1));
        var order = await stall.OrderAsync(number);
        await stall.SendPartAsync(order.Consignments[0], null);
        await stall.BringAsync(order);

        var page = await buyer.GetAsync($"/{language}/orders/{number}");

        var steps = page.Document.QuerySelectorAll(".timeline li").Select(l => l.QuerySelector("b")!.TextContent).ToList();
        Assert.True(steps.IndexOf(arrived) >= 0 && steps.IndexOf(arrived) < steps.IndexOf(handed), string.Join(" | ", steps));
        Assert.DoesNotContain(delivered, steps);
        Assert.Contains("青浦区", page.Document.QuerySelectorAll(".timeline li").Single(l => l.QuerySelector("b")!.TextContent == arrived).TextContent);
        Assert.NotEqual(delivered, page.Of(".parcel > .parcel-head .state"));
    }

    [Theory, InlineData("en"), InlineData("zh-Hans"), InlineData("fr"), InlineData("ar")]
    public async Task A_guest_corrects_the_address_without_scripts(string language)
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1));
        var order = await buyer.GetAsync($"/{language}/orders/{number}");

        var page = await buyer.GetAsync(order.Document.QuerySelector("a[href$='/address']")!.GetAttribute("href")!);
        Assert.Equal("12 rue Mercière", page.Document.QuerySelector("input[name=street]")!.GetAttribute("value"));
        Assert.False(page.Has("form.form [name=country]"));
        var refused = await buyer.SubmitAsync(page, "form.form", null, ("street", ""));
        Assert.True(refused.Has("[aria-invalid=true]"));
        var done = await buyer.SubmitAsync(page, "form.form", null, ("street", "21 rue Mercière"));

        Assert.Equal($"/{language}/orders/{number}", buyer.At);
        Assert.Contains("21 rue Mercière", done.Text);
        Assert.Equal("21 rue Mercière", (await stall.OrderAsync(number)).ShipTo.Street);
        using var stranger = stall.Person();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/{language}/orders/{number}/address")).Status);
    }

    [Fact]
    public async Task A_proposed_address_is_accepted_on_its_page_and_a_label_with_the_old_one_is_given_back()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1));
        var order = await stall.OrderAsync(number);
        await stall.DoAsync<CorrectAddress>(async c => Assert.True((await c.ProposeAsync(order.Consignments[0].Id, stall.Owner, order.ShipTo with { Street = "22 rue Mercière" }, default)).Succeeded));

        var page = await buyer.GetAsync($"/en/orders/{number}");
        Assert.Contains("The seller proposes another address", page.Text);
        var asks = await buyer.GetAsync($"/en/orders/{number}/address");
        Assert.Contains("22 rue Mercière", asks.Text);
        var done = await buyer.SubmitAsync(asks, "form.acts", "button[value=accept]");
        Assert.Contains("22 rue Mercière", done.Text);

        var label = await stall.SendPartAsync(order.Consignments[0], null, handOver: false);
        var late = await buyer.GetAsync($"/en/orders/{number}/address");
        Assert.Contains($"label {label} is given back to the carrier", late.Text);
        var again = await buyer.SubmitAsync(late, "form.form", null, ("street", "23 rue Mercière"));
        Assert.Contains("The label with the old address is given back to the carrier", again.Text);
        Assert.Equal("23 rue Mercière", (await stall.OrderAsync(number)).ShipTo.Street);

        await stall.SendPartAsync(order.Consignments[0], null);
        var gone = await buyer.GetAsync($"/en/orders/{number}/address");
        Assert.Contains("A part of the order is on its way", gone.Text);
        Assert.False(gone.Has("form.form"));
    }
}
