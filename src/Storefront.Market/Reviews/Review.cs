using Storefront.Catalog;

namespace Storefront.Reviews;

/// <summary>A buyer's word on a line that was delivered to it; one per line.</summary>
public sealed class Review
{
    private Review()
    {
    }

    public Guid Id { get; private set; }

    public Guid OrderLine { get; private set; }

    public ListingId Listing { get; private set; }

    public UserId? User { get; private set; }

    public int Stars { get; private set; }

    public string Language { get; private set; } = "en";

    public string Text { get; private set; } = "";

    public Country Country { get; private set; }

    public string? Variant { get; private set; }

    public DateTime WrittenAtUtc { get; private set; }

    public static Review Of(Guid orderLine, ListingId listing, UserId? user, int stars, string language, string text, Country country, string? variant, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), OrderLine = orderLine, Listing = listing, User = user, Stars = stars, Language = language, Text = text,
        Country = country, Variant = variant, WrittenAtUtc = nowUtc,
    };
}
