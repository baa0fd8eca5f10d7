using Microsoft.EntityFrameworkCore;
using Storefront.Notices;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Notice> Notices => Set<Notice>();
}
