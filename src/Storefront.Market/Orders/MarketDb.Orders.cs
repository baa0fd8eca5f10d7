using Microsoft.EntityFrameworkCore;
using Storefront.Orders;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<ServiceDay> ServiceDays => Set<ServiceDay>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Consignment> Consignments => Set<Consignment>();

    public DbSet<OrderLine> OrderLines => Set<OrderLine>();

    public DbSet<RefundLine> RefundLines => Set<RefundLine>();

    public DbSet<AddressChange> AddressChanges => Set<AddressChange>();

    public DbSet<OrderEvent> OrderEvents => Set<OrderEvent>();
}
