using Microsoft.EntityFrameworkCore;
using Storefront.Merchants;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Merchant> Merchants => Set<Merchant>();

    public DbSet<MerchantMember> MerchantMembers => Set<MerchantMember>();
}
