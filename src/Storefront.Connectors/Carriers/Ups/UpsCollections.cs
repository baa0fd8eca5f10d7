using System.Globalization;
using System.Text.Json.Serialization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Ups;

/// <summary>Collections on call, paid by the shipper's account.</summary>
/// <remarks>Source: UPS's own description of its interface Pickup, version v2409, read 2026-11-30; the paths are those of the open connector of karrio 2026.1.32.
/// To be confirmed with the carrier: the service's two digits with a nought in front, one piece for each country of delivery (the open connector tells one for all, with the country of collection), and how a second calling off is
/// refused. Of a parcel of before 2026-12, whose destination was not kept, the country of collection is told.</remarks>
internal static class UpsCollections
{
    public const string BookPath = "api/pickupcreation/v2409/pickup";

    /// <summary>By the number of the booking, which stands in the header <c>Prn</c>.</summary>
    public const string CancelPath = "api/shipments/v2409/pickup/02";

    /// <summary>What is booked for today and tomorrow, with how it stands.</summary>
    public const string PendingPath = "api/shipments/v2409/pickup/oncall";

    private const string Off = "007";

    private const int LongestStreet = 73;

    private const int LongestNote = 57;

    /// <summary>A package of more is told apart, at their 32 kg.</summary>
    private const long HeavyGrams = 32_000;

    /// <summary>What their fields do not hold, told before the wire.</summary>
    public static Refusal? Fault(PickupRequest request, string carrier)
    {
        if (string.IsNullOrWhiteSpace(request.From.Phone)) return CarrierRefusals.AddressRefused($"{carrier} asks for a telephone number at the place of collection.");
        if (Street(request.From).Length > LongestStreet) return CarrierRefusals.AddressRefused($"{carrier} takes one line of {LongestStreet} characters.");
        return request.Note is { Length: > LongestNote } ? CarrierRefusals.Refused(carrier, $"The note for the driver holds {LongestNote} characters.") : null;
    }

    public static object Booking(PickupRequest request, string account) => new
    {
        PickupCreationRequest = new
        {
            Request = new { TransactionReference = new { CustomerContext = request.Reference } },
            RatePickupIndicator = "Y",
            Shipper = new { Account = new { AccountNumber = account, AccountCountryCode = request.From.Country.Code } },
            PickupDateInfo = new { CloseTime = Clock(request.ClosesAt), ReadyTime = Clock(request.ReadyAt), PickupDate = request.ReadyAt.ToString("yyyyMMdd", CultureInfo.InvariantCulture) },
            PickupAddress = new
            {
                CompanyName = AddressLines.First(request.From.Company ?? request.From.Name, 27, 1)[0], ContactName = AddressLines.First(request.From.Name, 22, 1)[0], AddressLine = Street(request.From), request.From.City,
                StateProvince = request.From.Region, PostalCode = request.From.Postcode, CountryCode = request.From.Country.Code, ResidentialIndicator = request.From.Company is null ? "Y" : "N", Phone = new { Number = request.From.Phone },
            },
            AlternateAddressIndicator = "Y",
            PickupPiece = request.Labels.GroupBy(l => (l.ServiceKey, To: l.Destination ?? request.From.Country)).Select(g => new
            {
                ServiceCode = g.Key.ServiceKey.PadLeft(3, '0'), Quantity = g.Count().ToString(CultureInfo.InvariantCulture), DestinationCountryCode = g.Key.To.Code, ContainerCode = "01",
            }),
            TotalWeight = new { Weight = Mass(request), UnitOfMeasurement = IsUs(request) ? "LBS" : "KGS" },
            // The masses of single parcels are not told here: so many can only weigh so much when one of them is heavy.
            OverweightIndicator = request.Weight.Grams > HeavyGrams * request.Labels.Count ? "Y" : "N",
            PaymentMethod = "01",
            SpecialInstruction = request.Note,
            ReferenceNumber = ShortReference.Of(request.Reference, UpsMapping.LongestReference),
        },
    };

    public static Money? Charge(UpsPickupRate? rate) => Units.Amount(rate?.GrandTotalOfAllCharge, rate?.CurrencyCode);

    public static bool IsOff(UpsPendingPickups pending, string number) => pending.PickupPendingStatusResponse?.PendingStatus?.Any(p => p.Prn == number && p.PickupStatusMessage == Off) == true;

    /// <summary>One line, with a comma where a new one would begin.</summary>
    private static string Street(PostalAddress address) => string.Join(", ", new[] { address.Street, address.Street2, address.District }.Where(p => !string.IsNullOrWhiteSpace(p)));

    private static string Clock(DateTimeOffset at) => at.ToString("HHmm", CultureInfo.InvariantCulture);

    private static string Mass(PickupRequest request) => (IsUs(request) ? request.Weight.Pounds(1) : request.Weight.Kilograms(1)).ToString("0.0", CultureInfo.InvariantCulture);

    private static bool IsUs(PickupRequest request) => request.From.Country.Code == "US";
}

internal sealed record UpsPickupMade(UpsPickupCreated? PickupCreationResponse);

/// <param name="Prn">The number of the booking.</param>
internal sealed record UpsPickupCreated(string? Prn, UpsPickupRate? RateResult);

/// <param name="GrandTotalOfAllCharge">A decimal in a string.</param>
internal sealed record UpsPickupRate(string? CurrencyCode, string? GrandTotalOfAllCharge);

internal sealed record UpsPickupOff(UpsPickupCancelled? PickupCancelResponse);

internal sealed record UpsPickupCancelled(UpsPickupAnswer? Response);

/// <param name="ResponseStatus">1 when it is done.</param>
internal sealed record UpsPickupAnswer(UpsCode? ResponseStatus);

internal sealed record UpsPendingPickups(UpsPendingList? PickupPendingStatusResponse);

internal sealed record UpsPendingList([property: JsonConverter(typeof(OneOrMany<UpsPendingPickup>))] IReadOnlyList<UpsPendingPickup>? PendingStatus);

internal sealed record UpsPendingPickup(string? Prn, string? PickupStatusMessage);
