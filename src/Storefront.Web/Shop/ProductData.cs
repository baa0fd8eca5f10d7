using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Storefront.Catalog;

namespace Storefront.Web.Shop;

/// <summary>A listing for search engines, as schema.org writes it. The writer's own escaping keeps every &lt; and &amp; out of the page.</summary>
public static class ProductData
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="figures">The landed price that the page shows, or null where nothing is delivered.</param>
    public static MarkupString Script(ListingCopy listing, ListingText text, ListingVariant variant, LandedFigures? figures, string url, string picture)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            json.WriteString("@type", "Product");
            json.WriteString("name", text.Title);
            json.WriteString("image", picture);
            json.WriteString("description", text.Description);
            json.WriteString("sku", variant.Sku);
            json.WriteString("countryOfOrigin", listing.Origin.Code);
            if (listing.Brand is not null)
            {
                json.WriteStartObject("brand");
                json.WriteString("@type", "Brand");
                json.WriteString("name", listing.Brand);
                json.WriteEndObject();
            }

            if (listing.RatingCount > 0)
            {
                json.WriteStartObject("aggregateRating");
                json.WriteString("@type", "AggregateRating");
                json.WriteString("ratingValue", (listing.RatingHundredths / 100m).ToString("0.0", CultureInfo.InvariantCulture));
                json.WriteNumber("reviewCount", listing.RatingCount);
                json.WriteEndObject();
            }

            if (figures is not null) WriteOffer(json, listing, variant, figures, url);
            json.WriteEndObject();
        }

        return new MarkupString($"<script type=\"application/ld+json\">{Encoding.UTF8.GetString(buffer.WrittenSpan)}</script>");
    }

    private static void WriteOffer(Utf8JsonWriter json, ListingCopy listing, ListingVariant variant, LandedFigures figures, string url)
    {
        json.WriteStartObject("offers");
        json.WriteString("@type", "Offer");
        json.WriteString("url", url);
        json.WriteString("price", figures.Total.ToPlain());
        json.WriteString("priceCurrency", figures.Total.Currency.Code);
        json.WriteString("availability", variant.Available > 0 ? "https://schema.org/InStock" : "https://schema.org/OutOfStock");
        json.WriteStartObject("seller");
        json.WriteString("@type", "Organization");
        json.WriteString("name", listing.MerchantName);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
