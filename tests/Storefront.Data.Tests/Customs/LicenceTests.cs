using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Data.Tests.Customs;

/// <summary>What a destination admits from sellers with a licence is sold by whom an admin has approved one, on its days, and by nobody else.</summary>
public sealed class LicenceTests
{
    private const string Wine = "220600";
    private const string Closed = "customs.restricted-excise";

    /// <summary>One red pixel.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    private static readonly LicenceDraft France = new(new Country("FR"), "*/alcohol", "FR-EXC-20613", "Douane de Lyon", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), "");

    [Theory, Databases]
    public async Task An_approved_licence_opens_publishing_checkout_and_label_and_its_number_stands_on_the_papers(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, house, other) = (await market.AdminAsync(), await market.MerchantAsync(), await market.MerchantAsync("Another House"));
        var (wine, others) = (await market.ListingAsync(house, sku: "WINE-1", hs: Wine), await market.ListingAsync(other, sku: "WINE-2", hs: Wine));
        await market.RunOutboxAsync();
        Assert.Equal((true, true), (await IsClosedAsync(market, wine), await IsClosedAsync(market, others)));
        Assert.Equal(Closed, await SentAsync(market, wine));

        var id = await AskAsync(market, house, France);
        Assert.Equal(Closed, await SentAsync(market, wine));
        Assert.True((await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.ApproveAsync(id, admin, default))).Succeeded);

        // At once at checkout; in the shop when its copy is made.
        Assert.Null(await SentAsync(market, wine));
        await market.RunOutboxAsync();
        Assert.Equal((false, true), (await IsClosedAsync(market, wine), await IsClosedAsync(market, others)));
        Assert.Equal(Closed, await SentAsync(market, others));
        Assert.Equal(Closed, await SentAsync(market, wine, TestMarket.Lyon with { Country = new Country("DE"), City = "Berlin", Postcode = "10115" }));
        var ready = (await market.DoAsync<ReadReadiness, Outcome<ListingReadiness>>(async r => await r.OpenAsync(await ListingOfAsync(market, wine), house.Member, default))).Value;
        Assert.Equal("FR-EXC-20613", Assert.Single(ready.Destinations.Single(d => d.Destination == France.Destination).Licences).Number);

        var order = await market.PaidOrderAsync("EUR", (wine, 1));
        var parcel = (await market.BuyLabelAsync(await market.CheapestAsync(order.Consignments[0], house.Member), house.Member)).Value;
        await AssertPapersAsync(market, parcel, house.Member);

        // A paper that is printed again says the same, though the licence is over.
        market.Clock.Move(TimeSpan.FromDays(30));
        await AssertPapersAsync(market, parcel, house.Member);
        await market.AssertBooksBalanceAsync();
    }

    [Theory, Databases]
    public async Task It_ends_on_its_day_at_checkout_at_the_label_and_in_the_shop(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, house) = (await market.AdminAsync(), await market.MerchantAsync());
        var wine = await market.ListingAsync(house, sku: "WINE-1", hs: Wine);
        var id = await AskAsync(market, house, France with { ValidFrom = new DateOnly(2026, 11, 24) });
        Assert.True((await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.ApproveAsync(id, admin, default))).Succeeded);
        await TurnAsync();
        Assert.Equal((Closed, true), (await SentAsync(market, wine), await IsClosedAsync(market, wine)));

        market.Clock.Move(TimeSpan.FromDays(2));
        await TurnAsync();
        Assert.Equal((null, false), (await SentAsync(market, wine), await IsClosedAsync(market, wine)));
        var order = await market.PaidOrderAsync("EUR", (wine, 1));
        var wanted = await market.CheapestAsync(order.Consignments[0], house.Member);
        var accepted = await market.CheckoutAsync(await market.BasketAsync((wine, 1)));

        market.Clock.Move(TimeSpan.FromDays(7));
        Assert.Equal(Closed, (await market.PlaceAsync(accepted)).Refusal?.Code);
        Assert.Equal(Closed, (await market.BuyLabelAsync(wanted, house.Member)).Refusal?.Code);
        Assert.Equal(Closed, (await market.DoAsync<QuoteLabels, Outcome<LabelOffers>>(q => q.RunAsync(order.Consignments[0].Id, house.Member, null, null, default))).Refusal?.Code);
        await TurnAsync();
        Assert.True(await IsClosedAsync(market, wine));
        // Nothing has turned since: no copy is made again.
        var sequence = await market.ReadAsync(db => db.PublishedCopies.MaxAsync(c => c.Sequence));
        await TurnAsync();
        Assert.Equal(sequence, await market.ReadAsync(db => db.PublishedCopies.MaxAsync(c => c.Sequence)));
        await market.AssertBooksBalanceAsync();

        async Task TurnAsync()
        {
            await market.DoAsync<TurnLicences>(t => t.RunAsync(default));
            await market.RunOutboxAsync();
        }
    }

    [Theory, Databases]
    public async Task Another_node_knows_what_was_approved_and_what_was_ended(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, house) = (await market.AdminAsync(), await market.MerchantAsync());
        var elsewhere = new CurrentLicences();
        using var other = new FollowLicences(market.Services.GetRequiredService<IDbContextFactory<MarketDb>>(), elsewhere);
        var id = await AskAsync(market, house, France);
        await other.RunAsync(default);
        Assert.Same(LicenceTable.None, elsewhere.Now);

        Assert.True((await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.ApproveAsync(id, admin, default))).Succeeded);
        await other.RunAsync(default);
        var restriction = DestinationRules.BuiltIn.Restrictions.Single(r => r.Key == France.Restriction);
        Assert.Equal("FR-EXC-20613", elsewhere.Now.Of(house.Id, market.Clock.NowUtc).For(restriction, France.Destination)?.Number);

        Assert.Equal(LicenceRefusals.ReasonMissing, (await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.EndAsync(id, " ", admin, default))).Refusal);
        Assert.Equal(LicenceRefusals.NotNow, (await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.RefuseAsync(id, "It was waiting when this page was opened.", admin, default))).Refusal);
        Assert.Equal(LicenceStatus.Approved, await market.ReadAsync(db => db.MerchantLicences.Where(l => l.Id == id).Select(l => l.Status).SingleAsync()));
        Assert.True((await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.EndAsync(id, "The authority took it back.", admin, default))).Succeeded);
        Assert.Equal(LicenceRefusals.NotNow, (await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.EndAsync(id, "Once more.", admin, default))).Refusal);
        await other.RunAsync(default);
        Assert.Null(elsewhere.Now.Of(house.Id, market.Clock.NowUtc).For(restriction, France.Destination));
        Assert.Equal(LicenceRefusals.NotNow, (await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.ApproveAsync(id, admin, default))).Refusal);
        Assert.Equal(["approved", "ended: The authority took it back."], await market.ReadAsync(db => db.AuditLog.Where(a => a.Act == nameof(JudgeLicence) && a.User == admin.User).OrderBy(a => a.Detail).Select(a => a.Detail).ToListAsync()));
        var told = Assert.Single((await market.DoAsync<AskForLicence, Outcome<Page<LicenceRow>>>(a => a.ListAsync(house.Id, null, house.Member, default))).Value.Items);
        Assert.Equal((LicenceStatus.Ended, "The authority took it back."), (told.Status, told.Reason));

        await market.RunOutboxAsync();
        var compose = new Storefront.Notices.ComposeMail(market.Services.GetRequiredService<Storefront.Languages.Messages>(), Microsoft.Extensions.Options.Options.Create(new SiteOptions()));
        var mails = (await market.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.Template == "licence-judged").OrderBy(n => n.Key).ToListAsync())).ConvertAll(compose.From);
        Assert.Equal(["shop@example.test", "shop@example.test"], mails.Select(m => m.To));
        Assert.Contains("FR-EXC-20613 is approved", mails[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("reason", mails[0].Body, StringComparison.Ordinal);
        Assert.Contains("The reason: The authority took it back.", mails[1].Body, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task What_cannot_be_is_refused_and_strangers_see_and_judge_nothing(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (admin, house, stranger) = (await market.AdminAsync(), await market.MerchantAsync(), new Actor(Id.New<UserId>()));
        var file = (await market.DoAsync<AskForLicence, Outcome<string>>(a => a.TakeFileAsync(house.Id, house.Member, Png, default))).Value;
        var draft = France with { File = file };

        Assert.Equal(PictureRefusals.NotAPicture.Code, (await market.DoAsync<AskForLicence, Outcome<string>>(a => a.TakeFileAsync(house.Id, house.Member, "%PDF-1.7"u8.ToArray(), default))).Refusal?.Code);
        Assert.Equal(LicenceRefusals.NotFound, (await market.DoAsync<AskForLicence, Outcome<string>>(a => a.TakeFileAsync(house.Id, stranger, Png, default))).Refusal);
        Assert.Equal(LicenceRefusals.NotFound, (await RunAsync(draft, stranger)).Refusal);
        Assert.Equal(LicenceRefusals.NotLifted, (await RunAsync(draft with { Restriction = "EU/meat-and-milk" }, house.Member)).Refusal);
        Assert.Equal(LicenceRefusals.NotLifted, (await RunAsync(draft with { Restriction = "EU/plants" }, house.Member)).Refusal);
        Assert.Equal(LicenceRefusals.NumberMissing, (await RunAsync(draft with { Number = "许可" }, house.Member)).Refusal);
        Assert.Equal(LicenceRefusals.AuthorityMissing, (await RunAsync(draft with { Authority = " " }, house.Member)).Refusal);
        Assert.Equal(LicenceRefusals.PeriodWrong, (await RunAsync(draft with { ValidTo = new DateOnly(2026, 10, 31) }, house.Member)).Refusal);
        Assert.Equal(LicenceRefusals.Over, (await RunAsync(draft with { ValidTo = new DateOnly(2026, 11, 21) }, house.Member)).Refusal);
        Assert.Equal(LicenceRefusals.FileMissing, (await RunAsync(draft with { File = new string('a', 64) + ".jpg" }, house.Member)).Refusal);
        var id = (await RunAsync(draft, house.Member)).Value;

        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.ApproveAsync(id, house.Member, default))).Refusal);
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<JudgeLicence, Outcome<Page<LicenceRow>>>(j => j.ListAsync(LicenceStatus.Asked, null, house.Member, default))).Refusal);
        Assert.Equal(LicenceRefusals.NotFound, (await market.DoAsync<AskForLicence, Outcome<Page<LicenceRow>>>(a => a.ListAsync(house.Id, null, stranger, default))).Refusal);
        Assert.Equal(LicenceRefusals.NotFound, (await market.DoAsync<LicenceFile, Outcome<Stream>>(f => f.OpenAsync(id, stranger, default))).Refusal);
        foreach (var who in new[] { house.Member, admin })
        {
            await using var shown = (await market.DoAsync<LicenceFile, Outcome<Stream>>(f => f.OpenAsync(id, who, default))).Value;
            Assert.Equal(0xFF, shown.ReadByte());
        }

        Assert.Equal("Longjing House", Assert.Single((await market.DoAsync<JudgeLicence, Outcome<Page<LicenceRow>>>(j => j.ListAsync(LicenceStatus.Asked, null, admin, default))).Value.Items).MerchantName);
        Assert.Equal(LicenceRefusals.NotNow, (await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.EndAsync(id, "It was never approved.", admin, default))).Refusal);
        Assert.Equal(AccountRefusals.AdminsOnly, (await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.EndAsync(id, "Not theirs.", house.Member, default))).Refusal);
        Assert.True((await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.RefuseAsync(id, "The number is unknown there.", admin, default))).Succeeded);
        Assert.Equal(LicenceStatus.Refused, (await market.DoAsync<AskForLicence, Outcome<Page<LicenceRow>>>(a => a.ListAsync(house.Id, null, house.Member, default))).Value.Items[0].Status);

        Task<Outcome<Guid>> RunAsync(LicenceDraft wanted, Actor actor) => market.DoAsync<AskForLicence, Outcome<Guid>>(a => a.RunAsync(house.Id, wanted, actor, default));
    }

    [Theory, Databases]
    public async Task Buying_what_a_licence_opens_asks_the_database_no_more_than_buying_anything(string database)
    {
        var counter = new Statements();
        await using var market = await TestMarket.OnAsync(database, disturbs: counter);
        var (admin, house) = (await market.AdminAsync(), await market.MerchantAsync());
        var (pot, wine) = (await market.ListingAsync(house), await market.ListingAsync(house, sku: "WINE-1", hs: Wine));
        var id = await AskAsync(market, house, France);
        Assert.True((await market.DoAsync<JudgeLicence, Outcome<Done>>(j => j.ApproveAsync(id, admin, default))).Succeeded);
        await BuyAsync(pot);

        Assert.Equal(await BuyAsync(pot), await BuyAsync(wine));

        async Task<int> BuyAsync(VariantId variant)
        {
            var basket = await market.BasketAsync((variant, 1));
            var before = counter.Count;
            Assert.True((await market.PlaceAsync(await market.CheckoutAsync(basket))).Succeeded);
            return counter.Count - before;
        }
    }

    private static async Task<Guid> AskAsync(TestMarket market, (MerchantId Id, Actor Member) shop, LicenceDraft draft)
    {
        var file = (await market.DoAsync<AskForLicence, Outcome<string>>(a => a.TakeFileAsync(shop.Id, shop.Member, Png, default))).Value;
        return (await market.DoAsync<AskForLicence, Outcome<Guid>>(a => a.RunAsync(shop.Id, draft with { File = file }, shop.Member, default))).Value;
    }

    /// <summary>Why checkout refuses it; null where it does not.</summary>
    private static async Task<string?> SentAsync(TestMarket market, VariantId variant, PostalAddress? to = null)
    {
        var basket = await market.BasketAsync((variant, 1));
        return (await market.DoAsync<PrepareCheckout, Outcome<Done>>(p => p.SendToAsync(Guid.NewGuid(), basket, null, "camille@example.test", "fr", Currency.Eur, to ?? TestMarket.Lyon, default))).Refusal?.Code;
    }

    private static Task<ListingId> ListingOfAsync(TestMarket market, VariantId variant) => market.ReadAsync(db => db.Variants.Where(v => v.Id == variant).Select(v => v.Listing).SingleAsync());

    /// <summary>Whether the shop's copy is closed to France.</summary>
    private static async Task<bool> IsClosedAsync(TestMarket market, VariantId variant)
    {
        var id = await ListingOfAsync(market, variant);
        var document = await market.ReadAsync(db => db.PublishedCopies.Where(c => c.Listing == id).Select(c => c.Document).SingleAsync());
        return System.Text.Json.JsonSerializer.Deserialize<ListingCopy>(document!, Conventions.JsonColumn.Options)!.WhyNotTo(France.Destination)?.Code == Closed;
    }

    private static async Task AssertPapersAsync(TestMarket market, ParcelId parcel, Actor member)
    {
        var invoice = (await market.DoAsync<PrintInvoice, Outcome<CommercialInvoice>>(p => p.ReadAsync(parcel, member, default))).Value;
        Assert.Contains(("Licence no.", "FR-EXC-20613"), invoice.Seller.Numbers);
        var packed = (await market.DoAsync<MarketDb, Outcome<PackedParcel>>(db => PackedParcel.LoadAsync(db, parcel, member, default))).Value;
        var label = await market.DoAsync<ShippingPapers, Outcome<LabelContent>>(p => Task.FromResult(p.Label(packed)));
        Assert.Equal(["FR-EXC-20613"], label.Value.Customs!.Licences);
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

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Count++;
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
