using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>How a merchant's latest orders went, at most <see cref="MerchantStandings.Counted"/> of them.</summary>
/// <param name="Settled">Received, or refunded after they were sent or claimed.</param>
/// <param name="Disputed">Those of them about which a case was opened.</param>
public sealed record MerchantStanding(int Settled, int Disputed)
{
    public bool IsNew(HoldOptions options) => Settled < options.NewBelowOrders;

    /// <summary>Days that a line's money waits after receipt.</summary>
    public int ReserveDays(HoldOptions options) =>
        IsNew(options) ? options.NewMerchantReserveDays
        : Settled >= options.TrustedOrders && Disputed * 1_000_000L < (long)Settled * options.TrustedBelowPartsPerMillion ? options.TrustedReserveDays
        : options.ReserveDays;
}

internal static class MerchantStandings
{
    /// <summary>So many of the newest orders are looked at, however many there were: an old record fades, and the question costs the same for every merchant.</summary>
    public const int Counted = 1_000;

    public static async Task<MerchantStanding> StandingAsync(this MarketDb db, MerchantId merchant, CancellationToken cancel)
    {
        var counts = await db.Consignments.AsNoTracking().Where(c => c.Merchant == merchant && c.SettledAtUtc != null)
            .OrderByDescending(c => c.SettledAtUtc).Take(Counted).GroupBy(c => c.WasDisputed).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return new MerchantStanding(counts.Sum(c => c.Count), counts.Where(c => c.Key).Sum(c => c.Count));
    }
}
