using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Data.Protection;

/// <summary>A key of the host's data protection, shared by all nodes through the database.</summary>
public sealed class ProtectionKey
{
    private ProtectionKey()
    {
    }

    public string Name { get; private set; } = "";

    public string Xml { get; private set; } = "";

    public static ProtectionKey Of(string name, string xml) => new() { Name = name, Xml = xml };
}

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> key)
    {
        key.ToTable("ProtectionKeys");
        key.HasKey(k => k.Name);
        key.Property(k => k.Name).HasMaxLength(200);
    }
}
