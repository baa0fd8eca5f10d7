using Microsoft.EntityFrameworkCore;
using Storefront.Trust;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();
}
