using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.EasyPost;

/// <summary>Ours to theirs and back. Masses in ounces, measures in inches, money in the currency of each carrier behind the account.</summary>
internal static class EasyPostMapping
{
    /// <summary>What stands before the digest in the header of a webhook.</summary>
    public const string MarkPrefix = "hmac-sha256-hex-digest=";

    /// <summary>Where a carrier behind the account does not say how long it takes.</summary>
    private const int SlowestDays = 30;

    public static object Estimate(RateRequest request) => new
    {
        shipment = new
        {
            // A return is told as the parcel that it brings back: they exchange the two addresses themselves.
            from_address = Address(request.IsReturn ? request.To : request.From, null), to_address = Address(request.IsReturn ? request.From : request.To, null), is_return = request.IsReturn ? true : (bool?)null,
            parcel = Parcel(request.Weight, request.Size),
            customs_info = Customs(request.Lines, CustomsCategory.SaleOfGoods, request.From),
            options = new { incoterm = Term(request.Incoterm) },
        },
    };

    /// <param name="billsSender">The carrier behind the account can bill duties to the sender: DDP is said to such a one alone.</param>
    public static object Shipment(LabelRequest request, bool billsSender) => new
    {
        shipment = new
        {
            from_address = request.IsReturn ? Address(request.Recipient, request.RecipientEmail) : Address(request.Sender, request.SenderEmail),
            to_address = request.IsReturn ? Address(request.Sender, request.SenderEmail) : Address(request.Recipient, request.RecipientEmail),
            is_return = request.IsReturn ? true : (bool?)null, parcel = Parcel(request.Weight, request.Size),
            customs_info = request.Customs is { } customs ? Customs(customs.Lines, customs.Category, request.Sender) : null,
            options = new
            {
                label_format = Format(request.Format), label_size = "4x6", incoterm = Term(request.Customs is null || billsSender ? request.Customs?.Incoterm : Incoterm.Dap), invoice_number = request.Customs?.InvoiceNumber ?? request.OrderNumber,
                print_custom_1 = request.OrderNumber,
            },
            tax_identifiers = request.AllSellerNumbers() is [_, ..] numbers ? numbers.Select(r => new { entity = "SENDER", tax_id = r.Number, tax_id_type = Kind(r.Kind), issuing_country = r.Country.Code }) : null,
            reference = request.Reference,
        },
    };

    public static object Pickup(PickupRequest request, string shipment) => new
    {
        pickup = new
        {
            address = Address(request.From, null), shipment = new { id = shipment }, min_datetime = Time(request.ReadyAt), max_datetime = Time(request.ClosesAt), instructions = request.Note,
            is_account_address = false, reference = request.Reference,
        },
    };

    public static CarrierRate? Rate(EasyPostRate offer, RateRequest request, DateTime expiresAtUtc)
    {
        if (offer is not { Carrier.Length: > 0, Service.Length: > 0 } || Price(offer) is not { IsPositive: true } price) return null;
        var days = offer.DeliveryDays ?? offer.EstimatedDays;
        return new CarrierRate
        {
            CarrierKey = "easypost", ServiceKey = offer.Key, ServiceName = $"{offer.Carrier} {offer.Service}", Price = price, DaysMin = Math.Max(1, days ?? 1), DaysMax = Math.Max(1, days ?? SlowestDays),
            ChargeableWeight = request.Weight, ExpiresAtUtc = expiresAtUtc,
        };
    }

    /// <summary>What the carrier behind the account asks.</summary>
    public static Money? Price(EasyPostRate? rate) => Units.Amount(rate?.Amount, rate?.Currency);

    /// <summary>What a bought shipment costs: the postage and the further fees that were charged, such as theirs for the label.</summary>
    public static Money? Cost(EasyPostShipment shipment)
    {
        if (Price(shipment.SelectedRate) is not { } postage) return null;
        return (shipment.Fees ?? []).Where(f => f is { Charged: true, Type: not "PostageFee" }).Aggregate(postage, (sum, fee) => Units.Amount(fee.Amount, postage.Currency.Code) is { } more ? sum + more : sum);
    }

    /// <summary>The file of the wanted format, or else the one that there is.</summary>
    public static (string Url, DocumentFormat Format)? File(EasyPostLabel? label, DocumentFormat wanted)
    {
        if (wanted == DocumentFormat.Pdf && label?.PdfUrl is { Length: > 0 } pdf) return (pdf, DocumentFormat.Pdf);
        if (wanted == DocumentFormat.Zpl && label?.ZplUrl is { Length: > 0 } zpl) return (zpl, DocumentFormat.Zpl);
        return label?.Url is { Length: > 0 } url ? (url, FormatOf(label.FileType)) : null;
    }

    public static string Format(DocumentFormat format) => format switch
    {
        DocumentFormat.Pdf => "PDF",
        DocumentFormat.Png => "PNG",
        DocumentFormat.Zpl => "ZPL",
    };

    /// <summary>A scan in our words; null when it has no time that can be read.</summary>
    public static TrackingEvent? Event(EasyPostScan scan)
    {
        if (scan.At is not { } at) return null;
        var status = Status(scan.Status);
        var code = string.Join(':', new[] { scan.Status, scan.CarrierCode }.Where(c => !string.IsNullOrEmpty(c)));
        return new TrackingEvent(status, at.UtcDateTime, Country.TryParse(scan.Place?.Country, out var country) ? country : null, scan.Place?.City, code, status.TextKey());
    }

    public static IReadOnlyList<TrackingEvent> Events(EasyPostTracker? tracker) => [.. (tracker?.Details ?? []).Select(Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];

    /// <summary>A parcel that waits to be fetched counts as out for delivery: there is no nearer word of ours.</summary>
    internal static TrackingStatus Status(string? status) => status switch
    {
        "pre_transit" or "cancelled" => TrackingStatus.LabelMade,
        "out_for_delivery" or "available_for_pickup" => TrackingStatus.OutForDelivery,
        "delivered" => TrackingStatus.Delivered,
        "return_to_sender" => TrackingStatus.Returned,
        "failure" => TrackingStatus.DeliveryFailed,
        _ => TrackingStatus.InTransit,
    };

    /// <summary>The mark on a webhook: HMAC-SHA256 over the raw body with the secret in Unicode's form NFKD, in hexadecimal.</summary>
    public static string Mark(ReadOnlySpan<byte> body, string secret) =>
        MarkPrefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Normalize(NormalizationForm.FormKD)), body));

    private static DocumentFormat FormatOf(string? fileType) => fileType switch
    {
        "application/pdf" => DocumentFormat.Pdf,
        "application/zpl" => DocumentFormat.Zpl,
        _ => DocumentFormat.Png,
    };

    private static object Address(PostalAddress address, string? email) => new
    {
        name = address.Name, company = address.Company, street1 = address.Street, street2 = Join(address.Street2, address.District), city = address.City, state = address.Region, zip = address.Postcode,
        country = address.Country.Code, phone = address.Phone, email, federal_tax_id = address.TaxId,
    };

    private static string? Join(params string?[] parts) => string.Join(", ", parts.Where(p => !string.IsNullOrWhiteSpace(p))) is { Length: > 0 } joined ? joined : null;

    private static object Parcel(Weight weight, Dimensions size) => new { length = Units.Inches(size.LengthMm), width = Units.Inches(size.WidthMm), height = Units.Inches(size.HeightMm), weight = weight.Ounces() };

    /// <summary>Value and mass of an item are those of all its pieces. The exemption from an electronic export filing is one of the United States and said of parcels that leave them.</summary>
    private static object? Customs(IReadOnlyList<CustomsLine> lines, CustomsCategory category, PostalAddress sender) => lines.Count == 0 ? null : new
    {
        customs_certify = true, customs_signer = sender.Name, contents_type = Contents(category), contents_explanation = category == CustomsCategory.Other ? lines[0].Description : null, restriction_type = "none",
        non_delivery_option = "return", eel_pfc = sender.Country.Code == "US" ? "NOEEI 30.37(a)" : null,
        customs_items = lines.Select(l => new
        {
            description = l.Description, quantity = l.Quantity, value = l.Value.Major, weight = l.NetWeight.Ounces(), hs_tariff_number = l.HsCode.Digits, origin_country = l.Origin.Code, code = l.Sku, currency = l.Value.Currency.Code,
        }),
    };

    private static string Contents(CustomsCategory category) => category switch
    {
        CustomsCategory.SaleOfGoods => "merchandise",
        CustomsCategory.Gift => "gift",
        CustomsCategory.CommercialSample => "sample",
        CustomsCategory.Documents => "documents",
        CustomsCategory.ReturnedGoods => "returned_goods",
        CustomsCategory.Other => "other",
    };

    private static string? Term(Incoterm? incoterm) => incoterm switch
    {
        null => null,
        Incoterm.Ddp => "DDP",
        Incoterm.Dap => "DAP",
        _ => throw new ArgumentOutOfRangeException(nameof(incoterm)),
    };

    private static string Kind(TaxRegistrationKind kind) => kind switch
    {
        TaxRegistrationKind.Ioss => "IOSS",
        TaxRegistrationKind.Voec => "VOEC",
        TaxRegistrationKind.Eori => "EORI",
        TaxRegistrationKind.Vat => "VAT",
        TaxRegistrationKind.Gst => "GST",
    };

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
