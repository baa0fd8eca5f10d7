using Microsoft.EntityFrameworkCore;
using Storefront.Data.Connectors;
using Storefront.Data.Protection;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<KeptRecord> ConnectorRecords => Set<KeptRecord>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
}
