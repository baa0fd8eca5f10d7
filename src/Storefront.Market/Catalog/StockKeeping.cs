using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Catalog;

/// <summary>The only ways in which stock moves. Each is one conditional update, so that of any number of buyers at once no more
/// win than there are units; the movement row goes with the caller's save in the same transaction.</summary>
public static class StockKeeping
{
    /// <summary>Reserves units for an unpaid order. False when not enough are available; then nothing changed.</summary>
    public static Task<bool> ReserveAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        MoveAsync(
            db,
            db.Stock.Where(s => s.Variant == variant && s.OnHand - s.Reserved - s.Committed >= units),
            set => set.SetProperty(s => s.Reserved, s => s.Reserved + units),
            StockMovement.Of(variant, StockMovementKind.Reserved, units, order, nowUtc),
            cancel);

    /// <summary>Gives reserved units back.</summary>
    public static Task<bool> ReleaseAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        MoveAsync(
            db,
            db.Stock.Where(s => s.Variant == variant && s.Reserved >= units),
            set => set.SetProperty(s => s.Reserved, s => s.Reserved - units),
            StockMovement.Of(variant, StockMovementKind.Released, units, order, nowUtc),
            cancel);

    /// <summary>Reserved units were paid.</summary>
    public static Task<bool> CommitAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        MoveAsync(
            db,
            db.Stock.Where(s => s.Variant == variant && s.Reserved >= units),
            set => set.SetProperty(s => s.Reserved, s => s.Reserved - units).SetProperty(s => s.Committed, s => s.Committed + units),
            StockMovement.Of(variant, StockMovementKind.Committed, units, order, nowUtc),
            cancel);

    /// <summary>A paid order was cancelled before its goods left.</summary>
    public static Task<bool> UncommitAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        MoveAsync(
            db,
            db.Stock.Where(s => s.Variant == variant && s.Committed >= units),
            set => set.SetProperty(s => s.Committed, s => s.Committed - units),
            StockMovement.Of(variant, StockMovementKind.Uncommitted, units, order, nowUtc),
            cancel);

    /// <summary>Committed units left the house.</summary>
    public static Task<bool> ShipAsync(this MarketDb db, VariantId variant, int units, OrderId order, DateTime nowUtc, CancellationToken cancel) =>
        MoveAsync(
            db,
            db.Stock.Where(s => s.Variant == variant && s.Committed >= units && s.OnHand >= units),
            set => set.SetProperty(s => s.Committed, s => s.Committed - units).SetProperty(s => s.OnHand, s => s.OnHand - units),
            StockMovement.Of(variant, StockMovementKind.Shipped, units, order, nowUtc),
            cancel);

    /// <summary>The merchant adds or takes away units. False when that would cut into what is reserved or committed.</summary>
    public static Task<bool> AdjustAsync(this MarketDb db, VariantId variant, int units, DateTime nowUtc, CancellationToken cancel) =>
        MoveAsync(
            db,
            db.Stock.Where(s => s.Variant == variant && s.OnHand + units >= s.Reserved + s.Committed),
            set => set.SetProperty(s => s.OnHand, s => s.OnHand + units),
            StockMovement.Of(variant, StockMovementKind.Adjusted, units, null, nowUtc),
            cancel);

    /// <summary>For moves that the state of an order implies: when the stock does not say the same, another writer was faster.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The move was not possible.</exception>
    public static async Task OrStale(this Task<bool> move)
    {
        if (!await move) throw new DbUpdateConcurrencyException("The stock is not what the order's state implies.");
    }

    private static async Task<bool> MoveAsync(
        MarketDb db,
        IQueryable<Stock> where,
        Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Stock>> change,
        StockMovement movement,
        CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Stock moves only inside the transaction of its cause.");
        if (await where.ExecuteUpdateAsync(change, cancel) == 0) return false;
        db.StockMovements.Add(movement);
        return true;
    }
}
