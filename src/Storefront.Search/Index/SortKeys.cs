using System.Buffers.Binary;

namespace Storefront.Search;

/// <summary>Sort keys, lowest first. The upper half is what is sorted by, the lower half comes from the listing's id, so that equal listings stand in
/// the same order on every node and pages of a list fit together whichever node serves them.</summary>
internal static class SortKeys
{
    private static readonly DateTime Origin = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static ulong Of(SearchSort sort, ListingFacts facts, int euroCents)
    {
        var major = sort switch
        {
            SearchSort.Relevance => ~Rising(facts.Standing),
            SearchSort.Newest => ~(uint)Math.Clamp((facts.PublishedAtUtc - Origin).TotalSeconds, 0, uint.MaxValue),
            SearchSort.PriceUp or SearchSort.PriceDown => OfPrice(sort, euroCents),
            SearchSort.Rating => ~(uint)(DampedRating(facts) * 100),
            SearchSort.BestSelling => ~(uint)Math.Max(0, facts.Sold),
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };
        return ((ulong)major << 32) | IdPart(facts.Id);
    }

    /// <summary>The same listing's key in one of the two price orders, at another price.</summary>
    public static ulong WithPrice(SearchSort sort, ulong key, int euroCents) => ((ulong)OfPrice(sort, euroCents) << 32) | (uint)key;

    /// <summary>The average in hundredths after five invented reviews of 4.0 stars, so that one review of five stars does not lead the list.</summary>
    public static double DampedRating(ListingFacts facts) =>
        facts.RatingCount == 0 ? 0 : ((facts.RatingHundredths * (double)facts.RatingCount) + 2_000) / (facts.RatingCount + 5);

    /// <summary>Listings without a known price come last in both directions.</summary>
    private static uint OfPrice(SearchSort sort, int euroCents) =>
        euroCents < 0 ? uint.MaxValue : sort == SearchSort.PriceUp ? (uint)euroCents : ~(uint)euroCents;

    private static uint Rising(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
    }

    private static uint IdPart(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
