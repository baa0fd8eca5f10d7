using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Merchants;

namespace Storefront.Orders;

/// <summary>How many parcels of one carrier service to one country ended on a day, and how many of them came by the day that the service promises. Kept for each merchant
/// and for the whole market, so that nobody ever counts parcels.</summary>
public sealed class ServiceDay
{
    /// <summary>Stands in the place of a merchant for the sum over all of them.</summary>
    public static readonly MerchantId Market = new(Guid.Empty);

    private ServiceDay()
    {
    }

    public MerchantId Merchant { get; private set; }

    public Country Destination { get; private set; }

    public string Carrier { get; private set; } = "";

    public string Service { get; private set; } = "";

    /// <summary>When it was known, in universal time.</summary>
    public DateOnly Day { get; private set; }

    public int Parcels { get; private set; }

    public int OnTime { get; private set; }

    internal static ServiceDay Of(MerchantId merchant, Country destination, string carrier, string service, DateOnly day, bool onTime) =>
        new() { Merchant = merchant, Destination = destination, Carrier = carrier, Service = service, Day = day, Parcels = 1, OnTime = onTime ? 1 : 0 };
}

internal sealed class ServiceDayMapping : IEntityTypeConfiguration<ServiceDay>
{
    public void Configure(EntityTypeBuilder<ServiceDay> day)
    {
        day.ToTable("ServiceDays");
        day.HasKey(d => new { d.Destination, d.Merchant, d.Carrier, d.Service, d.Day });
        day.Property(d => d.Carrier).HasMaxLength(30).IsUnicode(false);
        day.Property(d => d.Service).HasMaxLength(60).IsUnicode(false);
    }
}
