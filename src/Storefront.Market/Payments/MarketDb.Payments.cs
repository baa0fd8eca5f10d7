using Microsoft.EntityFrameworkCore;
using Storefront.Payments;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Refund> Refunds => Set<Refund>();

    public DbSet<ReceivedEvent> ReceivedEvents => Set<ReceivedEvent>();

    public DbSet<RefusedDelivery> RefusedDeliveries => Set<RefusedDelivery>();

    public DbSet<NewsCursor> NewsCursors => Set<NewsCursor>();

    public DbSet<PayeeNewsCursor> PayeeNewsCursors => Set<PayeeNewsCursor>();

    public DbSet<Difference> Differences => Set<Difference>();
}
