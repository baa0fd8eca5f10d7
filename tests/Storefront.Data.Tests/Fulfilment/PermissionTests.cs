using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Disputes;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Reviews;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Fulfilment;

/// <summary>Every operation asks for itself whose thing it is. Who has no business with it learns nothing, not even that it exists.</summary>
public sealed class PermissionTests
{
    private static readonly byte[] NoPicture = "not a picture"u8.ToArray();

    [Theory, Databases]
    public async Task Nobody_works_on_another_merchants_orders_and_parcels(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        var consignment = order.Consignments[0];
        var wanted = await market.CheapestAsync(consignment, tea.Member);
        var parcel = (await market.BuyLabelAsync(wanted, tea.Member)).Value;

        foreach (var other in await OthersAsync(market))
        {
            await RefusedAsync<QuoteLabels, LabelOffers>(market, OrderRefusals.NotFound, q => q.RunAsync(consignment.Id, other, null, null, default));
            await RefusedAsync<BuyLabel, ParcelId>(market, OrderRefusals.NotFound, b => b.RunAsync(wanted, other, default));
            await RefusedAsync<PrintLabel, DrawnDocument>(market, OrderRefusals.NotFound, p => p.RunAsync(parcel, other, DocumentFormat.Pdf, 1, default));
            await RefusedAsync<PrintPackingSlip, DrawnDocument>(market, OrderRefusals.NotFound, p => p.RunAsync(parcel, other, default));
            await RefusedAsync<PrintInvoice, DrawnDocument>(market, OrderRefusals.NotFound, p => p.RunAsync(parcel, other, default));
            await RefusedAsync<VoidLabel, Done>(market, OrderRefusals.NotFound, v => v.RunAsync(parcel, other, default));
            await RefusedAsync<HandOverParcel, Done>(market, OrderRefusals.NotFound, h => h.RunAsync(parcel, other, default));
            await RefusedAsync<CancelConsignment, Done>(market, OrderRefusals.NotFound, c => c.ByMerchantAsync(consignment.Id, other, default));
            await RefusedAsync<MerchantOrder, MerchantOrderSheet>(market, OrderRefusals.NotFound, q => q.OpenAsync(consignment.Id, other, default));
            await RefusedAsync<MerchantOrders, Page<MerchantOrderRow>>(market, OrderRefusals.NotFound, q => q.ListAsync(tea.Id, other, new MerchantOrderQuery(OrderDrawer.ToPack), default));
        }

        Assert.Equal(ParcelStatus.Labelled, await market.ReadAsync(db => db.Parcels.Select(p => p.Status).SingleAsync()));
        Assert.True((await market.DoAsync<PrintPackingSlip, Outcome<DrawnDocument>>(p => p.RunAsync(parcel, tea.Member, default))).Succeeded);
        await RefusedAsync<PrintPackingSlip, DrawnDocument>(market, OrderRefusals.NotFound, p => p.RunAsync(Id.New<ParcelId>(), tea.Member, default));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Nobody_changes_another_merchants_listings_and_shop(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        var variant = await market.ListingAsync(tea);
        var (id, before) = await market.ReadAsync(async db =>
        {
            var listing = await db.Listings.AsNoTracking().Include(l => l.Variants).SingleAsync();
            return (listing.Id, ListingDraft.Of(listing));
        });
        var profile = (await market.DoAsync<OwnShop, Outcome<MerchantProfile>>(o => o.OpenAsync(tea.Id, tea.Member, default))).Value;

        foreach (var other in await OthersAsync(market))
        {
            await RefusedAsync<SaveListing, ListingId>(market, CatalogRefusals.NotYours, s => s.RunAsync(tea.Id, other, before, default));
            await RefusedAsync<PublishListing, Done>(market, CatalogRefusals.NotYours, p => p.PublishAsync(id, other, default));
            await RefusedAsync<PublishListing, Done>(market, CatalogRefusals.NotYours, p => p.WithdrawAsync(id, other, default));
            await RefusedAsync<ListingOnDesk, ListingSheet>(market, CatalogRefusals.NotYours, o => o.OpenAsync(id, other, default));
            await RefusedAsync<TakePicture, ListingPicture>(market, CatalogRefusals.NotYours, t => t.RunAsync(tea.Id, other, NoPicture, default));
            await RefusedAsync<ChangeMerchant, Done>(market, MerchantRefusals.NotFound, c => c.RunAsync(tea.Id, other, profile, default));
        }

        // A merchant that names another's listing as its own does not get it either.
        var linen = await market.MerchantAsync("Atelier Garance", "CN", "CNY");
        await RefusedAsync<SaveListing, ListingId>(market, CatalogRefusals.NotYours, s => s.RunAsync(linen.Id, linen.Member, before, default));
        Assert.Equal(ListingStatus.Published, await market.ReadAsync(db => db.Listings.Select(l => l.Status).SingleAsync()));
        Assert.Equal(10, await market.ReadAsync(db => db.Stock.Where(s => s.Variant == variant).Select(s => s.OnHand).SingleAsync()));
    }

    [Theory, Databases]
    public async Task Nobody_but_its_buyer_acts_on_an_order(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        var foreign = (await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea, sku: "TP-2"), 1))).Consignments[0];
        var consignment = order.Consignments[0];
        await market.SendAsync(consignment, tea.Member);
        market.Clock.Move(consignment.PromisedByUtc.AddDays(1) - market.Clock.NowUtc);
        var own = new OrderAccess(null, order.AccessKey);
        var claim = new DisputeClaim(DisputeReason.NotReceived, consignment.Goods, "Nothing came.", []);
        var dispute = (await market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(order.Number, consignment.Id, own, claim, default))).Value;
        var line = consignment.Lines[0].Id;

        foreach (var access in new[] { default, new OrderAccess(tea.Member.User, null), new OrderAccess(Id.New<UserId>(), ""), new OrderAccess(null, new string('0', 32)), new OrderAccess(null, order.AccessKey[..31]) })
        {
            await RefusedAsync<CancelConsignment, Done>(market, OrderRefusals.NotFound, c => c.ByBuyerAsync(order.Number, consignment.Id, access, default));
            await RefusedAsync<ConfirmReceipt, Done>(market, OrderRefusals.NotFound, c => c.ByBuyerAsync(order.Number, consignment.Id, access, default));
            await RefusedAsync<OpenDispute, DisputeId>(market, DisputeRefusals.NotFound, o => o.RunAsync(order.Number, consignment.Id, access, claim, default));
            await RefusedAsync<FollowDispute, Done>(market, DisputeRefusals.NotFound, f => f.TakeOfferAsync(dispute, access, default));
            await RefusedAsync<FollowDispute, Done>(market, DisputeRefusals.NotFound, f => f.AskAgainAsync(dispute, access, claim.Ask, "Still nothing.", [], default));
            await RefusedAsync<FollowDispute, Done>(market, DisputeRefusals.NotFound, f => f.EscalateAsync(dispute, access, default));
            await RefusedAsync<FollowDispute, Done>(market, DisputeRefusals.NotFound, f => f.WithdrawAsync(dispute, access, default));
            await RefusedAsync<WriteReview, Done>(market, OrderRefusals.NotFound, w => w.RunAsync(order.Number, line, access, 5, "Good.", "en", default));
        }

        // The own order's number and key do not open another order's consignment.
        await RefusedAsync<CancelConsignment, Done>(market, OrderRefusals.NotFound, c => c.ByBuyerAsync(order.Number, foreign.Id, own, default));
        await RefusedAsync<ConfirmReceipt, Done>(market, OrderRefusals.NotFound, c => c.ByBuyerAsync(order.Number, foreign.Id, own, default));
        await RefusedAsync<OpenDispute, DisputeId>(market, DisputeRefusals.NotFound, o => o.RunAsync(order.Number, foreign.Id, own, claim, default));
        await RefusedAsync<WriteReview, Done>(market, OrderRefusals.NotFound, w => w.RunAsync(order.Number, foreign.Lines[0].Id, own, 5, "Good.", "en", default));
        Assert.Equal(ConsignmentStatus.ToPack, await market.ReadAsync(db => db.Consignments.Where(c => c.Id == foreign.Id).Select(c => c.Status).SingleAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Nobody_answers_or_sees_a_case_that_is_not_theirs(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await PaidAsync(market);
        var consignment = order.Consignments[0];
        await market.SendAsync(consignment, tea.Member);
        market.Clock.Move(consignment.PromisedByUtc.AddDays(1) - market.Clock.NowUtc);
        var claim = new DisputeClaim(DisputeReason.NotReceived, consignment.Goods, "Nothing came.", []);
        var dispute = (await market.DoAsync<OpenDispute, Outcome<DisputeId>>(o => o.RunAsync(order.Number, consignment.Id, new OrderAccess(null, order.AccessKey), claim, default))).Value;
        var half = new Money(claim.Ask.Minor / 2, claim.Ask.Currency);

        foreach (var other in await OthersAsync(market))
        {
            await RefusedAsync<AnswerDispute, Done>(market, DisputeRefusals.NotFound, a => a.AcceptAsync(dispute, other, default));
            await RefusedAsync<AnswerDispute, Done>(market, DisputeRefusals.NotFound, a => a.OfferAsync(dispute, other, half, "Half.", [], default));
            await RefusedAsync<TakeEvidence, string>(market, DisputeRefusals.NotFound, t => t.RunAsync(dispute, other, NoPicture, default));
            await RefusedAsync<MerchantDisputes, Page<MerchantDisputeRow>>(market, DisputeRefusals.NotFound, q => q.ListAsync(tea.Id, other, DisputeDrawer.ToAnswer, null, default));
        }

        foreach (var stranger in (await OthersAsync(market)).Take(2))
        {
            await RefusedAsync<DisputeFile, DisputeSheet>(market, DisputeRefusals.NotFound, q => q.OpenAsync(dispute, stranger, default));
            await RefusedAsync<DisputeEvidence, Stream>(market, DisputeRefusals.NotFound, q => q.OpenAsync(dispute, $"{new string('a', 64)}.jpg", stranger, default));
            await RefusedAsync<DecideDispute, Done>(market, AccountRefusals.AdminsOnly, d => d.RunAsync(dispute, stranger, half, "Because.", default));
        }

        await RefusedAsync<DecideDispute, Done>(market, AccountRefusals.AdminsOnly, d => d.RunAsync(dispute, tea.Member, half, "Because.", default));
        Assert.Equal(DisputeStatus.AwaitingMerchant, await market.ReadAsync(db => db.Disputes.Select(d => d.Status).SingleAsync()));
        Assert.Equal(0, await market.ReadAsync(db => db.Refunds.CountAsync()));
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task Only_an_admin_judges_merchants_and_listings(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        await market.ListingAsync(tea);
        var listing = await market.ReadAsync(db => db.Listings.Select(l => l.Id).SingleAsync());
        var admin = await market.AdminAsync();

        foreach (var other in new[] { new Actor(Id.New<UserId>()), tea.Member })
        {
            await RefusedAsync<JudgeMerchant, Done>(market, AccountRefusals.AdminsOnly, j => j.ApproveAsync(tea.Id, other, default));
            await RefusedAsync<JudgeMerchant, Done>(market, AccountRefusals.AdminsOnly, j => j.StopAsync(tea.Id, other, MerchantStatus.Suspended, "Because.", default));
            await RefusedAsync<PublishListing, Done>(market, AccountRefusals.AdminsOnly, p => p.BlockAsync(listing, other, "Because.", default));
            await RefusedAsync<PublishListing, Done>(market, AccountRefusals.AdminsOnly, p => p.UnblockAsync(listing, other, "Because.", default));
            await RefusedAsync<RetryRefund, Done>(market, AccountRefusals.AdminsOnly, r => r.RunAsync(Guid.NewGuid(), other, default));
        }

        await RefusedAsync<PublishListing, Done>(market, CatalogRefusals.Missing("reason"), p => p.BlockAsync(listing, admin, " ", default));
        await RefusedAsync<PublishListing, Done>(market, CatalogRefusals.Missing("reason"), p => p.UnblockAsync(listing, admin, "", default));
    }

    [Theory, Databases]
    public async Task A_blocked_listing_leaves_the_shop_and_comes_back_only_after_an_admin_took_the_block_away(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var tea = await market.MerchantAsync();
        await market.ListingAsync(tea);
        var (listing, admin) = (await market.ReadAsync(db => db.Listings.Select(l => l.Id).SingleAsync()), await market.AdminAsync());

        Assert.True((await market.DoAsync<PublishListing, Outcome<Done>>(p => p.BlockAsync(listing, admin, "The mark is not theirs.", default))).Succeeded);
        await market.RunOutboxAsync();
        Assert.Null(await CopyAsync(market));
        await RefusedAsync<PublishListing, Done>(market, CatalogRefusals.Blocked, p => p.PublishAsync(listing, tea.Member, default));
        await RefusedAsync<PublishListing, Done>(market, CatalogRefusals.Blocked, p => p.WithdrawAsync(listing, tea.Member, default));

        Assert.True((await market.DoAsync<PublishListing, Outcome<Done>>(p => p.UnblockAsync(listing, admin, "The licence was shown.", default))).Succeeded);
        Assert.True((await market.DoAsync<PublishListing, Outcome<Done>>(p => p.UnblockAsync(listing, admin, "The licence was shown.", default))).Succeeded);
        Assert.Equal(ListingStatus.Withdrawn, await market.ReadAsync(db => db.Listings.Select(l => l.Status).SingleAsync()));
        Assert.True((await market.DoAsync<PublishListing, Outcome<Done>>(p => p.PublishAsync(listing, tea.Member, default))).Succeeded);
        await market.RunOutboxAsync();

        Assert.NotNull(await CopyAsync(market));
        Assert.Equal(["BlockListing", "UnblockListing"], await market.ReadAsync(db => db.AuditLog.Where(a => a.Act.EndsWith("Listing")).OrderBy(a => a.AtUtc).ThenBy(a => a.Id).Select(a => a.Act).ToListAsync()));
    }

    private static Task<string?> CopyAsync(TestMarket market) => market.ReadAsync(db => db.PublishedCopies.Select(c => c.Document).SingleAsync());

    private static async Task<((MerchantId Id, Actor Member) Tea, Order Order)> PaidAsync(TestMarket market)
    {
        var tea = await market.MerchantAsync();
        return (tea, await market.PaidOrderAsync("EUR", (await market.ListingAsync(tea), 1)));
    }

    /// <summary>A stranger, another merchant's member, and last an admin, who does not work for the shop either.</summary>
    private static async Task<IReadOnlyList<Actor>> OthersAsync(TestMarket market) =>
        [new Actor(Id.New<UserId>()), (await market.MerchantAsync($"Other {Guid.NewGuid():N}"[..20], "FR", "EUR")).Member, await market.AdminAsync()];

    private static async Task RefusedAsync<T, TResult>(TestMarket market, Refusal expected, Func<T, Task<Outcome<TResult>>> act)
        where T : notnull
    {
        var outcome = await market.DoAsync(act);
        Assert.False(outcome.Succeeded, $"{typeof(T).Name} did it.");
        Assert.Equal(expected.Code, outcome.Refusal.Code);
    }
}
