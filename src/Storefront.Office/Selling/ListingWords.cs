using Storefront.Office.Kit;

namespace Storefront.Office.Selling;

internal static class ListingWords
{
    /// <summary>What a listing lacks, by the name of its field: "HS code is missing".</summary>
    public static string Missing(Seat seat, Refusal refusal) =>
        refusal is { Code: "catalog.missing", Field: { } field } ? seat.Say("listing.missing." + Seat.Kebab(field)) : seat.Words.Text(refusal);
}
