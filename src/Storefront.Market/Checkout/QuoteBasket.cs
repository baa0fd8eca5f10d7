using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Fees;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Shipping.Lanes;
using Storefront.Shipping.Rates;

namespace Storefront.Checkout;

/// <summary>Makes the landed-cost quote of a basket: one consignment per merchant, each with its own delivery, duty and tax.</summary>
public sealed class QuoteBasket(LandedCost landed, DestinationRules destinations, CurrentLicences licences, CurrentLanes lanes, CurrentBuyerCards cards, CurrentRates current, CurrentFees fees, FeeTax feeTax, TimeProvider clock)
{
    /// <param name="methods">The delivery method chosen per merchant; the cheapest where none is.</param>
    /// <param name="points">The pickup point chosen per merchant. Areas and territories are those of where the parcel goes.</param>
    internal Outcome<AcceptedQuote> Quote(
        IReadOnlyList<BasketGoods> goods, PostalAddress shipTo, string language, Currency currency, IReadOnlyDictionary<MerchantId, string> methods, IReadOnlyDictionary<MerchantId, PickupPoint> points)
    {
        if (goods.Count == 0) return CheckoutRefusals.BasketEmpty;
        var (rates, priced) = (current.Now, cards.Now);
        if (!rates.Offers(currency)) return CheckoutRefusals.CurrencyNotOffered;
        var now = clock.GetUtcNow().UtcDateTime;
        var consignments = new List<QuotedConsignment>();
        var expires = DateTime.MaxValue;
        foreach (var merchant in goods.GroupBy(g => g.Merchant))
        {
            var lines = merchant.ToList();
            if (lines.Find(l => !l.ForSale || l.HsCode is null || l.Origin is null) is { } gone) return CheckoutRefusals.NotForSale.With("title", gone.TitleIn(language));
            if (WhyNotSent(lines, shipTo.Country, language, now) is { } notSent) return notSent;
            var discount = BasketDiscount.Of(lines, now);
            var quoted = landed.Quote(new LandedRequest
            {
                ShipsFrom = lines[0].MerchantAddress.Country,
                Destination = shipTo.Country,
                Postcode = points.TryGetValue(merchant.Key, out var point) ? point.Postcode : shipTo.Postcode,
                Town = (point?.Address() ?? shipTo).Places(),
                ChargeCurrency = currency,
                AtUtc = now,
                Items = [.. lines.Select((l, i) => new LandedItem(l.CodeIn(shipTo.Country), l.Origin!.Value, l.Quantity, l.Price, l.Weight, l.Size, l.HasBattery) { Sensitive = l.Sensitive, Discount = discount?.Off[i] })],
                DeliveryMethod = methods.GetValueOrDefault(merchant.Key),
                // Batteries alone are nothing that all services take alike.
                Cards = lines.Exists(l => l.Battery is BatteryContent.IonAlone or BatteryContent.MetalAlone) ? [] : CardsTo(point, priced.Of(merchant.Key, shipTo.Country)),
            }, rates);
            if (!quoted.Succeeded) return quoted.Refusal.With("merchant", lines[0].MerchantName);
            if (discount is not null && quoted.Value.WhyNotSold(discount.Code.Code.Code, lines[0].MerchantAddress.Country, shipTo.Country) is { } free) return free;
            consignments.Add(Freeze(lines, discount, quoted.Value, shipTo, rates, language, now) with { Point = point });
            if (quoted.Value.ExpiresAtUtc < expires) expires = quoted.Value.ExpiresAtUtc;
        }

        var total = consignments.Sum(c => c.Total, currency);
        var chosen = consignments.ToDictionary(c => c.Merchant, c => c.DeliveryMethod);
        return new AcceptedQuote(currency, expires, Fingerprint(goods, shipTo, currency, chosen, points, priced), total, consignments);
    }

    /// <summary>As <see cref="Quote"/>; where a rate card that was chosen does not price that parcel any more, the cheapest delivery takes its place.</summary>
    internal Outcome<AcceptedQuote> QuoteAnew(
        IReadOnlyList<BasketGoods> goods, PostalAddress shipTo, string language, Currency currency, IReadOnlyDictionary<MerchantId, string> methods, IReadOnlyDictionary<MerchantId, PickupPoint> points)
    {
        var quoted = Quote(goods, shipTo, language, currency, methods, points);
        if (quoted.Refusal?.Code != ShippingRateRefusals.MethodNotOffered("", shipTo.Country).Code) return quoted;
        return Quote(goods, shipTo, language, currency, methods.Where(m => !BuyerCard.IsKey(m.Value)).ToDictionary(), points);
    }

    /// <summary>Why a line is not sold or sent to a country, or not so much of it at once, with the title of the line; null where all are. Asks tables in memory alone.</summary>
    internal Refusal? WhyNotSent(IReadOnlyList<BasketGoods> goods, Country destination, string language, DateTime nowUtc)
    {
        foreach (var line in goods)
        {
            if (lanes.Now.StandingOf(line.MerchantAddress.Country, destination).IsSuspended) return LaneRefusals.Suspended(line.MerchantAddress.Country, destination).With("merchant", line.MerchantName);
            if (destinations.WhyNot(line.ToTrade(), line.MerchantAddress.Country, destination, DateOnly.FromDateTime(nowUtc), licences.Now.Of(line.Merchant, nowUtc)) is { } why) return why.With("title", line.TitleIn(language));
        }

        // Each merchant's goods are a parcel of their own.
        foreach (var parcel in goods.GroupBy(g => g.Merchant))
            if (destinations.WhyTooMuch(parcel.Select(g => g.ToParcel(destination, language)), parcel.First().MerchantAddress.Country, destination, DateOnly.FromDateTime(nowUtc)) is { } much) return much;
        return null;
    }

    /// <summary>Tells whether two quotes were made for the same thing; it holds no price but the merchants' own.</summary>
    internal string Fingerprint(IReadOnlyList<BasketGoods> goods, PostalAddress shipTo, Currency currency, IReadOnlyDictionary<MerchantId, string> methods, IReadOnlyDictionary<MerchantId, PickupPoint> points) =>
        Fingerprint(goods, shipTo, currency, methods, points, cards.Now);

    private string Fingerprint(
        IReadOnlyList<BasketGoods> goods, PostalAddress shipTo, Currency currency, IReadOnlyDictionary<MerchantId, string> methods, IReadOnlyDictionary<MerchantId, PickupPoint> points, BuyerCards priced)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{shipTo.Country}|{shipTo.Postcode}|{currency}");
        foreach (var g in goods.OrderBy(g => g.Variant.Value))
            text.Append(CultureInfo.InvariantCulture, $"|{g.Variant.Value:N}×{g.Quantity}@{g.Price}:{methods.GetValueOrDefault(g.Merchant)}:{g.ForSale}");
        // Where a town decides what a postcode leaves open, another town is another place.
        var town = shipTo.Places();
        if (landed.AreaName(shipTo.Country, shipTo.Postcode, town) is { } area && area != landed.AreaName(shipTo.Country, shipTo.Postcode, null)) text.Append(CultureInfo.InvariantCulture, $"|{area}");
        if (goods.Any(g => priced.NamesTowns(g.Merchant, shipTo.Country))) text.Append(CultureInfo.InvariantCulture, $"|{town}");
        foreach (var (merchant, point) in points.OrderBy(p => p.Key.Value)) text.Append(CultureInfo.InvariantCulture, $"|{merchant.Value:N}@{point.Carrier}:{point.Id}");
        foreach (var parcel in goods.Where(g => g.Discount is not null).GroupBy(g => g.Merchant).OrderBy(g => g.Key.Value))
            if (BasketDiscount.Of([.. parcel], clock.GetUtcNow().UtcDateTime) is { } counts) text.Append(CultureInfo.InvariantCulture, $"|{parcel.Key.Value:N}%{counts.Code.Id.Value:N}");
        foreach (var (merchant, method) in methods.Where(m => BuyerCard.IsKey(m.Value)).OrderBy(m => m.Key.Value))
            text.Append(CultureInfo.InvariantCulture, $"|{merchant.Value:N}#{VersionOf(priced.Find(merchant, shipTo.Country, method), goods.First(g => g.Merchant == merchant).MerchantAddress.Country, shipTo.Country)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A point is kept by one carrier, and only those of its services go there that go to points at all.</summary>
    private static IReadOnlyList<BuyerCard> CardsTo(PickupPoint? point, IReadOnlyList<BuyerCard> cards) => point is null || cards.Count == 0 ? cards : [.. cards.Where(c => c.GoesToPoints && c.Carrier == point.Carrier)];

    /// <summary>Nothing where the card prices no parcel now.</summary>
    private int? VersionOf(BuyerCard? card, Country from, Country to) => card is null || lanes.Now.StandingOf(from, to, card.Carrier).IsSuspended ? null : card.Version;

    private QuotedConsignment Freeze(List<BasketGoods> lines, BasketDiscount? discount, LandedQuote quote, PostalAddress shipTo, ExchangeRates rates, string language, DateTime now)
    {
        var (today, schedule) = (DateOnly.FromDateTime(now), fees.Now);
        var tax = feeTax.TermsFor(lines[0].MerchantAddress.Country, lines[0].MerchantVatNumber, today);
        var own = lines[0].Price.Currency;
        return new QuotedConsignment
        {
            Merchant = lines[0].Merchant,
            MerchantName = lines[0].MerchantName,
            ShipsFrom = lines[0].MerchantAddress.Country,
            HandlingDays = quote.Chosen.HandlingDays ?? lines[0].HandlingDays,
            FeeTax = tax.Rate,
            FeeTaxCountry = tax.Country,
            DeliveryMethod = quote.Chosen.MethodKey,
            Card = quote.Chosen.Card,
            DaysMin = quote.Chosen.DaysMin,
            DaysMax = quote.Chosen.DaysMax,
            Methods = [.. quote.DeliveryOptions.Select(o => new QuotedMethod(o.MethodKey, o.Price, o.DaysMin, o.DaysMax, o.Remote) { RemoteSurcharge = o.RemoteSurcharge.IsPositive ? o.RemoteSurcharge : null, Card = o.Card?.Name, HandlingDays = o.HandlingDays ?? lines[0].HandlingDays })],
            Goods = quote.Goods,
            Discount = discount is null ? null : new QuotedDiscount(discount.Code.Id, discount.Code.Code.Code, quote.Discount, discount.Off.Sum(own)),
            IdleCode = discount is null ? lines[0].Discount?.Code.Code : null,
            Delivery = quote.Delivery,
            Duty = quote.Duty,
            Tax = quote.Tax,
            Fees = quote.Fees,
            BuyerId = quote.BuyerId,
            Terms = new OrderTerms(
                quote.Rule?.Id ?? "none",
                quote.Scheme,
                quote.Terms is LandedTerms.Domestic or LandedTerms.Prepaid,
                quote.DueAtDoor,
                quote.Terms is LandedTerms.Domestic or LandedTerms.Prepaid ? "DDP" : "DAP",
                [.. quote.Rates.Select(r => r.ToString())])
            {
                Place = AcceptedPlace.Of(shipTo),
            },
            MerchantGoods = lines.Sum(l => l.Price * l.Quantity, own) - (discount?.Off.Sum(own) ?? Money.Zero(own)),
            MerchantDelivery = rates.Convert(quote.Delivery, own, Rounding.HalfUp),
            Lines = [.. lines.Select((line, i) => Freeze(line, quote.Lines[i], discount?.Off[i], shipTo.Country, language, schedule.RateFor(line.Merchant, line.Category, today)))],
        };
    }

    private static QuotedLine Freeze(BasketGoods line, LandedLine quoted, Money? off, Country destination, string language, PartsPerMillion fee) => new()
    {
        Variant = line.Variant,
        Listing = line.Listing,
        Slug = line.Slug,
        Sku = line.Sku,
        Title = line.TitleIn(language),
        Options = line.OptionsIn(language),
        PictureUrl = line.Pictures.Count > 0 ? line.Pictures[0].Url : null,
        Quantity = line.Quantity,
        UnitPrice = quoted.UnitPrice,
        LineTotal = quoted.Total,
        Discount = off is null ? null : quoted.Discount,
        MerchantDiscount = off,
        Duty = quoted.Duty,
        Tax = quoted.Tax,
        MerchantUnitPrice = line.Price,
        HsCode = line.CodeIn(destination),
        Battery = line.Battery,
        Sensitive = line.Sensitive,
        Origin = line.Origin!.Value,
        CustomsDescription = line.CustomsDescription ?? "",
        LocalName = line.LocalName,
        UnitWeight = line.Weight,
        UnitSize = line.Size,
        Fee = fee,
    };
}
