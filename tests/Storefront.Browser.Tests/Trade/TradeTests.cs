using Microsoft.Playwright;

namespace Storefront.Browser.Tests.Trade;

/// <summary>The whole trade in real browsers. It moves the market's time on by weeks, and so has a market of its own.</summary>
[Collection(nameof(TradeMarket))]
public sealed class TradeTests(Market market)
{
    private const string NewShop = "Zeytin Yurdu";
    private const string TeaShop = "Longjing House";

    [Fact]
    public async Task A_shopper_abroad_buys_from_two_merchants_and_the_trade_runs_to_its_end()
    {
        var pages = new List<IPage>();
        foreach (var language in new[] { "en-GB", "tr-TR", "zh-CN", "ja-JP" }) pages.Add(await market.VisitAsync(language: language));
        try
        {
            await RunAsync(new Admin(market, pages[0]), new Seller(market, pages[1]), new Seller(market, pages[2]), new Shopper(market, pages[3]));
        }
        catch
        {
            // What each of them saw last tells more than the fault.
            for (var i = 0; i < pages.Count; i++) await Look.PictureAsync(pages[i], $"trade-broke-off-{i}");
            throw;
        }
        finally
        {
            foreach (var page in pages) await page.Context.CloseAsync();
        }
    }

    private static async Task RunAsync(Admin admin, Seller wood, Seller tea, Shopper shopper)
    {
        await admin.SignInAsync("admin@storefront.example");
        await tea.SignInAsync("longjing@storefront.example");
        await shopper.SignInAsync("shopper@storefront.example");

        // A shop opens.
        await wood.ApplyAsync("zeytin@example.test", NewShop);
        await admin.ApproveAsync(NewShop);
        await wood.CreateListingAsync();
        Assert.False(await shopper.FindsAsync("zeytinlik", "olive wood bowl"));
        await wood.PublishAsync();
        Assert.InRange(await shopper.FindAsync("zeytinlik", "olive wood bowl"), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await wood.ChangePriceAsync("45.00");
        await wood.ImportAsync();

        // A shopper buys from two merchants, and both send.
        await shopper.AddAsync("zeytinlik-olive-wood-bowl");
        await shopper.AddAsync("celadon-teapot-450");
        var order = await shopper.BuyAsync();
        await wood.SendAsync(order);
        await tea.SendAsync(order);

        // The parcels travel: both services deliver in at most sixteen days, and no receipt counts as given before the twenty-first. The money is released for the one that is received.
        await admin.MoveClockAsync("7 days", "7 days", "3 days");
        await shopper.SeesAsync(order, NewShop, "Delivered");
        await shopper.SeesAsync(order, TeaShop, "Delivered");
        Assert.StartsWith("−€", await wood.OwedAsync());
        // A new shop's money waits in its reserve.
        await shopper.ConfirmReceiptAsync(order, NewShop);
        Assert.StartsWith("−€", await wood.OwedAsync());
        var received = await wood.NewestLineAsync();
        Assert.Contains("Order received", received);
        Assert.Contains("in reserve until", received);
        await wood.SeesHeldAsync(order, "In the longer reserve of a new shop");

        // The other parcel is in dispute.
        var dispute = await shopper.DisputeAsync(order, TeaShop);
        await tea.AnswerAsync(order);
        await shopper.CallTheMarketAsync(dispute);
        await admin.DecideInPartAsync(order, TeaShop, "1500");
        var decided = await shopper.ReadAsync(dispute);
        Assert.Contains("1,500", decided);
        Assert.Contains("The photos show a chip", decided);
        // Who decided it does not judge the appeal.
        await shopper.AppealAsync(dispute, "A second cup is chipped as well.");
        await admin.SeesAppealAsync(order);

        // The shop gives its bank account, waits until it is trusted, and is paid.
        await wood.SetBankAsync("Zeytin Yurdu", "000123456789");
        await wood.ChooseToAskAsync();
        await admin.SeesHoldAsync(order, NewShop);
        await admin.GiveBackAsync(order, "100");
        await admin.MoveClockAsync("7 days", "7 days", "7 days", "7 days", "3 days");
        await wood.SeesReserveOverAsync();
        await wood.AskForPayoutAsync();
        await wood.SeesPayoutAsync("On its way");
        await admin.MoveClockAsync("1 day", "1 hour");
        await wood.SeesPayoutAsync("Paid");
        Assert.Contains("Payout", await wood.NewestLineAsync());

        // The books balance, and the acts are written down.
        await admin.BooksBalanceAsync();
        var acts = await admin.ActsAsync();
        Assert.Contains("DecideDispute", acts);
        Assert.Contains("GiveMoneyBack", acts);
        Assert.Contains("MoveDemoClock", acts);
        Assert.Contains("JudgeMerchant", acts);
    }
}

[CollectionDefinition(nameof(TradeMarket))]
public sealed class TradeMarket : ICollectionFixture<Market>;
