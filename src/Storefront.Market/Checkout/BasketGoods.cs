using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Discounts;
using Storefront.Merchants;
using Storefront.Payments;
using Storefront.Shipping;

namespace Storefront.Checkout;

/// <summary>A basket line with everything that a quote and an order need of it, as the catalogue has it now.</summary>
internal sealed record BasketGoods
{
    public required VariantId Variant { get; init; }

    public required ListingId Listing { get; init; }

    public required MerchantId Merchant { get; init; }

    public required int Quantity { get; init; }

    public required Money Price { get; init; }

    public required bool ForSale { get; init; }

    public required string Slug { get; init; }

    public required string Sku { get; init; }

    public required string Language { get; init; }

    public required IReadOnlyDictionary<string, ListingText> Texts { get; init; }

    public required IReadOnlyList<ListingOption> Options { get; init; }

    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public required IReadOnlyList<ListingPicture> Pictures { get; init; }

    public required HsCode? HsCode { get; init; }

    public required Country? Origin { get; init; }

    public required string? CustomsDescription { get; init; }

    public required Weight Weight { get; init; }

    public required Dimensions Size { get; init; }

    public required bool HasBattery { get; init; }

    public required BatteryContent Battery { get; init; }

    public required string? Barcode { get; init; }

    public required string? PartNumber { get; init; }

    public required string? Brand { get; init; }

    /// <summary>None for a listing that is older than the column.</summary>
    public required IReadOnlyList<NationalCode> NationalCodes { get => field ?? []; init; }

    public required EconomicOperator? Maker { get; init; }

    public required EconomicOperator? ResponsiblePerson { get; init; }

    /// <summary>None for a listing that is older than the column.</summary>
    public required IReadOnlyList<SensitiveGoods> Sensitive { get => field ?? []; init; }

    public required string MerchantName { get; init; }

    public required PostalAddress MerchantAddress { get; init; }

    public required int HandlingDays { get; init; }

    public required string Category { get; init; }

    public required string? MerchantVatNumber { get; init; }

    /// <summary>Orders that wait to be paid, of the buyer for whom the basket was loaded or to the same address; the same in every line, and 0 when nobody was named.</summary>
    public required int Unpaid { get; init; }

    /// <summary>The discount codes that the basket carries; the same in every line.</summary>
    public required IReadOnlyList<Guid>? Codes { get; init; }

    /// <summary>The code that it carries of this line's merchant, whether or not it counts; null for none.</summary>
    public OfferedDiscount? Discount { get; private set; }

    /// <summary>All lines of a basket in one query, by merchant and then by when they were added.</summary>
    public static async Task<List<BasketGoods>> LoadAsync(MarketDb db, BasketId basket, UserId? user, string email, CancellationToken cancel) =>
        await WithCodesAsync(db, await All.For(db)(db, basket, default, null, null).ToListAsync(cancel), basket, user, email, givesUpOwn: true, cancel);

    /// <summary>The same, with the buyer's orders that wait to be paid counted in the same query. Open payments are found by their state and are few: they last minutes.</summary>
    public static async Task<List<BasketGoods>> LoadAsync(MarketDb db, CheckoutAttempt attempt, bool givesUpOwn, CancellationToken cancel) =>
        await WithCodesAsync(db, await All.For(db)(db, attempt.Basket, attempt.User ?? default, attempt.Email, attempt.ShipTo).ToListAsync(cancel), attempt.Basket, attempt.User, attempt.Email, givesUpOwn, cancel);

    /// <summary>The codes' rows, read for a basket that carries some and for no other.</summary>
    private static async Task<List<BasketGoods>> WithCodesAsync(MarketDb db, List<BasketGoods> goods, BasketId basket, UserId? user, string email, bool givesUpOwn, CancellationToken cancel)
    {
        if (goods.Count == 0 || goods[0].Codes is not { Count: > 0 } codes) return goods;
        var offered = await db.OfferedAsync(codes, basket, user, email, givesUpOwn, cancel);
        foreach (var line in goods) line.Discount = offered.GetValueOrDefault(line.Merchant);
        return goods;
    }

    private static readonly CompiledQuery<Func<MarketDb, BasketId, UserId, string?, PostalAddress?, IAsyncEnumerable<BasketGoods>>> All = new(() => EF.CompileAsyncQuery((MarketDb db, BasketId basket, UserId user, string? email, PostalAddress? shipTo) =>
         from line in db.BasketLines.AsNoTracking()
         join kept in db.Baskets on line.Basket equals kept.Id
         join variant in db.Variants on line.Variant equals variant.Id
         join listing in db.Listings on variant.Listing equals listing.Id
         join merchant in db.Merchants on variant.Merchant equals merchant.Id
         where line.Basket == basket
         orderby line.Merchant, line.AddedAtUtc, line.Variant
         select new BasketGoods
         {
             Variant = variant.Id,
             Listing = listing.Id,
             Merchant = merchant.Id,
             Quantity = line.Quantity,
             Price = variant.Price,
             ForSale = variant.IsActive && listing.Status == ListingStatus.Published && merchant.Status == MerchantStatus.Approved,
             Slug = listing.Slug,
             Sku = variant.Sku,
             Language = listing.Language,
             Texts = listing.Texts,
             Options = listing.Options,
             Values = variant.Values,
             Pictures = listing.Pictures,
             HsCode = listing.HsCode,
             Origin = listing.Origin,
             CustomsDescription = listing.CustomsDescription,
             Weight = variant.Weight,
             Size = variant.Size,
             HasBattery = variant.HasBattery,
             Battery = variant.Battery,
             Barcode = variant.Barcode,
             PartNumber = variant.PartNumber,
             Brand = listing.Brand,
             NationalCodes = listing.NationalCodes,
             Maker = listing.Maker,
             ResponsiblePerson = listing.ResponsiblePerson,
             Sensitive = listing.Sensitive,
             MerchantName = merchant.Name,
             MerchantAddress = merchant.Address,
             HandlingDays = merchant.HandlingDays,
             Category = listing.Category,
             MerchantVatNumber = merchant.VatNumber,
             Codes = kept.Codes,
             Unpaid = email == null ? 0
                 : (from payment in db.Payments
                    join order in db.Orders on payment.Order equals order.Id
                    where (payment.Status == PaymentStatus.Pending || payment.Status == PaymentStatus.AtProvider) && (order.Email == email || order.User == user || order.ShipTo == shipTo)
                    select payment.Id).Count(),
         }));

    /// <summary>The code that is declared in a destination; only for what has one.</summary>
    public HsCode CodeIn(Country destination) => NationalCode.For(NationalCodes, destination, HsCode!.Value);

    public TradeGoods ToTrade() => new()
    {
        HsCode = HsCode, Origin = Origin, Description = CustomsDescription, Brand = Brand, NationalCodes = NationalCodes, Maker = Maker, ResponsiblePerson = ResponsiblePerson, Sensitive = Sensitive,
        Variants = [new TradeVariant(Weight, Size, Barcode, PartNumber, HasBattery, Battery)], Texts = Texts,
    };

    public ParcelGoods ToParcel(Country destination, string language) => new(CodeIn(destination), HsCode, Battery, Sensitive, Quantity, (long)Weight.Grams * Quantity, TitleIn(language));

    public string TitleIn(string language) => (Texts.TryGetValue(language, out var text) ? text : Texts[Language]).Title;

    /// <summary>See <see cref="Orders.OrderLine.LocalName"/>.</summary>
    public string? LocalName => LocalNames.In(Texts, MerchantAddress.Country);

    /// <summary>The chosen options in words, for example <c>Celadon, 450 ml</c>; null for a listing without options.</summary>
    public string? OptionsIn(string language)
    {
        var words = Options.Select(o => o.Values.FirstOrDefault(v => Values.TryGetValue(o.Key, out var key) && v.Key == key)).OfType<ListingOptionValue>()
            .Select(v => v.Name.TryGetValue(language, out var name) ? name : v.Name.GetValueOrDefault(Language, v.Key)).ToList();
        return words.Count == 0 ? null : string.Join(", ", words);
    }
}
