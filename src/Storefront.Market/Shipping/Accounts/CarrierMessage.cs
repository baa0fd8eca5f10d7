using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;

namespace Storefront.Shipping;

/// <summary>News that a carrier pushed: verified, read and written down before the carrier hears that it was received; what follows from it comes later.</summary>
public sealed class CarrierMessage
{
    public const int LongestEvent = 120;

    private CarrierMessage()
    {
    }

    public Guid Id { get; private set; }

    public CarrierAccountId Account { get; private set; }

    /// <summary>The carrier's own name of the message, or a digest of it: the same again is the same message.</summary>
    public string EventId { get; private set; } = "";

    public IReadOnlyList<ParcelNews> News { get; private set; } = [];

    public DateTime ReceivedAtUtc { get; private set; }

    public static CarrierMessage Of(CarrierAccountId account, CarrierNews news, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), Account = account, EventId = news.Id, News = news.Parcels, ReceivedAtUtc = nowUtc,
    };
}

internal sealed class CarrierMessageMapping : IEntityTypeConfiguration<CarrierMessage>
{
    public void Configure(EntityTypeBuilder<CarrierMessage> message)
    {
        message.ToTable("CarrierMessages");
        message.HasKey(m => m.Id);
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.EventId).HasMaxLength(CarrierMessage.LongestEvent).IsUnicode(false);
        message.Property(m => m.News).AsJson(int.MaxValue);
        message.HasIndex(m => new { m.Account, m.EventId }).IsUnique();
        message.HasIndex(m => m.ReceivedAtUtc);
    }
}
