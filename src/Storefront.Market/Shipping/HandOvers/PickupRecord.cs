using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Storefront.Merchants;

namespace Storefront.Shipping;

public enum PickupStatus
{
    /// <summary>Written down and asked for once; somebody may or may not come.</summary>
    Booking,
    Booked,

    /// <summary>The carrier said no, or was not reached: nobody comes.</summary>
    Refused,
    Cancelled,
}

/// <summary>A collection that a carrier was asked for. It is committed with its reference before the carrier is called, and the carrier is asked once: a second question might send a second driver.</summary>
public sealed class PickupRecord
{
    public const int LongestNote = 200;

    private PickupRecord()
    {
    }

    public PickupId Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    public string Carrier { get; private set; } = "";

    public CarrierAccountId Account { get; private set; }

    /// <summary>Our key for the carrier; unique.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>The day at the place of collection.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Names account, address and day while somebody is to come, so that a second collection finds the first; unique. Null when nobody comes, and in those of before 2026-12.</summary>
    public string? Turn { get; private set; }

    public DateTime ReadyAtUtc { get; private set; }

    public DateTime ClosesAtUtc { get; private set; }

    public int Parcels { get; private set; }

    /// <summary>Gross, of all parcels together.</summary>
    public Weight Weight { get; private set; }

    public string? Note { get; private set; }

    /// <summary>As the carrier confirmed it; null before.</summary>
    public BookedPickup? Booked { get; private set; }

    public PickupStatus Status { get; private set; }

    public string? RefusalCode { get; private set; }

    /// <summary>In the carrier's words.</summary>
    public string? RefusalReason { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public int Version { get; private set; }

    public static PickupRecord Booking(PickupId id, MerchantId merchant, string carrier, CarrierAccountId account, PostalAddress from, IReadOnlyCollection<Parcel> parcels, DateTimeOffset ready, DateTimeOffset closes, string? note, DateTime nowUtc)
    {
        var day = DateOnly.FromDateTime(ready.DateTime);
        return new PickupRecord
        {
            Id = id, Merchant = merchant, Carrier = carrier, Account = account, Reference = $"pickup-{id.Value:N}", Day = day, Turn = TurnOf(account, from, day), ReadyAtUtc = ready.UtcDateTime,
            ClosesAtUtc = closes.UtcDateTime, Parcels = parcels.Count, Weight = parcels.Aggregate(default(Weight), static (sum, p) => sum + p.Weight), Note = note, Status = PickupStatus.Booking, CreatedAtUtc = nowUtc,
        };
    }

    public void IsBooked(BookedPickup booked)
    {
        if (Status != PickupStatus.Booking) throw new InvalidOperationException($"A collection that is {Status} cannot be booked.");
        (Status, Booked) = (PickupStatus.Booked, booked);
        Version++;
    }

    public void Refused(Refusal why)
    {
        if (Status != PickupStatus.Booking) throw new InvalidOperationException($"A collection that is {Status} cannot be refused.");
        var reason = why.Arguments.GetValueOrDefault("reason")?.ToString();
        (Status, Turn, RefusalCode, RefusalReason) = (PickupStatus.Refused, null, why.Code, reason is { Length: > 300 } ? reason[..300] : reason);
        Version++;
    }

    /// <summary>The carrier called it off, or the merchant says that nobody comes where the carrier never answered.</summary>
    public void Cancelled()
    {
        (Status, Turn) = (PickupStatus.Cancelled, null);
        Version++;
    }

    private static string TurnOf(CarrierAccountId account, PostalAddress from, DateOnly day) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{account.Value:N}|{day:yyyy-MM-dd}|{from.Country.Code}|{from.Postcode}|{from.Region}|{from.City}|{from.District}|{from.Street}|{from.Street2}"))));
}
