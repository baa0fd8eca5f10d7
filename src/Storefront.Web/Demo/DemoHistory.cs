using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Addresses;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Connectors.Payments.Sandbox;
using Storefront.Data;
using Storefront.Pricing;
using Storefront.Discounts;
using Storefront.Disputes;
using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Returns;
using Storefront.Reviews;
using Storefront.Shipping;

namespace Storefront.Web.Demo;

/// <summary>Plays the demo market's past through the same operations that shoppers and merchants use, with the clock set back: orders are
/// paid, sent, tracked, reviewed and disputed, and the books are as they would be.</summary>
public sealed partial class DemoHistory(IServiceScopeFactory scopes, SandboxGateway gateway, SandboxBank bank, SandboxPaymentSettings sandbox, MarketClock clock, CurrentRates rates)
{
    private const int MostLines = 5;

    private const string WorkingCard = "4242424242424242";

    /// <summary>Days from placing an order to its first review.</summary>
    private const int DaysToReview = 32;

    /// <summary>Units of a variant that the history's reviewed orders will take.</summary>
    public static int UnitsTaken(DemoProduct product, DemoVariant variant) =>
        product.Reviews.Where((_, place) => VariantOf(product, place) == product.Variants.ToList().IndexOf(variant)).Count();

    public async Task PlayAsync(DemoCatalogue demo, DemoShops shops, CancellationToken cancel)
    {
        var (now, webhooks) = (clock.Offset, sandbox.SendWebhooks);
        sandbox.SendWebhooks = false;
        try
        {
            foreach (var order in ReviewedOrders(demo, shops).OrderByDescending(o => o.PlacedDaysAgo)) await PlayReviewedAsync(order, shops, cancel);
            await PlayPresentAsync(shops, cancel);
            await FillDesksAsync(shops.Merchants["longjing-house"], shops, cancel);
            await PayOutAsync(shops.Merchants["longjing-house"], shops.Merchants["atelier-garance"], shops, cancel);
        }
        finally
        {
            (clock.Offset, sandbox.SendWebhooks) = (now, webhooks);
        }
    }

    private static int VariantOf(DemoProduct product, int review) => review % product.Variants.Count;

    /// <summary>Gathers the written reviews into orders: one country, no listing twice, at most five lines.</summary>
    private static IEnumerable<PastOrder> ReviewedOrders(DemoCatalogue demo, DemoShops shops)
    {
        var reviews = from merchant in demo.Merchants
                      from product in demo.Products[merchant.Key]
                      from review in product.Reviews.Select((r, place) => (Review: r, Variant: shops.Variants[product.Slug][VariantOf(product, place)]))
                      orderby review.Review.Country, review.Review.DaysAgo descending, product.Slug
                      select (product.Slug, review.Review, review.Variant);
        foreach (var country in reviews.GroupBy(r => r.Review.Country))
        {
            var open = new List<List<(string Slug, DemoReview Review, VariantId Variant)>>();
            foreach (var review in country)
            {
                var order = open.Find(o => o.Count < MostLines && o.TrueForAll(l => l.Slug != review.Slug && l.Review.Language == review.Review.Language));
                if (order is null) open.Add(order = []);
                order.Add(review);
            }

            foreach (var order in open) yield return new PastOrder(new Country(country.Key), order.ConvertAll(l => (l.Variant, l.Review)), order.Max(l => l.Review.DaysAgo) + DaysToReview);
        }
    }

    private async Task PlayReviewedAsync(PastOrder past, DemoShops shops, CancellationToken cancel)
    {
        SetBack(past.PlacedDaysAgo);
        var language = past.Lines[0].Review.Language;
        if (await BuyAsync(past.Country, language, $"{past.Country.Code.ToLowerInvariant()}-{past.PlacedDaysAgo}@buyers.example", null, [.. past.Lines.Select(l => (l.Variant, 1))], cancel) is not { } order) return;
        clock.Move(TimeSpan.FromHours(30));
        foreach (var consignment in order.Consignments) await SendAsync(consignment, shops, cancel);
        SetBack(past.PlacedDaysAgo - DaysToReview + 1);
        await DoAsync<FollowParcels>(follow => follow.RunAsync(cancel));
        foreach (var consignment in order.Consignments) await DoAsync<ConfirmReceipt>(c => c.ByBuyerAsync(order.Number, consignment.Id, Access(order), cancel));
        foreach (var (variant, review) in past.Lines.OrderByDescending(l => l.Review.DaysAgo))
        {
            SetBack(review.DaysAgo);
            var line = order.Consignments.SelectMany(c => c.Lines).Single(l => l.Variant == variant);
            await DoAsync<WriteReview>(w => w.RunAsync(order.Number, line.Id, Access(order), review.Stars, review.Text, review.Language, cancel));
        }
    }

    /// <summary>What the four sign-ins find waiting for them.</summary>
    private async Task PlayPresentAsync(DemoShops shops, CancellationToken cancel)
    {
        var (tea, linen) = (shops.Merchants["longjing-house"], shops.Merchants["atelier-garance"]);
        var goods = await GoodsAsync(tea, linen);
        await CodesAsync(tea, linen, shops, cancel);

        // Received and settled; the linen shop gave a little back for a late thread.
        var settled = await OfShopperAsync(40, [(goods[tea][0], 1), (goods[linen][1], 2)]);
        var sold = settled.Consignments.Single(c => c.Merchant == linen);
        var back = new LineAmount(sold.Lines[0].Id, new Money(sold.Lines[0].LineTotal.Minor / 10, settled.Total.Currency));
        await DoAsync<GiveMoneyBack>(g => g.ByMerchantAsync(sold.Id, shops.Owners[linen], new RefundOrder(Guid.NewGuid(), [back], "A loose thread at the hem."), cancel));
        // A claim that the merchant has to answer.
        var faulty = await SentOrderAsync(26, [(goods[tea][1], 2)]);
        await DeliverAsync(4);
        await DisputeAsync(faulty, 3, "One of the two has a hairline crack from the rim to the foot. It was packed well, so I think it left the kiln like this.", share: 2);
        // A case that an admin has to decide.
        var missing = await SentOrderAsync(30, [(goods[linen][2], 1)]);
        await DeliverAsync(8);
        var dispute = await DisputeAsync(missing, 7, "The listing says stone-washed linen. What came is thin and mixed with something that shines.", share: 1);
        SetBack(6);
        await DoAsync<AnswerDispute>(a => a.OfferAsync(dispute, shops.Owners[linen], new Money(0, missing.Total.Currency), "It is pure linen, woven at 150 g per square metre as the listing says. We attach the mill's note.", [], cancel));
        SetBack(2);
        await DoAsync<FollowDispute>(f => f.EscalateAsync(dispute, Access(missing), cancel));
        // Goods that came back and were paid for, and some that want to go back.
        var worn = await SentOrderAsync(34, [(goods[linen][1], 1)]);
        await DeliverAsync(24);
        await ReturnedAsync(worn, 22, shops, cancel);
        var chipped = await SentOrderAsync(27, [(goods[tea][2], 1)]);
        await DeliverAsync(3);
        SetBack(2);
        await AskToReturnAsync(chipped, ReturnReason.DamagedOnTheWay, "The rim is chipped where it touched the lid.", cancel);
        // Delivered and not confirmed; on its way; label bought; to pack.
        await SentOrderAsync(21, [(goods[linen][0], 1)]);
        await DeliverAsync(1);
        await SentOrderAsync(5, [(goods[tea][2], 1)], "WELCOME10");
        var labelled = await OrderAsync(2, [(goods[linen][3], 1)]);
        SetBack(1);
        await LabelAsync(labelled.Consignments[0], shops, cancel);
        await OrderAsync(1, [(goods[tea][3], 1), (goods[linen][0], 1)]);
        SetBack(0);
        await GuestAsync("JP", "en", [(goods[tea][0], 2)]);
        await GuestAsync("US", "en", [(goods[linen][1], 1), (goods[tea][4], 1)]);
        await GuestAsync("CN", "zh-Hans", [(goods[linen][4], 1)]);
        await GuestAsync("AE", "ar", [(goods[tea][5], 1)]);
        // A buyer's bank takes a payment back, and a card's network doubts another: an admin has to answer.
        SetBack(2);
        await GuestAsync("CA", "en", [(goods[tea][0], 1)], "4000000000000259");
        await GuestAsync("GB", "en", [(goods[linen][0], 1)], "4000000000005423");
        SetBack(0);

        async Task<Order> OfShopperAsync(int daysAgo, (VariantId, int)[] what)
        {
            var order = await SentOrderAsync(daysAgo, what);
            await DeliverAsync(daysAgo - 25);
            foreach (var consignment in order.Consignments) await DoAsync<ConfirmReceipt>(c => c.ByBuyerAsync(order.Number, consignment.Id, Access(order), cancel));
            return order;
        }

        async Task<Order> OrderAsync(int daysAgo, (VariantId, int)[] what, string? code = null)
        {
            SetBack(daysAgo);
            return await BuyAsync(new Country("FR"), "en", DemoPeople.Shopper, shops.Shopper, what, cancel, code: code) ?? throw new InvalidOperationException("The demo's own order was refused.");
        }

        async Task<Order> SentOrderAsync(int daysAgo, (VariantId, int)[] what, string? code = null)
        {
            var order = await OrderAsync(daysAgo, what, code);
            clock.Move(TimeSpan.FromHours(20));
            foreach (var consignment in order.Consignments) await SendAsync(consignment, shops, cancel);
            return order;
        }

        async Task GuestAsync(string country, string language, (VariantId, int)[] what, string card = WorkingCard) =>
            await BuyAsync(new Country(country), language, $"guest-{country.ToLowerInvariant()}@buyers.example", null, what, cancel, card);

        async Task DeliverAsync(int daysAgo)
        {
            SetBack(daysAgo);
            await DoAsync<FollowParcels>(follow => follow.RunAsync(cancel));
        }

        async Task<DisputeId> DisputeAsync(Order order, int daysAgo, string text, int share)
        {
            SetBack(daysAgo);
            var consignment = order.Consignments[0];
            var ask = new Money(consignment.Total.Minor / share, consignment.Total.Currency);
            return (await DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(order.Number, consignment.Id, Access(order), new DisputeClaim(DisputeReason.NotAsDescribed, ask, text, []), cancel))).Value;
        }

        // The first variants of each shop that are well in stock.
        async Task<Dictionary<MerchantId, List<VariantId>>> GoodsAsync(params MerchantId[] merchants)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MarketDb>();
            var found = await db.Variants.AsNoTracking().Where(v => merchants.Contains(v.Merchant) && v.IsActive && v.Position == 0)
                .Join(db.Stock.Where(s => s.OnHand - s.Reserved - s.Committed >= 8), v => v.Id, s => s.Variant, (v, s) => new { v.Merchant, v.Id, v.Sku }).OrderBy(v => v.Sku).ToListAsync(cancel);
            return found.GroupBy(v => v.Merchant).ToDictionary(g => g.Key, g => g.Select(v => v.Id).ToList());
        }
    }

    /// <summary>Codes of two shops, one of them stopped again.</summary>
    private async Task CodesAsync(MerchantId tea, MerchantId linen, DemoShops shops, CancellationToken cancel)
    {
        SetBack(60);
        var (yuan, euro) = await ReadAsync(async db => (
            await db.Merchants.Where(m => m.Id == tea).Select(m => m.Currency).SingleAsync(cancel), await db.Merchants.Where(m => m.Id == linen).Select(m => m.Currency).SingleAsync(cancel)));
        await MakeAsync(tea, new DiscountDraft("WELCOME10", PartsPerMillion.FromPercent(10), null, OncePerBuyer: true));
        await MakeAsync(tea, new DiscountDraft("TEA-TIME", null, Money.Exactly(30, yuan), Money.Exactly(300, yuan), MostUses: 200));
        await MakeAsync(linen, new DiscountDraft("LIN-5", null, Money.Exactly(5, euro), Money.Exactly(50, euro)));
        var over = await MakeAsync(linen, new DiscountDraft("SUMMER", PartsPerMillion.FromPercent(12.5m), null, MostUses: 50));
        SetBack(45);
        await DoAsync<StopDiscountCode>(s => s.RunAsync(over, shops.Owners[linen], cancel));

        async Task<DiscountCodeId> MakeAsync(MerchantId shop, DiscountDraft draft) => (await DoAsync<MakeDiscountCode, Outcome<DiscountCodeId>>(m => m.RunAsync(shop, draft, shops.Owners[shop], cancel))).Value;
    }

    /// <summary>One shop gave its bank account weeks ago and is paid what it has earned; the other is due as well, and still has to give one.</summary>
    private async Task PayOutAsync(MerchantId shop, MerchantId other, DemoShops shops, CancellationToken cancel)
    {
        var owner = shops.Owners[shop];
        SetBack(20);
        await DoAsync<SetPayoutAccount, Outcome<OnboardingPage>>(s => s.RunAsync(shop, owner, DemoPeople.Password, cancel));
        var payee = await ReadAsync(db => db.PayoutAccounts.AsNoTracking().Where(a => a.Merchant == shop).Select(a => a.Payee).SingleAsync(cancel));
        await bank.SetBankAsync(payee!, "Longjing House", "000123456789", cancel);
        await DoAsync<FollowPayoutAccount>(f => f.RunAsync(shop, owner, cancel));
        SetBack(0);
        while (await DoAsync<EndReserves, int>(e => e.RunAsync(cancel)) > 0)
        {
        }

        foreach (var due in new[] { shop, other }) await DoAsync<PlanPayouts>(p => p.AskAsync(due, shops.Owners[due], cancel));
        await DoAsync<WritePayouts>(w => w.RunAsync(cancel));
    }

    /// <summary>A whole purchase; null where the market does not deliver to the country.</summary>
    private async Task<Order?> BuyAsync(Country to, string language, string email, UserId? user, IReadOnlyList<(VariantId Variant, int Units)> goods, CancellationToken cancel, string card = WorkingCard, string? code = null)
    {
        var spoken = Language.TryFind(language, out var known) ? known : Language.English;
        BasketId? basket = null;
        foreach (var (variant, units) in goods)
        {
            var added = await DoAsync<ChangeBasket, Outcome<BasketId>>(b => b.AddAsync(basket, user, variant, units, cancel));
            if (added.Succeeded) basket = added.Value;
        }

        if (basket is not { } filled) return null;
        if (code is not null) await DoAsync<EnterDiscountCode>(e => e.RunAsync(filled, user, code, cancel));
        var attempt = Guid.NewGuid();
        var currency = Guess.CurrencyOf(to, rates.Now.Offered);
        var sent = await DoAsync<PrepareCheckout, Outcome<Done>>(p => p.SendToAsync(attempt, filled, user, email, spoken.Tag, currency, AddressIn(to), cancel));
        if (!sent.Succeeded) return null;
        var quote = await ReadAsync(db => db.CheckoutAttempts.AsNoTracking().Where(a => a.Id == attempt).Select(a => a.Quote).SingleAsync(cancel));
        var placed = await DoAsync<PlaceOrder, Outcome<PlacedOrder>>(p => p.RunAsync(new OrderRequest(attempt, filled, quote.Total), cancel));
        if (!placed.Succeeded) return null;
        var payment = await ReadAsync(db => db.Payments.AsNoTracking().Join(db.Orders.Where(o => o.Number == placed.Value.Number), p => p.Order, o => o.Id, (p, o) => p).SingleAsync(cancel));
        await gateway.PayByCardAsync(payment.Reference!, card, cancel);
        await DoAsync<SettlePayment>(s => s.RunAsync(payment.Id, cancel));
        return await ReadAsync(db => db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Number == placed.Value.Number, cancel));
    }

    private async Task SendAsync(Consignment consignment, DemoShops shops, CancellationToken cancel)
    {
        if (await LabelAsync(consignment, shops, cancel) is { } parcel) await DoAsync<HandOverParcel>(h => h.RunAsync(parcel, shops.Owners[consignment.Merchant], cancel));
    }

    private async Task<ParcelId?> LabelAsync(Consignment consignment, DemoShops shops, CancellationToken cancel)
    {
        var owner = shops.Owners[consignment.Merchant];
        var offers = await DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(consignment.Id, owner, null, null, cancel));
        if (!offers.Succeeded || offers.Value.Rates.Count == 0) return null;
        var rate = offers.Value.Rates[0];
        var bought = await DoAsync<BuyLabel, Outcome<ParcelId>>(b => b.RunAsync(
            new LabelOrder(consignment.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers.Value.Weight, offers.Value.Size) { LateIsConfirmed = true, ConditionsAreConfirmed = true }, owner, cancel));
        return bought.Succeeded ? bought.Value : null;
    }

    private static PostalAddress AddressIn(Country country)
    {
        var form = AddressForm.For(country);
        return new PostalAddress
        {
            Country = country, Name = "Demo Shopper", Street = "1 Harbour Street", City = "Harbour Town", Region = form.Regions.Count > 0 ? form.Regions[0].Key : null,
            Postcode = form.PostcodeExample is { Length: > 0 } example ? example : null,
        };
    }

    private static OrderAccess Access(Order order) => new(order.User, order.AccessKey);

    private void SetBack(int daysAgo) => clock.Offset = TimeSpan.FromDays(-daysAgo) - TimeSpan.FromHours(3);

    private async Task DoAsync<T>(Func<T, Task> act)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    private async Task<TResult> DoAsync<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    private Task<TResult> ReadAsync<TResult>(Func<MarketDb, Task<TResult>> read) => DoAsync(read);

    private sealed record PastOrder(Country Country, IReadOnlyList<(VariantId Variant, DemoReview Review)> Lines, int PlacedDaysAgo);
}
