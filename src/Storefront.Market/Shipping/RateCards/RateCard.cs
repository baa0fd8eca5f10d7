using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Data.Conventions;
using Storefront.Merchants;

namespace Storefront.Shipping;

/// <summary>A merchant's own price list for one service of a carrier. Carriers without prices by interface are quoted by it, others too where the contract says so; buyers pay by it where the merchant
/// says so.</summary>
public sealed class RateCard
{
    public const int LongestName = 80;
    public const int LongestService = 60;

    private RateCard()
    {
    }

    public RateCardId Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The connector's key.</summary>
    public string Carrier { get; private set; } = "";

    /// <summary>The carrier's own code of the service that is bought with it.</summary>
    public string Service { get; private set; } = "";

    public CardTerms Terms { get; private set; } = null!;

    public bool IsOn { get; private set; }

    /// <summary>Buyers are offered its service as a delivery method and pay what it asks.</summary>
    public bool ForBuyers { get; private set; }

    /// <summary>Who pays what is due at the border of a parcel that a buyer ordered by it.</summary>
    public Incoterm Incoterm { get; private set; } = Incoterm.Dap;

    public DateTime ChangedAtUtc { get; private set; }

    public int Version { get; private set; }

    public static RateCard Of(MerchantId merchant) => new() { Id = Storefront.Id.New<RateCardId>(), Merchant = merchant, IsOn = true };

    public void Change(string name, string carrier, string service, CardTerms terms, DateTime nowUtc)
    {
        (Name, Carrier, Service, Terms, ChangedAtUtc) = (name, carrier, service, terms, nowUtc);
        Version++;
    }

    /// <summary>Says whether buyers pay by it, and who pays at the border then.</summary>
    public void Sells(bool toBuyers, Incoterm incoterm) => (ForBuyers, Incoterm) = (toBuyers, incoterm);

    public void Switch(bool on, DateTime nowUtc)
    {
        (IsOn, ChangedAtUtc) = (on, nowUtc);
        Version++;
    }

    /// <summary>What the card asks for a parcel, as a rate that a label can be bought at; null where it does not go there.</summary>
    public CarrierRate? Quote(RateRequest request)
    {
        var quote = CardQuote.Of(Terms, request.To.Country, request.To.Postcode, request.To.Places(), request.Weight, request.Size);
        if (!quote.Succeeded) return null;
        return new CarrierRate
        {
            CarrierKey = Carrier, ServiceKey = Service, ServiceName = Name, Price = quote.Value.Total, DaysMin = quote.Value.DaysOnTheWay.Least, DaysMax = quote.Value.DaysOnTheWay.Most,
            ChargeableWeight = quote.Value.Chargeable, ExpiresAtUtc = request.AtUtc.AddDays(1), IsOfCard = true,
            Surcharges = [.. quote.Value.Lines.Where(l => l.Key == "remote").Select(l => new Surcharge("rural", l.Amount))],
        };
    }
}

internal sealed class RateCardMapping : IEntityTypeConfiguration<RateCard>
{
    public void Configure(EntityTypeBuilder<RateCard> card)
    {
        card.ToTable("RateCards");
        card.HasKey(c => c.Id);
        card.Property(c => c.Id).ValueGeneratedNever();
        card.Property(c => c.Name).HasMaxLength(RateCard.LongestName);
        card.Property(c => c.Carrier).HasMaxLength(30).IsUnicode(false);
        card.Property(c => c.Service).HasMaxLength(RateCard.LongestService).IsUnicode(false);
        card.Property(c => c.Terms).AsJson(int.MaxValue);
        card.Property(c => c.ForBuyers).HasDefaultValue(false).ValueGeneratedNever();
        card.Property(c => c.Incoterm).HasDefaultValue(Incoterm.Dap).ValueGeneratedNever();
        card.Property(c => c.Version).IsConcurrencyToken();
        card.HasIndex(c => new { c.Merchant, c.Carrier });
        card.HasIndex(c => c.ForBuyers);
    }
}
