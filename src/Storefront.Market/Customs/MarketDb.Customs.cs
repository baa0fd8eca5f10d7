using Microsoft.EntityFrameworkCore;
using Storefront.Customs.Classification;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<NationalTariff> NationalTariffs => Set<NationalTariff>();
}
