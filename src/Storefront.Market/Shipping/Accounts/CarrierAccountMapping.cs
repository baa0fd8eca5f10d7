using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Shipping;

internal sealed class CarrierAccountMapping : IEntityTypeConfiguration<CarrierAccount>
{
    public void Configure(EntityTypeBuilder<CarrierAccount> account)
    {
        account.ToTable("CarrierAccounts");
        account.HasKey(a => a.Id);
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.Carrier).HasMaxLength(30).IsUnicode(false);
        account.Property(a => a.Kept).IsUnicode(false);
        account.Property(a => a.Given).AsJson(4000);
        account.Property(a => a.Checks).AsJson(8000);
        account.Property(a => a.Warehouse).AsJson(2000);
        account.Property(a => a.Version).IsConcurrencyToken();
        account.HasIndex(a => new { a.Merchant, a.Carrier }).IsUnique();
    }
}
