using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Orders;

internal sealed class AddressChangeMapping : IEntityTypeConfiguration<AddressChange>
{
    public void Configure(EntityTypeBuilder<AddressChange> change)
    {
        change.ToTable("AddressChanges");
        change.HasKey(c => c.Id);
        change.Property(c => c.Id).ValueGeneratedNever();
        change.Property(c => c.From).AsJson(3000);
        change.Property(c => c.To).AsJson(3000);
        change.Property(c => c.Version).IsConcurrencyToken();
        change.HasIndex(c => new { c.Order, c.AtUtc });
    }
}
