using Microsoft.EntityFrameworkCore;
using Storefront.Data.Outbox;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
}
