using System.Text;
using Storefront.Catalog;
using Storefront.Merchants;

namespace Storefront.Search;

/// <summary>A card in all its languages as bytes; reading picks one language and passes over the others.</summary>
internal static class CardBlob
{
    public static byte[] ToBytes(ListingCopy copy, BlobWriter to)
    {
        var cheapest = CheapestVariant.Of(copy);
        var picture = copy.Pictures.Count > 0 ? copy.Pictures[0] : null;
        var dearest = copy.Variants.Where(v => v.Price.Currency == cheapest.Price.Currency).Max(v => v.Price);
        var available = copy.Variants.Sum(v => (long)Math.Max(0, v.Available));
        to.Clear();
        to.Id(copy.Id.Value);
        to.Text(copy.Slug);
        to.Id(copy.Merchant.Value);
        to.Text(copy.MerchantSlug);
        to.Text(copy.MerchantName);
        to.Text(copy.Brand);
        to.Text(copy.Categories.Count > 0 ? copy.Categories[^1] : null);
        to.Text(copy.ShipsFrom.Code);
        to.Number(copy.RatingHundredths);
        to.Number(copy.RatingCount);
        to.Number(copy.Sold);
        to.Amount(cheapest.Price);
        to.Number(dearest.Minor);
        to.Bool(cheapest.ListPrice is not null);
        if (cheapest.ListPrice is { } list) to.Amount(list);
        to.Id(cheapest.Id.Value);
        to.Text(copy.HsCode.Digits);
        to.Text(string.Concat(copy.NationalCodes.Select(c => $"{c.Country.Code}{c.Code.Digits} ")));
        to.Text(copy.Origin.Code);
        to.Number(cheapest.Weight.Grams);
        to.Number(cheapest.Size.LengthMm);
        to.Number(cheapest.Size.WidthMm);
        to.Number(cheapest.Size.HeightMm);
        to.Bool(cheapest.HasBattery);
        to.Number(copy.Sensitive.Aggregate(0L, static (kinds, kind) => kinds | (1L << (int)kind)));
        to.Text(string.Concat(copy.ClosedTo.Select(c => c.Country.Code)));
        to.Number(copy.HandlingDays);
        to.Byte((byte)(available == 0 ? StockState.SoldOut : available <= 5 ? StockState.Low : StockState.InStock));
        to.Text(picture?.Url);
        if (picture is not null)
        {
            to.Number(picture.Width);
            to.Number(picture.Height);
        }

        // The original comes first: it stands in where the wanted language is missing.
        var languages = copy.Texts.Keys.OrderBy(l => l != copy.Language).ThenBy(l => l, StringComparer.Ordinal).ToList();
        to.Number(languages.Count);
        foreach (var language in languages)
        {
            to.Text(language);
            to.Text(copy.Texts[language].Title);
            to.Text(picture is null ? null : AltIn(picture, language, copy.Language));
        }

        return to.ToArray();
    }

    public static ListingCard Read(ReadOnlySpan<byte> bytes, string language)
    {
        var from = new BlobReader(bytes);
        var id = new ListingId(from.Id());
        var slug = from.Text();
        var merchant = new MerchantId(from.Id());
        var merchantSlug = from.Text();
        var merchantName = from.Text();
        var brand = from.TextOrNull();
        var category = from.TextOrNull();
        var shipsFrom = from.CountryCode();
        var rating = from.Int();
        var ratingCount = from.Int();
        var sold = from.Int();
        var price = from.Amount();
        var dearest = new Money(from.Number(), price.Currency);
        Money? list = from.Bool() ? from.Amount() : null;
        var variant = new VariantId(from.Id());
        var hsCode = new HsCode(from.Text());
        var nationalCodes = from.Text();
        var origin = from.CountryCode();
        var weight = new Weight(from.Int());
        var size = new Dimensions(from.Int(), from.Int(), from.Int());
        var battery = from.Bool();
        var sensitive = from.Number();
        var closed = from.Text();
        var handling = from.Int();
        var stock = (StockState)from.Byte();
        var url = from.TextOrNull();
        var (width, height) = url is null ? (0, 0) : (from.Int(), from.Int());
        var (titleLanguage, title, alt) = ReadTexts(ref from, language);
        return new ListingCard
        {
            Id = id,
            Slug = slug,
            Title = title,
            TitleLanguage = titleLanguage,
            Picture = url is null ? null : new CardPicture(url, width, height, alt ?? title),
            Merchant = merchant,
            MerchantSlug = merchantSlug,
            MerchantName = merchantName,
            Brand = brand,
            Category = category,
            ShipsFrom = shipsFrom,
            RatingHundredths = rating,
            RatingCount = ratingCount,
            Sold = sold,
            PriceFrom = price,
            PriceTo = dearest,
            ListPrice = list,
            CheapestVariant = variant,
            HsCode = hsCode,
            NationalCodes = nationalCodes,
            Origin = origin,
            Weight = weight,
            Size = size,
            HasBattery = battery,
            Sensitive = sensitive == 0 ? [] : [.. Enum.GetValues<SensitiveGoods>().Where(kind => (sensitive & (1L << (int)kind)) != 0)],
            ClosedTo = closed,
            HandlingDays = handling,
            Stock = stock,
        };
    }

    private static (string Language, string Title, string? Alt) ReadTexts(ref BlobReader from, string language)
    {
        Span<byte> wanted = stackalloc byte[64];
        wanted = Encoding.UTF8.TryGetBytes(language, wanted, out var length) ? wanted[..length] : default;
        ReadOnlySpan<byte> bestLanguage = default, bestTitle = default, bestAlt = default;
        var count = from.Int();
        var exact = false;
        for (var i = 0; i < count && !exact; i++)
        {
            var tag = from.TextBytes();
            var title = from.TextBytes();
            var alt = from.TextBytes();
            exact = tag.SequenceEqual(wanted);
            if (!exact && i > 0) continue;
            bestLanguage = tag;
            bestTitle = title;
            bestAlt = alt;
        }

        return (
            exact ? language : Encoding.UTF8.GetString(bestLanguage),
            Encoding.UTF8.GetString(bestTitle),
            bestAlt.IsEmpty ? null : Encoding.UTF8.GetString(bestAlt));
    }

    private static string? AltIn(ListingPicture picture, string language, string original) =>
        picture.Alt.TryGetValue(language, out var alt) ? alt : picture.Alt.GetValueOrDefault(original);
}
