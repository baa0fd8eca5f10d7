using Storefront.Data;
using Storefront.Orders;

namespace Storefront.Chargebacks;

/// <summary>What the buyers' cases of an order do while a bank decides over its payment. They are kept by another module; each call works in the caller's unit of work.</summary>
public interface IHoldCases
{
    /// <summary>Nothing is said or decided in the order's open cases from now on, and no term runs out.</summary>
    Task FreezeAsync(MarketDb db, OrderId order, DateTime nowUtc, CancellationToken cancel);

    /// <summary>They go on, with what there still is to give back; those that have nothing left to decide are closed.</summary>
    /// <param name="thaw">False while another bank still decides: then only the latter happens.</param>
    Task GoOnAsync(MarketDb db, Order order, bool thaw, DateTime nowUtc, CancellationToken cancel);

    /// <summary>Lines of which an open case keeps the money where it is. The order's lines must be loaded.</summary>
    Task<IReadOnlySet<Guid>> KeptAsync(MarketDb db, Order order, CancellationToken cancel);

    /// <summary>The photos that both sides showed.</summary>
    Task<IReadOnlyList<string>> PhotosAsync(MarketDb db, OrderId order, CancellationToken cancel);
}
