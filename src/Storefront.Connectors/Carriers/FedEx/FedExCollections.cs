using System.Globalization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.FedEx;

/// <summary>Collections on call. Express and Ground send drivers of their own, who are booked one by one.</summary>
/// <remarks>Source: FedEx's own description of its Pickup Request API, as published clients carry it, read 2026-11-30: times are those of the place and any zone is ignored, notes hold 60 characters, telephone numbers 8 to 13.
/// To be confirmed with the carrier: which services belong to Ground, and how a second calling off is refused.</remarks>
internal static class FedExCollections
{
    public const string BookPath = "pickup/v1/pickups";

    public const string CancelPath = "pickup/v1/pickups/cancel";

    public const string Express = "FDXE";

    public const string Ground = "FDXG";

    private const int LongestNote = 60;

    private static readonly string[] GroundServices = ["FEDEX_GROUND", "GROUND_HOME_DELIVERY", "SMART_POST"];

    /// <summary>What their fields do not hold, told before the wire.</summary>
    public static Refusal? Fault(PickupRequest request, string carrier)
    {
        if (Digits(request.From.Phone).Length is < 8 or > 13) return CarrierRefusals.AddressRefused($"{carrier} asks for a telephone number of 8 to 13 digits at the place of collection.");
        if (request.Note is { Length: > LongestNote }) return CarrierRefusals.Refused(carrier, $"The note for the driver holds {LongestNote} characters.");
        return request.Labels.Select(l => Company(l.ServiceKey)).Distinct().Count() > 1 ? CarrierRefusals.Refused(carrier, "Express and Ground send drivers of their own, who are booked one by one.") : null;
    }

    /// <summary>The company that collects.</summary>
    public static string Company(PickupRequest request) => request.Labels is [var first, ..] ? Company(first.ServiceKey) : Express;

    /// <param name="now">Whether it is for the same day is judged at the place.</param>
    public static object Booking(PickupRequest request, string account, object address, DateTimeOffset now) => new
    {
        associatedAccountNumber = new { value = account },
        originDetail = new
        {
            pickupAddressType = "OTHER",
            pickupLocation = new { contact = new { companyName = request.From.Company, personName = request.From.Name, phoneNumber = Digits(request.From.Phone) }, address, accountNumber = new { value = account } },
            readyDateTimestamp = request.ReadyAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            customerCloseTime = request.ClosesAt.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            pickupDateType = now.ToOffset(request.ReadyAt.Offset).Date == request.ReadyAt.Date ? "SAME_DAY" : "FUTURE_DAY",
            packageLocation = "NONE",
        },
        totalWeight = new { units = "KG", value = request.Weight.Kilograms(2) },
        packageCount = request.Labels.Count,
        carrierCode = Company(request),
        remarks = request.Note,
        pickupType = "ON_CALL",
    };

    public static object CallingOff(BookedPickup pickup, string account)
    {
        var (company, location) = Read(pickup.CarrierReference);
        return new
        {
            associatedAccountNumber = new { value = account }, pickupConfirmationCode = pickup.Confirmation, carrierCode = company, scheduledDate = pickup.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), location,
        };
    }

    /// <summary>What they want back to call it off: the company, and the location that Express tells.</summary>
    public static string Keep(string company, string? location) => string.IsNullOrEmpty(location) ? company : $"{company} {location}";

    private static (string Company, string? Location) Read(string? kept) => (kept ?? Express).Split(' ', 2) switch
    {
        [var company, var location] => (company, location),
        var alone => (alone[0], null),
    };

    private static string Company(string serviceKey) => GroundServices.Contains(serviceKey) ? Ground : Express;

    private static string Digits(string? phone) => string.Concat((phone ?? "").Where(char.IsAsciiDigit));
}

/// <param name="Location">Of Express alone.</param>
internal sealed record FedExPickup(string? PickupConfirmationCode, string? Location);

internal sealed record FedExPickupOff(string? PickupConfirmationCode, string? CancelConfirmationMessage);
