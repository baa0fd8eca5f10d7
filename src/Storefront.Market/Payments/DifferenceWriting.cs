using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Payments;

internal static class DifferenceWriting
{
    /// <summary>Writes a difference into the caller's unit of work. False when the same one was found before, whether or not somebody has explained it since.</summary>
    public static async Task<bool> DifferAsync(
        this MarketDb db, Guid? run, string provider, DifferenceKind kind, ProviderObjectKind about, string reference, OrderId? order, string? ours, string? theirs, DateTime nowUtc, CancellationToken cancel)
    {
        var difference = Difference.Of(run, provider, kind, about, reference, order, ours, theirs, nowUtc);
        if (await db.Differences.AnyAsync(d => d.Provider == provider && d.Object == about && d.Reference == difference.Reference && d.Kind == kind, cancel)) return false;
        db.Differences.Add(difference);
        return true;
    }
}
