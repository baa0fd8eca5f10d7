using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Accounts;

internal sealed class SavedAddressMapping : IEntityTypeConfiguration<SavedAddress>
{
    public void Configure(EntityTypeBuilder<SavedAddress> address)
    {
        address.ToTable("SavedAddresses");
        address.HasKey(a => a.Id);
        address.Property(a => a.Id).ValueGeneratedNever();
        address.Property(a => a.Address).AsJson(3000);
        address.HasIndex(a => a.User);
    }
}
