using Microsoft.EntityFrameworkCore;
using Storefront.Customs;
using Storefront.Customs.Classification;

namespace Storefront.Data;

public sealed partial class MarketDb
{
    public DbSet<NationalTariff> NationalTariffs => Set<NationalTariff>();

    public DbSet<TariffDuty> TariffDuties => Set<TariffDuty>();

    public DbSet<ClearanceFeeVersion> ClearanceFees => Set<ClearanceFeeVersion>();

    public DbSet<MerchantLicence> MerchantLicences => Set<MerchantLicence>();
}
