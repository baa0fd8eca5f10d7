using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Data.Connectors;

internal sealed class KeptRecordMapping : IEntityTypeConfiguration<KeptRecord>
{
    public void Configure(EntityTypeBuilder<KeptRecord> record)
    {
        record.ToTable("ConnectorRecords");
        record.HasKey(r => new { r.Connector, r.Key });
        record.Property(r => r.Connector).HasMaxLength(ConnectorRecord.LongestConnector).IsUnicode(false);
        record.Property(r => r.Key).HasMaxLength(ConnectorRecord.LongestKey).IsUnicode(false);
    }
}
