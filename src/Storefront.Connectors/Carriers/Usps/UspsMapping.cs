using System.Globalization;
using System.Text;
using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Usps;

/// <summary>Ours to theirs and back. Pounds and inches to a hundredth, US dollars.</summary>
internal static class UspsMapping
{
    public const int LongestReference = 30;

    private const int SlowestDaysAtHome = 10;

    private const int SlowestDaysAbroad = 30;

    /// <summary>Up to here goods of one HS code leave the United States without an electronic export filing, in US dollars.</summary>
    private const decimal FreeOfFiling = 2_500;

    /// <summary>Single pieces in the sender's own packing.</summary>
    private static readonly string[] OwnPacking = ["SP", "PA"];

    /// <summary>The states and the places that the post counts among them.</summary>
    private static readonly string[] Home = ["US", "PR", "GU", "VI", "AS", "MP"];

    public static bool IsHome(Country country) => Home.Contains(country.Code);

    public static object Options(RateRequest request, string accountType, string account)
    {
        var atHome = IsHome(request.To.Country);
        return new
        {
            pricingOptions = new[] { new { priceType = "COMMERCIAL", paymentAccount = new { accountType, accountNumber = account } } },
            originZIPCode = Zip(request.From),
            destinationZIPCode = atHome ? Zip(request.To) : null,
            destinationEntryFacilityType = atHome ? "NONE" : null,
            foreignPostalCode = atHome ? null : request.To.Postcode,
            destinationCountryCode = atHome ? null : request.To.Country.Code,
            packageDescription = new
            {
                weight = request.Weight.Pounds(), length = Inches(request.Size.LengthMm), height = Inches(request.Size.HeightMm), width = Inches(request.Size.WidthMm), mailClass = "ALL", extraServices = Array.Empty<int>(),
                mailingDate = Day(request.AtUtc),
            },
            shippingFilter = "PRICE",
        };
    }

    /// <summary>What they do not take, told before the wire.</summary>
    public static Refusal? Fault(LabelRequest request, string carrier)
    {
        if (!IsHome(request.Sender.Country)) return CarrierRefusals.ServiceUnavailable(request.Rate.ServiceName);
        if (IsHome(request.Recipient.Country)) return null;
        if (request.Customs is not { } customs) return CarrierRefusals.CustomsMissing;
        if (customs.Currency != Currency.Usd) return CarrierRefusals.Refused(carrier, "Values are declared in US dollars.");
        return customs.Lines.GroupBy(l => l.HsCode).Any(g => g.Sum(l => l.Value.Major) > FreeOfFiling) ? CarrierRefusals.Refused(carrier, "Goods of one HS code worth more than 2,500 dollars need an export filing.") : null;
    }

    public static object Label(LabelRequest request, DateTime nowUtc)
    {
        var offer = request.Rate.OfferReference?.Split('|') ?? [];
        var atHome = IsHome(request.Recipient.Country);
        var from = Own(request.Sender, request.SenderEmail);
        return new
        {
            imageInfo = new { imageType = request.Format == DocumentFormat.Zpl ? "ZPL203DPI" : "PDF", labelType = "4X6LABEL", receiptOption = atHome ? "NONE" : null },
            toAddress = atHome ? Own(request.Recipient, request.RecipientEmail) : Foreign(request.Recipient),
            fromAddress = from,
            senderAddress = from,
            packageDescription = new
            {
                weightUOM = "lb", weight = request.Weight.Pounds(), dimensionsUOM = "in", length = Inches(request.Size.LengthMm), height = Inches(request.Size.HeightMm), width = Inches(request.Size.WidthMm),
                mailClass = request.Rate.ServiceKey, rateIndicator = offer is [{ Length: > 0 } rate, ..] ? rate : "SP", processingCategory = offer is [_, { Length: > 0 } category] ? category : "MACHINABLE",
                destinationEntryFacilityType = "NONE", mailingDate = Day(nowUtc), extraServices = Array.Empty<int>(), customerReference = new[] { new { referenceNumber = ShortReference.Of(request.Reference, LongestReference) } },
            },
            customsForm = !atHome && request.Customs is { } customs ? Customs(request, customs) : null,
        };
    }

    public static object Pickup(PickupRequest request)
    {
        var (first, last) = Split(request.From.Name);
        return new
        {
            pickupDate = request.ReadyAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            pickupAddress = new
            {
                firstName = first, lastName = last, firm = request.From.Company,
                address = new { streetAddress = request.From.Street, secondaryAddress = request.From.Street2, city = request.From.City, state = State(request.From), ZIPCode = Zip(request.From), ZIPPlus4 = Plus4(request.From) },
            },
            packages = new[] { new { packageType = "OTHER", packageCount = request.Labels.Count } },
            estimatedWeight = request.Weight.Pounds(),
            pickupLocation = new { packageLocation = "OTHER", specialInstructions = request.Note ?? "At the counter" },
        };
    }

    public static object ScanForm(ManifestRequest request) => new
    {
        form = "5630", imageType = "PDF", labelType = "8.5x11LABEL", mailingDate = request.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), entryFacilityZIPCode = Zip(request.From), destinationEntryFacilityType = "NONE",
        shipment = new { trackingNumbers = request.Labels.Select(l => l.TrackingNumber).OfType<string>() }, fromAddress = Own(request.From, null),
    };

    /// <summary>One offer for each class that takes any goods: the cheapest in the sender's own packing.</summary>
    public static CarrierRate? Rate(UspsShipping shipping, RateRequest request, DateTime expiresAtUtc, Func<string, string> name)
    {
        if (shipping.MailClass is not { } mailClass || !UspsConnector.IsOffered(mailClass)) return null;
        var own = (shipping.RateOptions ?? []).Select(o => (Option: o, Rate: (o.Rates ?? []).FirstOrDefault(r => OwnPacking.Contains(r.RateIndicator) && (r.DestinationEntryFacilityType is null or "NONE"))))
            .Where(o => o.Rate is not null && o.Option.TotalPrice is > 0).OrderBy(o => o.Option.TotalPrice).FirstOrDefault();
        if (own.Rate is null) return null;
        var slowest = IsHome(request.To.Country) ? SlowestDaysAtHome : SlowestDaysAbroad;
        var days = Days(own.Option.Commitment, request.AtUtc);
        return new CarrierRate
        {
            CarrierKey = "usps", ServiceKey = mailClass, ServiceName = name(mailClass), Price = Units.Amount(own.Option.TotalPrice!.Value, Currency.Usd), DaysMin = Math.Max(1, days ?? 1), DaysMax = Math.Max(1, days ?? slowest),
            ChargeableWeight = Weight.Max(request.Weight, Units.FromPounds(Math.Max(own.Rate.Weight ?? 0, own.Rate.DimensionalWeight ?? 0))), ExpiresAtUtc = expiresAtUtc,
            OfferReference = $"{own.Rate.RateIndicator}|{own.Rate.ProcessingCategory}",
        };
    }

    /// <summary>A member of an answer that comes in parts, or as one JSON document; null when it cannot be read to its end.</summary>
    public static UspsLabel? ReadLabel(CarrierAnswer answer) =>
        MultipartAnswer.Read(answer) is { } parts ? new UspsLabel(Json<UspsLabelMetadata>(parts, "labelMetadata"), Text(parts, "labelImage")) : answer.Read<UspsLabel>();

    /// <inheritdoc cref="ReadLabel"/>
    public static UspsScanForm? ReadScanForm(CarrierAnswer answer) =>
        MultipartAnswer.Read(answer) is { } parts ? new UspsScanForm(Json<UspsScanFormMetadata>(parts, "SCANFormMetadata"), Text(parts, "SCANFormImage")) : answer.Read<UspsScanForm>();

    /// <summary>A scan in our words; null when it has no time that can be read. Where neither universal time nor an offset is told, the place's time is taken for universal.</summary>
    public static TrackingEvent? Event(UspsEvent scan)
    {
        if (Time(scan) is not { } at) return null;
        var status = Status(scan.EventCode);
        return new TrackingEvent(status, at, Country.TryParse(scan.EventCountry, out var country) ? country : null, scan.EventCity, scan.EventCode ?? "", status.TextKey());
    }

    /// <summary>A parcel that waits to be fetched counts as out for delivery: there is no nearer word of ours.</summary>
    internal static TrackingStatus Status(string? code) => code switch
    {
        "MA" or "GX" => TrackingStatus.LabelMade,
        "03" => TrackingStatus.HandedOver,
        "OF" or "14" or "16" => TrackingStatus.OutForDelivery,
        "01" => TrackingStatus.Delivered,
        "02" or "51" or "52" or "53" or "54" or "55" or "56" or "57" => TrackingStatus.DeliveryFailed,
        "04" or "09" or "21" => TrackingStatus.Returned,
        _ => TrackingStatus.InTransit,
    };

    private static DateTime? Time(UspsEvent scan)
    {
        if (DateTimeOffset.TryParse(scan.GmtTimestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var universal)) return universal.UtcDateTime;
        if (!DateTime.TryParse(scan.EventTimestamp, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var local)) return null;
        return local.Kind == DateTimeKind.Utc ? local : new DateTimeOffset(local, ZonedTime.Offset(scan.GmtOffset) ?? TimeSpan.Zero).UtcDateTime;
    }

    private static int? Days(UspsCommitment? commitment, DateTime fromUtc) =>
        DateOnly.TryParseExact(commitment?.ScheduleDeliveryDate?[..Math.Min(10, commitment.ScheduleDeliveryDate.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.DayNumber - DateOnly.FromDateTime(fromUtc).DayNumber
            : null;

    private static object Customs(LabelRequest request, CustomsDeclaration customs) => new
    {
        customsContentType = customs.Category switch
        {
            CustomsCategory.SaleOfGoods => "MERCHANDISE",
            CustomsCategory.Gift => "GIFT",
            CustomsCategory.CommercialSample => "COMMERCIAL_SAMPLE",
            CustomsCategory.Documents => "DOCUMENT",
            CustomsCategory.ReturnedGoods => "RETURNED_GOODS",
            CustomsCategory.Other => "OTHER",
        },
        contentComments = customs.Category == CustomsCategory.Other ? customs.Lines[0].Description : null,
        AESITN = "NOEEI 30.37(a)",
        invoiceNumber = customs.InvoiceNumber ?? request.OrderNumber,
        exportersReference = Exporter(request) is { } number ? new { reference = number } : null,
        importersReference = request.Recipient.TaxId is { } importer ? new { reference = importer } : null,
        contents = customs.Lines.Select(l => new
        {
            itemDescription = l.Description, itemQuantity = l.Quantity, itemValue = l.UnitPrice().Major, itemTotalValue = l.Value.Major, weightUOM = "lb", itemWeight = l.UnitWeight().Pounds(), itemTotalWeight = l.NetWeight.Pounds(),
            HSTariffNumber = l.HsCode.Digits, countryofOrigin = l.Origin.Code,
        }),
    };

    /// <summary>There is room for one number: that under which the tax was collected goes before the others.</summary>
    private static string? Exporter(LabelRequest request) => request.AllSellerNumbers().OrderBy(r => r.Kind switch
    {
        TaxRegistrationKind.Ioss or TaxRegistrationKind.Voec => 0,
        TaxRegistrationKind.Vat or TaxRegistrationKind.Gst => 1,
        TaxRegistrationKind.Eori => 2,
    }).FirstOrDefault()?.Number;

    private static object Own(PostalAddress address, string? email)
    {
        var (first, last) = Split(address.Name);
        return new
        {
            firstName = first, lastName = last, firm = address.Company ?? (last is null ? address.Name : null), streetAddress = address.Street, secondaryAddress = address.Street2, city = address.City, state = State(address),
            ZIPCode = Zip(address), ZIPPlus4 = Plus4(address), phone = Digits(address.Phone), email,
        };
    }

    private static object Foreign(PostalAddress address)
    {
        var (first, last) = Split(address.Name);
        return new
        {
            firstName = first, lastName = last, firm = address.Company ?? (last is null ? address.Name : null), streetAddress = address.Street,
            secondaryAddress = string.Join(", ", new[] { address.Street2, address.District }.Where(p => !string.IsNullOrWhiteSpace(p))) is { Length: > 0 } second ? second : null, city = address.City, postalCode = address.Postcode, province = address.Region, countryISOAlpha2Code = address.Country.Code, phone = Digits(address.Phone),
        };
    }

    /// <summary>The last word is the last name; a name of one word is nobody's first.</summary>
    private static (string? First, string? Last) Split(string name)
    {
        var at = name.Trim().LastIndexOf(' ');
        return at < 0 ? (null, null) : (name.Trim()[..at].TrimEnd(), name.Trim()[(at + 1)..]);
    }

    private static string? State(PostalAddress address) => address.Country.Code == "US" ? address.Region : address.Country.Code;

    private static string Zip(PostalAddress address) => Digits(address.Postcode) is { Length: >= 5 } digits ? digits[..5] : address.Postcode ?? "";

    private static string? Plus4(PostalAddress address) => Digits(address.Postcode) is { Length: 9 } digits ? digits[5..] : null;

    private static string? Digits(string? text) => text is null ? null : string.Concat(text.Where(char.IsAsciiDigit));

    private static decimal Inches(int millimetres) => Units.Inches(millimetres, 2);

    private static string Day(DateTime utc) => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(IReadOnlyDictionary<string, byte[]> parts, string name) => parts.TryGetValue(name, out var body) ? Encoding.ASCII.GetString(body).Trim() : null;

    private static T? Json<T>(IReadOnlyDictionary<string, byte[]> parts, string name)
        where T : class
    {
        try
        {
            return parts.TryGetValue(name, out var body) ? JsonSerializer.Deserialize<T>(body, CarrierJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
