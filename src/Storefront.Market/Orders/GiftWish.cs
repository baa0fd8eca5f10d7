namespace Storefront.Orders;

/// <summary>A word that lies in the parcel of a gift, whose packing slip shows no prices.</summary>
/// <remarks>To customs a gift that is bought in a shop is a sale: it is declared as one, with the price that was paid for it, and taxed as one.
/// The relief for gifts is for what one private person sends to another. Source: Council Regulation (EC) No 1186/2009, art. 25-26;
/// 19 CFR 10.152 (a bona fide gift by a donor abroad), checked 2026-11-30.</remarks>
public static class GiftWish
{
    /// <summary>In characters.</summary>
    public const int Longest = 200;

    /// <summary>In one line, without control characters; empty when nothing was written.</summary>
    public static string InOneLine(string? text) =>
        string.Join(' ', new string([.. (text ?? "").Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
