using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Orders;

namespace Storefront.Reviews;

/// <summary>A buyer's review of a line that it received; one per line, from delivered orders only.</summary>
public sealed class WriteReview(MarketDb db, TimeProvider clock)
{
    public const int LongestText = 3000;

    public static readonly Refusal NotDelivered = new("reviews.not-delivered");
    public static readonly Refusal WrittenAlready = new("reviews.written-already");
    public static readonly Refusal StarsMissing = new("reviews.stars-missing", "stars");
    public static readonly Refusal TextTooLong = new Refusal("reviews.text-too-long", "text").With("most", LongestText);

    public Task<Outcome<Done>> RunAsync(string orderNumber, Guid line, OrderAccess access, int stars, string text, string language, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (stars is < 1 or > 5) return StarsMissing;
        if (text.Length > LongestText) return TextTooLong;
        var order = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleOrDefaultAsync(o => o.Number == orderNumber, cancel);
        if (order is null || !access.Opens(order)) return OrderRefusals.NotFound;
        var consignment = order.Consignments.FirstOrDefault(c => c.Lines.Any(l => l.Id == line));
        if (consignment is null) return OrderRefusals.NotFound;
        if (consignment.Status is not (ConsignmentStatus.Delivered or ConsignmentStatus.Received)) return NotDelivered;
        if (await db.Reviews.AnyAsync(r => r.OrderLine == line, cancel)) return WrittenAlready;

        var bought = consignment.Lines.Single(l => l.Id == line);
        var now = clock.GetUtcNow().UtcDateTime;
        db.Reviews.Add(Review.Of(line, bought.Listing, order.User, stars, language, text.Trim(), order.Destination, bought.Options, now));
        db.Tell(new ListingTouched(bought.Listing), now);
        return default(Done);
    }, cancel);
}
