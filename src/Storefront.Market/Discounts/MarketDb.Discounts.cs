using Microsoft.EntityFrameworkCore;
using Storefront.Discounts;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<DiscountCode> DiscountCodes => Set<DiscountCode>();

    public DbSet<DiscountUse> DiscountUses => Set<DiscountUse>();
}
