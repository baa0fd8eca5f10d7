using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Catalog;

/// <summary>The only ways in which stock moves. Each is one conditional update, so that of any number of buyers at once no more
/// win than there are units; the movement row goes with the caller's save in the same transaction.</summary>
public static class StockKeeping
{
    /// <summary>Reserves units for an unpaid order. False when not enough are available; then nothing changed.</summary>
    public static Task<bool> ReserveAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        db.MoveAsync(
            $"""UPDATE "Stock" SET "Reserved" = "Reserved" + {units} WHERE "Variant" = {variant.Value} AND "OnHand" - "Reserved" - "Committed" >= {units}""",
            StockMovement.Of(variant, StockMovementKind.Reserved, units, order, nowUtc),
            cancel);

    /// <summary>Gives reserved units back.</summary>
    public static Task<bool> ReleaseAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        db.MoveAsync(
            $"""UPDATE "Stock" SET "Reserved" = "Reserved" - {units} WHERE "Variant" = {variant.Value} AND "Reserved" >= {units}""",
            StockMovement.Of(variant, StockMovementKind.Released, units, order, nowUtc),
            cancel);

    /// <summary>Reserved units were paid.</summary>
    public static Task<bool> CommitAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        db.MoveAsync(
            $"""UPDATE "Stock" SET "Reserved" = "Reserved" - {units}, "Committed" = "Committed" + {units} WHERE "Variant" = {variant.Value} AND "Reserved" >= {units}""",
            StockMovement.Of(variant, StockMovementKind.Committed, units, order, nowUtc),
            cancel);

    /// <summary>A paid order was cancelled before its goods left.</summary>
    public static Task<bool> UncommitAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        db.MoveAsync(
            $"""UPDATE "Stock" SET "Committed" = "Committed" - {units} WHERE "Variant" = {variant.Value} AND "Committed" >= {units}""",
            StockMovement.Of(variant, StockMovementKind.Uncommitted, units, order, nowUtc),
            cancel);

    /// <summary>Committed units left the house.</summary>
    public static Task<bool> ShipAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        db.MoveAsync(
            $"""UPDATE "Stock" SET "Committed" = "Committed" - {units}, "OnHand" = "OnHand" - {units} WHERE "Variant" = {variant.Value} AND "Committed" >= {units} AND "OnHand" >= {units}""",
            StockMovement.Of(variant, StockMovementKind.Shipped, units, order, nowUtc),
            cancel);

    /// <summary>The merchant adds or takes away units. False when that would cut into what is reserved or committed.</summary>
    public static Task<bool> AdjustAsync(this MarketDb db, VariantId variant, int units, DateTime nowUtc, CancellationToken cancel) =>
        db.MoveAsync(
            $"""UPDATE "Stock" SET "OnHand" = "OnHand" + {units} WHERE "Variant" = {variant.Value} AND "OnHand" + {units} >= "Reserved" + "Committed" """,
            StockMovement.Of(variant, StockMovementKind.Adjusted, units, null, nowUtc),
            cancel);

    /// <summary>Says where the units lie; null for nowhere in particular. No unit moves by it.</summary>
    public static Task<int> PutIntoBinAsync(this MarketDb db, VariantId variant, string? bin, CancellationToken cancel) =>
        db.Stock.Where(s => s.Variant == variant && s.Bin != bin).ExecuteUpdateAsync(set => set.SetProperty(s => s.Bin, bin), cancel);

    /// <summary>For moves that the state of an order implies: when the stock does not say the same, another writer was faster.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The move was not possible.</exception>
    public static async Task OrStale(this Task<bool> move)
    {
        if (!await move) throw new DbUpdateConcurrencyException("The stock is not what the order's state implies.");
    }

    /// <param name="update">Written out, because it stands twice in each order: it need not be translated each time. The same on every database.</param>
    private static async Task<bool> MoveAsync(this MarketDb db, FormattableString update, StockMovement movement, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Stock moves only inside the transaction of its cause.");
        if (await db.Database.ExecuteSqlAsync(update, cancel) == 0) return false;
        db.StockMovements.Add(movement);
        return true;
    }
}
