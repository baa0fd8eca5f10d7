using Microsoft.EntityFrameworkCore;
using Storefront.Chargebacks;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Chargeback> Chargebacks => Set<Chargeback>();

    public DbSet<ChargebackEntry> ChargebackEntries => Set<ChargebackEntry>();

    public DbSet<FraudWarning> FraudWarnings => Set<FraudWarning>();
}
