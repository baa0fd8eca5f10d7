using Microsoft.EntityFrameworkCore;
using Storefront.Payouts;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Payout> Payouts => Set<Payout>();

    public DbSet<PayoutShare> PayoutShares => Set<PayoutShare>();

    public DbSet<Reversal> Reversals => Set<Reversal>();

    public DbSet<PayoutAccount> PayoutAccounts => Set<PayoutAccount>();
}
