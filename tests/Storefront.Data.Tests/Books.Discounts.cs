using Microsoft.EntityFrameworkCore;
using Storefront.Orders;

namespace Storefront.Data.Tests;

internal static partial class Books
{
    /// <summary>Every line costs its units less its discount; and each code was used by just those orders that bear it and were not given up, and by no more than it allows.</summary>
    private static async Task AssertDiscountsAsync(MarketDb db)
    {
        var orders = await db.Orders.AsNoTracking().Include(o => o.Consignments).ThenInclude(c => c.Lines).ToListAsync();
        foreach (var consignment in orders.SelectMany(o => o.Consignments))
        {
            Assert.Equal(consignment.DiscountMinor, consignment.Lines.Sum(l => l.DiscountMinor));
            Assert.True(consignment.DiscountCode is not null || consignment.Lines.All(l => l.DiscountMinor == 0 && l.MerchantDiscountMinor == 0));
            Assert.All(consignment.Lines, l => Assert.Equal((l.UnitPrice.Minor * l.Quantity) - l.DiscountMinor, l.LineTotal.Minor));
            Assert.All(consignment.Lines, l => Assert.False(l.LineTotal.IsNegative || l.MerchantGoods.IsNegative || l.DiscountMinor < 0 || l.MerchantDiscountMinor < 0));
        }

        var uses = await db.DiscountUses.AsNoTracking().Join(db.DiscountCodes, u => u.Code, c => c.Id, (u, c) => new { u.Order, u.Code, u.Merchant, Word = c.Code, u.Off }).ToListAsync();
        foreach (var code in await db.DiscountCodes.AsNoTracking().ToListAsync())
        {
            Assert.Equal(uses.Count(u => u.Code == code.Id), code.Uses);
            Assert.True(code.MostUses is not { } most || code.Uses <= most);
        }

        Assert.Equal(
            orders.Where(o => o.Status != OrderStatus.Abandoned).SelectMany(o => o.Consignments.Where(c => c.DiscountCode is not null).Select(c => (o.Id, c.Merchant, c.DiscountCode!, c.Discount))).ToHashSet(),
            uses.Select(u => (u.Order, u.Merchant, u.Word, u.Off)).ToHashSet());
    }
}
