using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Checkout;
using Storefront.Data;

namespace Storefront.Web.Shop.Checkout;

/// <summary>A checkout as its pages show it. Only the browser that holds the basket sees it.</summary>
public sealed class ReadCheckout(MarketDb db)
{
    public async Task<CheckoutAttempt?> FindAsync(Guid attempt, BasketId? basket, CancellationToken cancel) =>
        basket is { } id ? await Begun.For(db)(db, attempt, id, cancel) : null;

    /// <summary>As <see cref="FindAsync"/>, kept by the context for whoever changes it in the same request.</summary>
    public Task<CheckoutAttempt?> FindToChangeAsync(Guid attempt, BasketId basket, CancellationToken cancel) => BegunToChange.For(db)(db, attempt, basket, cancel);

    /// <summary>What the basket holds more of than can be sold: the variant and the units left.</summary>
    public async Task<IReadOnlyDictionary<VariantId, int>> ShortagesAsync(BasketId basket, CancellationToken cancel) =>
        await Short.For(db)(db, basket).ToDictionaryAsync(s => s.Variant, s => s.Available, cancellationToken: cancel);

    /// <summary>Number and secret of the order that a checkout became.</summary>
    public async Task<(string Number, string Key)> OrderOfAsync(OrderId order, CancellationToken cancel)
    {
        var found = await db.Orders.AsNoTracking().Where(o => o.Id == order).Select(o => new { o.Number, o.AccessKey }).SingleAsync(cancel);
        return (found.Number, found.AccessKey);
    }

    private static readonly CompiledQuery<Func<MarketDb, Guid, BasketId, CancellationToken, Task<CheckoutAttempt?>>> Begun = new(() => EF.CompileAsyncQuery(
        (MarketDb db, Guid attempt, BasketId basket, CancellationToken cancel) => db.CheckoutAttempts.AsNoTracking().SingleOrDefault(a => a.Id == attempt && a.Basket == basket)));

    private static readonly CompiledQuery<Func<MarketDb, Guid, BasketId, CancellationToken, Task<CheckoutAttempt?>>> BegunToChange = new(() => EF.CompileAsyncQuery(
        (MarketDb db, Guid attempt, BasketId basket, CancellationToken cancel) => db.CheckoutAttempts.SingleOrDefault(a => a.Id == attempt && a.Basket == basket)));

    private static readonly CompiledQuery<Func<MarketDb, BasketId, IAsyncEnumerable<UnitsLeft>>> Short = new(() => EF.CompileAsyncQuery((MarketDb db, BasketId basket) =>
        db.BasketLines.AsNoTracking().Where(l => l.Basket == basket)
            .Join(db.Stock, l => l.Variant, s => s.Variant, (l, s) => new { l.Variant, l.Quantity, Available = s.OnHand - s.Reserved - s.Committed })
            .Where(s => s.Available < s.Quantity).Select(s => new UnitsLeft(s.Variant, s.Available))));

    private sealed record UnitsLeft(VariantId Variant, int Available);
}
