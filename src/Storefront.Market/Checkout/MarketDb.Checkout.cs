using Microsoft.EntityFrameworkCore;
using Storefront.Checkout;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<Basket> Baskets => Set<Basket>();

    public DbSet<BasketLine> BasketLines => Set<BasketLine>();

    public DbSet<CheckoutAttempt> CheckoutAttempts => Set<CheckoutAttempt>();
}
